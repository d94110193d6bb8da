data "amazon-ami" "base" {
  owners = ["self"]
}

source "azure-arm" "hardened" {
  location                                 = "westeurope"
  os_type                                  = "Linux"
  custom_managed_image_name                = "base"
  custom_managed_image_resource_group_name = "images"
  managed_image_name                       = "hardened"
  managed_image_resource_group_name        = "images"
  ssh_username                             = "packer"
}

build {
  sources = ["source.azure-arm.hardened"]

  provisioner "ansible" {
    playbook_file = "./playbook.yml"
    user          = "packer"
  }

  provisioner "file" {
    source      = "/tmp/report.html"
    destination = "report.html"
    direction   = "download"
  }

  provisioner "shell" {
    inline           = ["sudo true"]
    valid_exit_codes = [0, 2]
    timeout          = "10m"
  }
}
