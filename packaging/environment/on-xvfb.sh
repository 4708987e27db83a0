#!/usr/bin/env bash
# Runs a command on an X server and window manager of its own: on-xvfb.sh COMMAND…
set -euo pipefail
command -v Xvfb >/dev/null || { echo "Xvfb is not installed; install the packages of packaging/packages.list." >&2; exit 1; }
scratch=$(mktemp -d /tmp/promptuary-x-XXXXXX)
Xvfb -displayfd 5 -screen 0 "${PROMPTUARY_SCREEN:-1440x900x24}" -nolisten tcp 5>"$scratch/display" 2>"$scratch/xvfb.log" &
server=$!
trap 'kill $server ${manager:-} 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do
    [ -s "$scratch/display" ] && break
    kill -0 $server 2>/dev/null || { cat "$scratch/xvfb.log" >&2; exit 1; }
    sleep 0.05
done
DISPLAY=":$(tr -d '\n' <"$scratch/display")"
export DISPLAY QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
# A window that is mapped while the manager takes over may never be told that it is seen.
openbox --config-file "$(dirname "${BASH_SOURCE[0]}")/openbox.xml" --startup "touch $scratch/managed" >/dev/null 2>&1 &
manager=$!
for _ in $(seq 200); do
    [ -e "$scratch/managed" ] && break
    kill -0 $manager 2>/dev/null || { echo "The window manager openbox does not start." >&2; exit 1; }
    sleep 0.05
done
status=0
"$@" || status=$?
exit $status
