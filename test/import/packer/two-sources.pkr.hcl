source "azure-arm" "ubuntu" {
  location                          = "northeurope"
  os_type                           = "Linux"
  image_publisher                   = "Canonical"
  image_offer                       = "ubuntu-24_04-lts"
  image_sku                         = "server"
  image_version                     = "latest"
  managed_image_name                = "ubuntu"
  managed_image_resource_group_name = "images"
}

source "azure-arm" "debian" {
  location                          = "northeurope"
  os_type                           = "Linux"
  image_publisher                   = "Debian"
  image_offer                       = "debian-12"
  image_sku                         = "12-gen2"
  managed_image_name                = "debian"
  managed_image_resource_group_name = "images"
}

source "amazon-ebs" "ubuntu" {
  ami_name = "ubuntu"
}

build {
  sources = ["source.azure-arm.ubuntu", "source.amazon-ebs.ubuntu"]

  source "source.azure-arm.debian" {
    vm_size = "Standard_D2s_v5"
  }

  provisioner "shell" {
    inline = ["sudo apt-get update", "echo ${source.name}"]
    override = {
      debian = {
        inline = ["sudo apt-get -o Acquire::Check-Valid-Until=false update"]
      }
    }
  }

  provisioner "shell" {
    only   = ["azure-arm.debian"]
    inline = ["echo debian"]
  }

  provisioner "shell" {
    except = ["azure-arm.debian"]
    inline = ["echo other"]
  }
}
