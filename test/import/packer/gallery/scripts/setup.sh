#!/bin/bash -e
echo "$STAGE $GREETING" > /etc/stage
