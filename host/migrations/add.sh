#!/usr/bin/env bash
# Makes a migration of the whole model for all three databases.
#   host/migrations/add.sh NAME       such as: host/migrations/add.sh Init
#   host/migrations/add.sh --check    fails when the model has changed since the last migration of any of them
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -eq 1 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }

dotnet tool restore >/dev/null
dotnet build host/eftool -v q -nologo -clp:NoSummary
for provider in Sqlite SqlServer Postgres; do
  project="host/migrations/${provider,,}"
  if [ "$1" = --check ]; then
    dotnet ef migrations has-pending-model-changes --project "$project" --startup-project host/eftool --no-build -- "$provider"
  else
    dotnet ef migrations add "$1" --project "$project" --startup-project host/eftool --no-build --output-dir Migrations -- "$provider"
  fi
done
