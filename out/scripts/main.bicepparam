// Made by aibgen. Change the spec, not this file.
using './main.bicep'

param release = '24.04'
