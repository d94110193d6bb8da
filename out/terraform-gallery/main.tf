# Made by aibgen. Change the spec, not this file.

data "azapi_client_config" "current" {}

locals {
  subscription_id                   = coalesce(var.subscription_id, data.azapi_client_config.current.subscription_id)
  resource_group_id                 = "/subscriptions/${local.subscription_id}/resourceGroups/${var.resource_group_name}"
  identity_id                       = "${local.resource_group_id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib-gallery-identity"
  images_rg_gallery_target_role_id  = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg/providers/Microsoft.Authorization/roleDefinitions/${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg"), "gallery target", "52320f84"]))}"
  images_rg_image_target_role_id    = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg/providers/Microsoft.Authorization/roleDefinitions/${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg"), "image target", "c78f7eaa"]))}"
  partner_rg_gallery_target_role_id = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg/providers/Microsoft.Authorization/roleDefinitions/${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"), "gallery target", "52320f84"]))}"
  partner_rg_image_target_role_id   = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg/providers/Microsoft.Authorization/roleDefinitions/${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"), "image target", "c78f7eaa"]))}"
}

resource "azapi_resource" "identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
  parent_id = local.resource_group_id
  name      = "aib-gallery-identity"
  location  = var.location

  response_export_values = ["properties.principalId"]
}

resource "azapi_resource" "images_rg_gallery_target_role" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleDefinitions@2022-04-01"
  parent_id = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg"), "gallery target", "52320f84"]))

  body = {
    properties = {
      roleName    = "aibgen gallery target 52320f84 - ${lower("images-rg")} ${substr(uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg")])), 0, 8)}"
      description = "Allows Azure VM Image Builder to write image versions to a gallery."
      type        = "CustomRole"
      permissions = [
        {
          actions = [
            "Microsoft.Compute/galleries/read",
            "Microsoft.Compute/galleries/images/read",
            "Microsoft.Compute/galleries/images/versions/read",
            "Microsoft.Compute/galleries/images/versions/write",
          ]
        },
      ]
      assignableScopes = [
        "/subscriptions/${local.subscription_id}/resourceGroups/images-rg",
      ]
    }
  }
}

resource "azapi_resource" "images_rg_image_target_role" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleDefinitions@2022-04-01"
  parent_id = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg"), "image target", "c78f7eaa"]))

  body = {
    properties = {
      roleName    = "aibgen image target c78f7eaa - ${lower("images-rg")} ${substr(uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg")])), 0, 8)}"
      description = "Allows Azure VM Image Builder to write managed images to a resource group."
      type        = "CustomRole"
      permissions = [
        {
          actions = [
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete",
          ]
        },
      ]
      assignableScopes = [
        "/subscriptions/${local.subscription_id}/resourceGroups/images-rg",
      ]
    }
  }
}

resource "azapi_resource" "images_rg_gallery_target_assignment" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg/providers/Microsoft.Compute/galleries/corpGallery"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg/providers/Microsoft.Compute/galleries/corpGallery"), lower(local.identity_id), lower(local.images_rg_gallery_target_role_id)]))

  body = {
    properties = {
      principalId      = azapi_resource.identity.output.properties.principalId
      principalType    = "ServicePrincipal"
      roleDefinitionId = local.images_rg_gallery_target_role_id
    }
  }

  depends_on = [azapi_resource.images_rg_gallery_target_role]
}

resource "azapi_resource" "images_rg_image_target_assignment" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/${local.subscription_id}/resourceGroups/images-rg"), lower(local.identity_id), lower(local.images_rg_image_target_role_id)]))

  body = {
    properties = {
      principalId      = azapi_resource.identity.output.properties.principalId
      principalType    = "ServicePrincipal"
      roleDefinitionId = local.images_rg_image_target_role_id
    }
  }

  depends_on = [azapi_resource.images_rg_image_target_role]
}

resource "azapi_resource" "partner_rg_gallery_target_role" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleDefinitions@2022-04-01"
  parent_id = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"), "gallery target", "52320f84"]))

  body = {
    properties = {
      roleName    = "aibgen gallery target 52320f84 - ${lower("partner-rg")} ${substr(uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg")])), 0, 8)}"
      description = "Allows Azure VM Image Builder to write image versions to a gallery."
      type        = "CustomRole"
      permissions = [
        {
          actions = [
            "Microsoft.Compute/galleries/read",
            "Microsoft.Compute/galleries/images/read",
            "Microsoft.Compute/galleries/images/versions/read",
            "Microsoft.Compute/galleries/images/versions/write",
          ]
        },
      ]
      assignableScopes = [
        "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg",
      ]
    }
  }
}

resource "azapi_resource" "partner_rg_image_target_role" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleDefinitions@2022-04-01"
  parent_id = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"), "image target", "c78f7eaa"]))

  body = {
    properties = {
      roleName    = "aibgen image target c78f7eaa - ${lower("partner-rg")} ${substr(uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg")])), 0, 8)}"
      description = "Allows Azure VM Image Builder to write managed images to a resource group."
      type        = "CustomRole"
      permissions = [
        {
          actions = [
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete",
          ]
        },
      ]
      assignableScopes = [
        "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg",
      ]
    }
  }
}

