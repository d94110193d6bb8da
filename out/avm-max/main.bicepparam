// Made by aibgen. Change the spec, not this file.
using './main.bicep'

param location = 'westeurope'
param namePrefix = 'avmx'
param baseTime = '2026-11-23-10-00-00'
param sigImageVersion = '2026.11.23'
