#!/bin/sh -e
echo "$NAME" "$@"
