#!/bin/bash
set -euo pipefail
sudo ufw default deny incoming
sudo ufw --force enable
