variable "image_folder" {
  default = "C:\\image"
}

variable "install_password" {
  type      = string
  sensitive = true
}

variable "allowed_inbound_ip_addresses" {
  type    = list(string)
  default = []
}

source "azure-arm" "image" {
  location                            = "westeurope"
  allowed_inbound_ip_addresses        = var.allowed_inbound_ip_addresses
  os_type                             = "Windows"
  image_publisher                     = "MicrosoftWindowsServer"
  image_offer                         = "WindowsServer"
  image_sku                           = "2022-Datacenter"
  os_disk_size_gb                     = "256"
  vm_size                             = "Standard_F8s_v2"
  virtual_network_name                = "build-vnet"
  virtual_network_resource_group_name = "network-rg"
  virtual_network_subnet_name         = "packer"
  managed_image_name                  = "runner"
  managed_image_resource_group_name   = "images"
  temp_resource_group_name            = "packer-temp"
  winrm_expiration_time               = "1440h"
}

build {
  sources = ["source.azure-arm.image"]

  provisioner "powershell" {
    inline = ["New-Item -Path ${var.image_folder} -ItemType Directory -Force"]
  }

  provisioner "file" {
    destination = "${var.image_folder}\\"
    sources = [
      "${path.root}/toolset",
      "${path.root}/scripts/tools.json",
    ]
  }

  provisioner "windows-shell" {
    inline = [
      "net user installer ${var.install_password} /add /passwordchg:no",
      "net localgroup Administrators installer /add",
    ]
  }

  provisioner "powershell" {
    environment_vars  = ["IMAGE_FOLDER=${var.image_folder}"]
    elevated_user     = "installer"
    elevated_password = var.install_password
    scripts = [
      "${path.root}/scripts/git.ps1",
      "${path.root}/scripts/dotnet.ps1",
    ]
    max_retries = 2
    pause_after = "1m0s"
  }

  provisioner "windows-restart" {
    check_registry  = true
    restart_timeout = "10m"
  }

  provisioner "shell-local" {
    inline = ["echo done"]
  }

  provisioner "powershell" {
    inline = [
      "if( Test-Path $env:SystemRoot\\System32\\Sysprep\\unattend.xml ){ rm $env:SystemRoot\\System32\\Sysprep\\unattend.xml -Force}",
      "& $env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /mode:vm /quiet /quit",
      "while($true) { $imageState = Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\State | Select ImageState; if($imageState.ImageState -ne 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') { Write-Output $imageState.ImageState; Start-Sleep -s 10 } else { break } }",
    ]
  }
}