resource "azapi_resource" "partner_rg_gallery_target_assignment" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg/providers/Microsoft.Compute/galleries/partnerGallery"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg/providers/Microsoft.Compute/galleries/partnerGallery"), lower(local.identity_id), lower(local.partner_rg_gallery_target_role_id)]))

  body = {
    properties = {
      principalId      = azapi_resource.identity.output.properties.principalId
      principalType    = "ServicePrincipal"
      roleDefinitionId = local.partner_rg_gallery_target_role_id
    }
  }

  depends_on = [azapi_resource.partner_rg_gallery_target_role]
}

resource "azapi_resource" "partner_rg_image_target_assignment" {
  count = var.deployRights ? 1 : 0

  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"
  name      = uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", join("-", [lower("/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg"), lower(local.identity_id), lower(local.partner_rg_image_target_role_id)]))

  body = {
    properties = {
      principalId      = azapi_resource.identity.output.properties.principalId
      principalType    = "ServicePrincipal"
      roleDefinitionId = local.partner_rg_image_target_role_id
    }
  }

  depends_on = [azapi_resource.partner_rg_image_target_role]
}

# A template takes no PUT once it exists, and Terraform sends nothing else: each change replaces it.
resource "azapi_resource" "image_template" {
  type      = "Microsoft.VirtualMachineImages/imageTemplates@2021-10-01"
  parent_id = local.resource_group_id
  name      = "terraform-gallery"
  location  = var.location

  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity_id]
  }

  body = {
    properties = {
      buildTimeoutInMinutes = 240
      vmProfile = {
        vmSize       = "Standard_D2ds_v4"
        osDiskSizeGB = 0
      }
      source = {
        type      = "PlatformImage"
        publisher = "Canonical"
        offer     = "ubuntu-24_04-lts"
        sku       = "server"
        version   = "latest"
      }
      customize = [
        {
          type = "Shell"
          name = "shell-1"
          inline = [
            "echo \"channel: ${var.channel}\" | sudo tee /etc/channel",
            "sudo apt-get update",
            "sudo apt-get install -y nginx",
          ]
        },
        {
          type = "Shell"
          name = "deprovision"
          inline = [
            "cat > /tmp/DeprovisioningScript.sh <<'DEPROVISION'",
            "WAAGENT=/usr/sbin/waagent",
            "waagent -version 1> /dev/null 2>&1",
            "if [ $? -eq 0 ]; then",
            "  WAAGENT=waagent",
            "fi",
            "$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync",
            "DEPROVISION",
          ]
        },
      ]
      distribute = [
        {
          type          = "SharedImage"
          runOutputName = "web"
          artifactTags = {
            channel = var.channel
          }
          galleryImageId = "/subscriptions/${local.subscription_id}/resourceGroups/images-rg/providers/Microsoft.Compute/galleries/corpGallery/images/web"
          replicationRegions = [
            "westeurope",
            "northeurope",
          ]
          storageAccountType = "Standard_LRS"
          excludeFromLatest  = false
        },
        {
          type               = "SharedImage"
          runOutputName      = "web-2"
          galleryImageId     = "/subscriptions/9f1d2c3b-4a5e-4f60-8b7c-1d2e3f405162/resourceGroups/partner-rg/providers/Microsoft.Compute/galleries/partnerGallery/images/web"
          replicationRegions = [var.location]
          storageAccountType = "Standard_LRS"
          excludeFromLatest  = true
        },
      ]
    }
  }

  replace_triggers_refs            = ["properties"]
  replace_triggers_external_values = [local.identity_id]

  retry = {
    error_message_regex = [
      "AuthorizationFailed",
      "not authorized to access",
      "PrincipalNotFound",
      "does not have (permission|access|authorization)",
    ]
  }

  depends_on = [
    azapi_resource.identity,
    azapi_resource.images_rg_gallery_target_role,
    azapi_resource.images_rg_image_target_role,
    azapi_resource.images_rg_gallery_target_assignment,
    azapi_resource.images_rg_image_target_assignment,
    azapi_resource.partner_rg_gallery_target_role,
    azapi_resource.partner_rg_image_target_role,
    azapi_resource.partner_rg_gallery_target_assignment,
    azapi_resource.partner_rg_image_target_assignment,
  ]
}

# A build. A template that is replaced is built again; "terraform apply -replace" with the address of this action repeats a build.
resource "azapi_resource_action" "run" {
  count = var.run ? 1 : 0

  type        = "Microsoft.VirtualMachineImages/imageTemplates@2021-10-01"
  resource_id = azapi_resource.image_template.id
  action      = "run"

  timeouts {
    create = "17h"
  }

  lifecycle {
    replace_triggered_by = [azapi_resource.image_template]
  }
}
