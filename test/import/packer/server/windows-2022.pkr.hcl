variable "subscription_id" {}

variable "admin_password" {
  type      = string
  sensitive = true
  default   = "not-for-a-spec-1"
}

source "azure-arm" "server" {
  subscription_id = var.subscription_id
  location        = "eastus2"
  os_type         = "Windows"
  image_publisher = "MicrosoftWindowsServer"
  image_offer     = "WindowsServer"
  image_sku       = "2022-datacenter-g2"
  vm_size         = "Standard_D4s_v5"

  managed_image_name                 = "server-2022"
  managed_image_resource_group_name  = "images"
  managed_image_storage_account_type = "Premium_LRS"

  communicator   = "winrm"
  winrm_username = "builder"
  winrm_password = var.admin_password
}

build {
  sources = ["azure-arm.server"]

  provisioner "file" {
    source      = "scripts/app.config"
    destination = "C:\\app\\"
  }

  provisioner "powershell" {
    scripts           = ["./scripts/features.ps1", "scripts/app.ps1"]
    environment_vars  = ["APP_HOME=C:\\app"]
    elevated_user     = "SYSTEM"
    elevated_password = ""
    valid_exit_codes  = [0, 3010]
  }

  provisioner "windows-restart" {
    restart_timeout       = "15m"
    restart_check_command = "powershell -command \"& {Write-Output 'up'}\""
    pause_before          = "30s"
  }

  provisioner "windows-update" {
    search_criteria = "IsInstalled=0"
    filters         = ["exclude:$_.Title -like '*Preview*'", "include:$true"]
    update_limit    = 25
  }

  provisioner "powershell" {
    script = "scripts/sysprep.ps1"
  }
}
