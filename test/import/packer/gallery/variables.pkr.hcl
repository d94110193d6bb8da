variable "product" {
  type        = string
  description = "What the image is for"
}

variable "stage" {
  type    = string
  default = "dev"
  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "Use dev or prod."
  }
}

variable "release" {
  default = "22.04"
}

variable "packages" {
  type    = list(string)
  default = []
}

variable "regions" {
  type = list(string)
}
