source "azure-arm" "hardened" {
  location        = "uksouth"
  os_type         = "Linux"
  image_publisher = "center-for-internet-security-inc"
  image_offer     = "cis-ubuntu-linux-2204-l1"
  image_sku       = "cis-ubuntu-linux-2204-l1-gen2"
  image_version   = "latest"

  plan_info {
    plan_name      = "cis-ubuntu-linux-2204-l1-gen2"
    plan_product   = "cis-ubuntu-linux-2204-l1"
    plan_publisher = "center-for-internet-security-inc"
  }

  user_assigned_managed_identities = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader",
  ]
  disk_additional_size      = [32, 64]
  polling_duration_timeout  = "2h"
  shared_image_gallery_timeout = "2h5m"

  shared_image_gallery_destination {
    subscription        = "11111111-2222-3333-4444-555555555555"
    resource_group      = "ids"
    gallery_name        = "corp"
    image_name          = "cis"
    image_version       = "2.0.0"
    replication_regions = ["uksouth", "ukwest"]
    storage_account_type = "Standard_ZRS"
  }
}

build {
  sources = ["source.azure-arm.hardened"]
  provisioner "shell" {
    inline = ["curl -fsS http://169.254.169.254/metadata/identity -H Metadata:true"]
  }
}
