#!/usr/bin/env bash
# Layers, formatting, clang-tidy and clazy: lint.sh [--quick | FILE…]; without files, every C++ source. Needs build/dev.
# --quick leaves out clang-tidy and clazy.
set -euo pipefail
python3 tests/layers/check_layers.py .
if [ "${1:-}" = --quick ]; then
    git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format --dry-run --Werror
    echo "lint: formatting and layers are clean"
    exit 0
fi
if [ $# -gt 0 ]; then sources=("$@"); else mapfile -t sources < <(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp'); fi
echo "clang-format over $(git ls-files '*.cpp' '*.h' | wc -l) files"
git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format --dry-run --Werror
echo "clang-tidy over ${#sources[@]} files"
printf '%s\0' "${sources[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy -p build/dev --quiet --warnings-as-errors='*' 2>/dev/null
echo "clazy over ${#sources[@]} files"
printf '%s\0' "${sources[@]}" | xargs -0 -P "$(nproc)" -n 4 clazy-standalone -p build/dev --checks=level1,no-qproperty-without-notify -Werror 2>&1 | { ! grep -E 'warning:|error:' ; }
echo "lint: no findings"
