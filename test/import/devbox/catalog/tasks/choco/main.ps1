param([string]$Package, [string]$Version)
choco install $Package --yes --version $Version
exit $LASTEXITCODE
