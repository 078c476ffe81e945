# From a clean machine to a running product on Windows; -NoServe does all but serve.
param([switch]$NoServe, [string]$Urls = 'http://127.0.0.1:5080')
$ErrorActionPreference = 'Stop'
& (Join-Path $PSScriptRoot 'ocr.ps1') demo run --urls $Urls
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
if (-not $NoServe) { & (Join-Path $PSScriptRoot 'ocr.ps1') serve --urls $Urls }
exit $LASTEXITCODE
