#!/usr/bin/env bash
# Runs the tests of one build inside the environment: test.sh PRESET [FILTER]
set -euo pipefail
preset=$1
filter=${2:-}
for needed in Xvfb openbox xdotool pg_prove /usr/lib/postgresql/17/bin/initdb; do
    command -v "$needed" >/dev/null || { echo "Not found: $needed. The tests need it; they do not skip what they cannot run." >&2; exit 1; }
done
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1
export LSAN_OPTIONS="suppressions=$PWD/tests/support/lsan.supp:print_suppressions=0"
# Tests read and write settings, drafts and caches of their own.
scratch=$(mktemp -d /tmp/promptuary-test-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/runtime"
export XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" XDG_CACHE_HOME="$scratch/cache" XDG_STATE_HOME="$scratch/state" XDG_RUNTIME_DIR="$scratch/runtime"
unset PROMPTUARY_DATABASE DISPLAY WAYLAND_DISPLAY
status=0
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" ${filter:+-R "$filter"} || status=$?
if [ "$preset" = coverage ]; then
    gcovr --root . --filter 'core/' --filter 'ui/' --filter 'app/' --exclude-throw-branches --print-summary --html-details "build/coverage/report.html" "build/coverage" || true
fi
exit $status
