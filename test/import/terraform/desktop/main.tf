provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "images" {
  name     = "${var.prefix}-images"
  location = var.location
}

resource "azurerm_user_assigned_identity" "builder" {
  name                = "${var.prefix}-builder"
  resource_group_name = azurerm_resource_group.images.name
  location            = azurerm_resource_group.images.location
}

resource "azurerm_role_definition" "builder" {
  name  = "${var.prefix}-image-builder"
  scope = azurerm_resource_group.images.id

  permissions {
    actions = [
      "Microsoft.Compute/galleries/read",
      "Microsoft.Compute/galleries/images/read",
      "Microsoft.Compute/galleries/images/versions/read",
      "Microsoft.Compute/galleries/images/versions/write",
    ]
  }
}

resource "azurerm_role_assignment" "builder" {
  scope              = azurerm_resource_group.images.id
  role_definition_id = azurerm_role_definition.builder.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.builder.principal_id
}

resource "azurerm_shared_image_gallery" "desktops" {
  name                = "${var.prefix}_desktops"
  resource_group_name = azurerm_resource_group.images.name
  location            = azurerm_resource_group.images.location
}

resource "azurerm_shared_image" "desktop" {
  name                = "${var.prefix}-win10"
  gallery_name        = azurerm_shared_image_gallery.desktops.name
  resource_group_name = azurerm_resource_group.images.name
  location            = azurerm_resource_group.images.location
  os_type             = "Windows"

  identifier {
    publisher = "Contoso"
    offer     = "Windows10"
    sku       = "Multisession"
  }
}

resource "azapi_resource" "template" {
  type      = "Microsoft.VirtualMachineImages/imageTemplates@2021-10-01"
  name      = "${var.prefix}-win10-template"
  parent_id = azurerm_resource_group.images.id
  location  = azurerm_resource_group.images.location
  tags = {
    imagebuilderTemplate = "AzureImageBuilderSIG"
    userIdentity         = "enabled"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.builder.id]
  }

  body = jsonencode({
    properties = {
      buildTimeoutInMinutes = 120
      vmProfile = {
        vmSize       = "Standard_D2_v2"
        osDiskSizeGB = 127
      }
      source = {
        type      = "PlatformImage"
        publisher = "MicrosoftWindowsDesktop"
        offer     = "windows-10"
        sku       = "win10-21h2-avd"
        version   = "latest"
      }
      customize = [
        {
          type        = "PowerShell"
          name        = "Optimize"
          runElevated = true
          runAsSystem = true
          scriptUri   = "https://raw.githubusercontent.com/contoso/images/main/optimize.ps1"
        },
        {
          type                = "WindowsRestart"
          restartCheckCommand = "write-host 'restarting'"
          restartTimeout      = "5m"
        },
        {
          type           = "WindowsUpdate"
          searchCriteria = "IsInstalled=0"
          filters        = ["exclude:$_.Title -like '*Preview*'", "include:$true"]
          updateLimit    = 40
        },
      ]
      distribute = [
        {
          type               = "SharedImage"
          galleryImageId     = azurerm_shared_image.desktop.id
          runOutputName      = "galleryOutput"
          replicationRegions = [azurerm_resource_group.images.location]
          artifactTags = {
            source = "avd"
          }
        },
      ]
    }
  })
}
