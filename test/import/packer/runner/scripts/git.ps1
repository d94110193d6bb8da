choco install -y git
