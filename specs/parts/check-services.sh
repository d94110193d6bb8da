#!/bin/sh -e
for service in "$@"; do
  systemctl is-enabled "$service"
done
