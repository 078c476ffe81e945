# The command line of OcrWorkflows on Windows: builds itself when a source is newer than the last build, then runs.
$ErrorActionPreference = 'Stop'
$built = Join-Path $PSScriptRoot 'host/bin/Release/net10.0/ocr.dll'
$newest = Get-ChildItem -Recurse -File -Include *.cs, *.razor, *.csproj, *.css, appsettings*.json -Path (Join-Path $PSScriptRoot 'engine'), (Join-Path $PSScriptRoot 'workflows'), (Join-Path $PSScriptRoot 'host') |
    Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } | Sort-Object LastWriteTimeUtc -Descending | Select-Object -First 1
$stamp = Join-Path $PSScriptRoot 'host/bin/Release/.built'
if (-not (Test-Path $built) -or -not (Test-Path $stamp) -or $newest.LastWriteTimeUtc -gt (Get-Item $stamp).LastWriteTimeUtc) {
    dotnet build (Join-Path $PSScriptRoot 'host/OcrWorkflows.Host.csproj') -c Release -v quiet -nologo -clp:NoSummary | Out-Host
    if ($LASTEXITCODE -ne 0) { exit 2 }
    New-Item -Force -ItemType File $stamp | Out-Null
}
if (-not $env:OCR_HOME) { $env:OCR_HOME = $PSScriptRoot }
dotnet $built @args
exit $LASTEXITCODE
