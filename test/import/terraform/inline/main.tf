resource "azurerm_resource_group_template_deployment" "image" {
  name                = "image"
  resource_group_name = "images"
  deployment_mode     = "Incremental"
  template_content = jsonencode({
    "$schema"      = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    contentVersion = "1.0.0.0"
    resources = [{
      type       = "Microsoft.VirtualMachineImages/imageTemplates"
      apiVersion = "2022-07-01"
      name       = "inline"
      location   = "[resourceGroup().location]"
      properties = {
        source = {
          type      = "PlatformImage"
          publisher = "Debian"
          offer     = "debian-12"
          sku       = "12-gen2"
          version   = "latest"
        }
        distribute = [{ type = "VHD", runOutputName = "disk" }]
      }
    }]
  })
}
