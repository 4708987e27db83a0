#!/usr/bin/env bash
# The benchmark table: each figure, its bar, and the reference measured in the same run. bench.sh [FILTER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec python3 "$here/../../tests/bench/bench.py" "$@"
