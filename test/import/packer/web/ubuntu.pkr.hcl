variable "image_resource_group" {
  type    = string
  default = "images-rg"
}

variable "size" {
  type    = string
  default = "Standard_D2s_v5"
}

source "azure-arm" "ubuntu" {
  use_azure_cli_auth                = true
  managed_image_resource_group_name = var.image_resource_group
  managed_image_name                = "web-${formatdate("YYYYMMDD", timestamp())}"

  os_type         = "Linux"
  image_publisher = "Canonical"
  image_offer     = "0001-com-ubuntu-server-jammy"
  image_sku       = "22_04-lts-gen2"

  azure_tags = {
    team    = "web"
    purpose = "golden image"
  }

  location        = "West Europe"
  vm_size         = var.size
  os_disk_size_gb = 64
}

build {
  sources = ["source.azure-arm.ubuntu"]

  provisioner "shell" {
    execute_command = "chmod +x {{ .Path }}; {{ .Vars }} sudo -E sh '{{ .Path }}'"
    inline = [
      "apt-get update",
      "apt-get upgrade -y",
      "apt-get install -y nginx",
    ]
    inline_shebang = "/bin/sh -x"
  }

  provisioner "shell" {
    inline = [
      "echo 'ready' | sudo tee /etc/motd",
      "sudo systemctl enable nginx",
    ]
  }

  provisioner "shell" {
    execute_command = "chmod +x {{ .Path }}; {{ .Vars }} sudo -E sh '{{ .Path }}'"
    inline          = ["/usr/sbin/waagent -force -deprovision+user && export HISTSIZE=0 && sync"]
    inline_shebang  = "/bin/sh -x"
  }
}
