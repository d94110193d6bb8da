// Made by aibgen. Change the spec, not this file.
using './main.bicep'
