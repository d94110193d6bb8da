#!/bin/sh -e
# Installs the packages that are named, once cloud-init is done with the new VM (2: done, with warnings).
cloud-init status --wait || [ $? -eq 2 ]
sudo apt-get update
sudo DEBIAN_FRONTEND=noninteractive apt-get install -y "$@"
