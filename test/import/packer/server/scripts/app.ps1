New-Item -ItemType Directory -Path $env:APP_HOME -Force
