#!/bin/bash
curl -fsSL -o /tmp/app.tgz https://example.com/app.tgz
tar -xzf /tmp/app.tgz -C /tmp
echo done
