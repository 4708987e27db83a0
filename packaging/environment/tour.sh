#!/usr/bin/env bash
# The guided tour on an X server of its own, inside the environment: tour.sh [--dark] [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
arguments=()
folder=
for argument in "$@"; do
    case "$argument" in --*) arguments+=("$argument") ;; *) folder=$argument ;; esac
done
folder=${folder:-$here/../../build/tour}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
"$here/on-xvfb.sh" promptuary-tour "${arguments[@]}" "$folder"
echo "The tour's pictures are in $folder"
