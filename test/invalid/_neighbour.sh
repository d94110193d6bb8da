#!/bin/sh -e
. "$(dirname "$0")/lib.sh"
install_app
