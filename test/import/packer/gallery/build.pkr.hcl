locals {
  name     = lower(join("-", [var.product, var.stage]))
  packages = concat(["curl", "jq"], var.packages)
  sku      = lookup({ "22.04" = "22_04-lts-gen2", "24.04" = "server" }, var.release, "server")
  regions  = { for name in var.regions : name => var.stage == "prod" ? 3 : 1 }
}

source "azure-arm" "base" {
  subscription_id = "11111111-2222-3333-4444-555555555555"
  location        = var.regions[0]
  os_type         = "Linux"
  image_publisher = "Canonical"
  image_offer     = var.release == "24.04" ? "ubuntu-24_04-lts" : "0001-com-ubuntu-server-jammy"
  image_sku       = local.sku
  vm_size         = "Standard_D4s_v5"

  shared_image_gallery_destination {
    resource_group = "gallery-rg"
    gallery_name   = "corp"
    image_name     = local.name
    image_version  = "1.2.0"

    dynamic "target_region" {
      for_each = local.regions
      content {
        name     = target_region.key
        replicas = target_region.value
      }
    }
  }
  shared_gallery_image_version_exclude_from_latest = true

  dynamic "azure_tag" {
    for_each = { product = var.product, stage = var.stage }
    iterator = tag
    content {
      name  = tag.key
      value = tag.value
    }
  }
}

build {
  name    = "base"
  sources = ["source.azure-arm.base"]

  provisioner "shell" {
    inline = concat(
      ["sudo apt-get update"],
      [for package in local.packages : format("sudo apt-get install -y %s", package)],
    )
  }

  provisioner "shell" {
    script           = "${path.root}/scripts/setup.sh"
    environment_vars = ["STAGE=${var.stage}", "GREETING=it's ${var.product}"]
    execute_command  = "chmod +x {{ .Path }}; sudo -E env {{ .Vars }} bash '{{ .Path }}'"
  }

  provisioner "shell" {
    inline = [<<-EOT
      set -e
      for name in a b; do
        echo "$name"
      done
    EOT
    ]
  }

  post-processor "manifest" {
    output = "manifest.json"
  }
}
