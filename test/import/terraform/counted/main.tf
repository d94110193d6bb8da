terraform {
  required_providers {
    azapi = { source = "Azure/azapi" }
  }
}

variable "name" {
  description = "Name of the image"
}

variable "steps" {
  type    = list(object({ name = string, commands = list(string) }))
  default = [{ name = "one", commands = ["echo 1"] }, { name = "two", commands = ["echo 2", "echo 3"] }]
}

resource "azurerm_user_assigned_identity" "builder" {
  count               = 1
  name                = "builder"
  resource_group_name = "images"
  location            = "swedencentral"
}

locals {
  properties = {
    source = {
      type      = "PlatformImage"
      publisher = "RedHat"
      offer     = "RHEL"
      sku       = "9-lvm-gen2"
      version   = "latest"
    }
    customize  = [for step in var.steps : { type = "Shell", name = step.name, inline = step.commands }]
    distribute = [{ type = "VHD", runOutputName = "disk" }]
  }
}

module "network" {
  source = "./network"
}

resource "azapi_resource" "image" {
  type      = "Microsoft.VirtualMachineImages/imageTemplates@2022-07-01"
  name      = var.name
  parent_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images"
  location  = "swedencentral"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.builder[0].id]
  }
  body = { properties = local.properties }
}
