variable "size" {
  default = "Standard_D4s_v5"
}

resource "azurerm_resource_group_template_deployment" "image" {
  name                = "image"
  resource_group_name = "images"
  deployment_mode     = "Incremental"
  template_content    = file("${path.module}/template.json")
  parameters_content = jsonencode({
    vmSize = { value = var.size }
  })
}
