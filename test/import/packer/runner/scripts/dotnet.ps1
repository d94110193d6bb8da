choco install -y dotnet-sdk
