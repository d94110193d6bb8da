data "azurerm_client_config" "current" {}

data "azurerm_user_assigned_identity" "builder" {
  name                = "builder"
  resource_group_name = "identities"
}

data "azurerm_shared_image" "web" {
  name                = "web"
  gallery_name        = "corp"
  resource_group_name = "galleries"
}

locals {
  packages = ["nginx", "jq"]
}

resource "azapi_resource" "web" {
  type      = "Microsoft.VirtualMachineImages/imageTemplates@2024-02-01"
  name      = "web"
  parent_id = "/subscriptions/${data.azurerm_client_config.current.subscription_id}/resourceGroups/images"
  location  = "westeurope"

  identity {
    type         = "UserAssigned"
    identity_ids = [data.azurerm_user_assigned_identity.builder.id]
  }

  body = {
    properties = {
      source = {
        type      = "PlatformImage"
        publisher = "Canonical"
        offer     = "ubuntu-24_04-lts"
        sku       = "server"
        version   = "latest"
      }
      customize = [
        {
          type   = "Shell"
          name   = "packages"
          inline = [for name in local.packages : "sudo apt-get install -y ${name}"]
        },
      ]
      distribute = [
        {
          type           = "SharedImage"
          galleryImageId = data.azurerm_shared_image.web.id
          runOutputName  = "web"
          targetRegions  = [{ name = "westeurope", replicaCount = 2 }]
        },
      ]
    }
  }

  schema_validation_enabled = false
  response_export_values    = ["*"]
}

resource "azapi_resource_action" "build" {
  type        = "Microsoft.VirtualMachineImages/imageTemplates@2024-02-01"
  resource_id = azapi_resource.web.id
  action      = "run"
}
