product  = "Web"
packages = ["nginx"]
regions  = ["westeurope", "northeurope"]
