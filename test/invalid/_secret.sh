#!/bin/sh
set -eu
export DB_PASSWORD=Correct-Horse-7
