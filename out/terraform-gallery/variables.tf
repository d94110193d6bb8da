# Made by aibgen. Change the spec, not this file.

variable "subscription_id" {
  description = "Id of the subscription; null: that of the login."
  type        = string
  default     = null
}

variable "resource_group_name" {
  description = "Name of the resource group of the image template."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Region of the template and its targets."
  type        = string
  default     = "westeurope"
  nullable    = false
}

variable "deployRights" {
  description = "Assign the rights that the image needs."
  type        = bool
  default     = true
  nullable    = false
}

variable "channel" {
  description = "Channel that packages come from."
  type        = string
  default     = "stable"
  nullable    = false

  validation {
    condition     = contains(["stable", "edge"], var.channel)
    error_message = "Allowed values of channel: stable, edge."
  }
}

variable "run" {
  description = "Start a build of each new template, and wait for its end."
  type        = bool
  default     = false
  nullable    = false
}
