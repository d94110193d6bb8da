variable "prefix" {
  type    = string
  default = "tacos"
}

variable "location" {
  type    = string
  default = "westus"
}
