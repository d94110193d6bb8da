variable "api_token" {
  type    = string
  default = env("API_TOKEN")
}

variable "location" {
  type    = string
  default = "westus3"
}

variable "trace" {
  type    = number
  default = 1
}

source "azure-arm" "avd" {
  location                          = var.location
  os_type                           = "Windows"
  image_publisher                   = "MicrosoftWindowsDesktop"
  image_offer                       = "windows-11"
  image_sku                         = "win11-24h2-avd"
  managed_image_name                = "avd"
  managed_image_resource_group_name = "avd-images"
}

build {
  sources = ["source.azure-arm.avd"]

  provisioner "powershell" {
    debug_mode       = var.trace
    env              = { TOKEN = var.api_token, MODE = "it's quiet" }
    inline           = ["Write-Output $env:MODE"]
    execution_policy = "bypass"
  }

  provisioner "file" {
    content     = "[app]\nmode = quiet\n"
    destination = "C:\\app.ini"
  }

  provisioner "windows-shell" {
    environment_vars = ["A=1"]
    inline           = ["echo %A%", "reg add HKLM\\SOFTWARE\\Corp /v Built /d 1 /f"]
  }
}
