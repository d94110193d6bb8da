output "template" {
  value = azapi_resource.template.id
}
