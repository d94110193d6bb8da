# Made by aibgen. Change the spec, not this file.

output "imageTemplateId" {
  description = "Id of the image template."
  value       = azapi_resource.image_template.id
}

output "imageTemplateName" {
  description = "Name of the image template."
  value       = azapi_resource.image_template.name
}

output "runCommand" {
  description = "Command that starts a build."
  value       = "az resource invoke-action --action Run --ids \"${azapi_resource.image_template.id}\""
}

output "runOutputIds" {
  description = "Ids of the run outputs, in target order."
  value = [
    "${azapi_resource.image_template.id}/runOutputs/web",
    "${azapi_resource.image_template.id}/runOutputs/web-2",
  ]
}
