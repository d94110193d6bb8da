#!/bin/bash
set -euo pipefail
# Writes what the image is to a file that its machines can show.
: "${LABEL_FILE:?names the file}"
printf '%s\n' "$1" | sudo tee "$LABEL_FILE"
