# The tests on Windows; those that need PostgreSQL or Chromium run when OCR_POSTGRES or OCR_CHROMIUM is set, and are skipped otherwise.
$ErrorActionPreference = 'Stop'
dotnet test (Join-Path $PSScriptRoot 'OcrWorkflows.sln') -c Release
exit $LASTEXITCODE
