#!/usr/bin/env bash
# Layers, formatting, clang-tidy and clazy: lint.sh [--quick | --recent | FILE.cpp…]; without files, every C++ source of the programs.
# --quick leaves out clang-tidy and clazy; --recent has them read the two dozen sources that changed last. They read build/dev/compile_commands.json and leave their output in build/lint.
set -euo pipefail
python3 tests/layers/check_layers.py .
echo "clang-format over $(git ls-files '*.cpp' '*.h' | wc -l) files"
git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format --dry-run --Werror || { echo "lint: run ./dev format" >&2; exit 1; }
if [ "${1:-}" = --quick ]; then
    echo "lint: formatting and layers are clean"
    exit 0
fi
if [ "${1:-}" = --recent ]; then
    mapfile -t sources < <(git log -n 50 --name-only --pretty=format: -- 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp' | awk 'NF && !seen[$0]++' |
        while read -r source; do [ ! -f "$source" ] || echo "$source"; done | head -n 24)
elif [ $# -gt 0 ]; then sources=("$@"); else mapfile -t sources < <(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp'); fi

# clazy's level 1 without qproperty-without-notify (nothing here is bound to from QML) and range-loop-detach (it takes
# every list that a function returns for one that is shared).
export clazy_checks=level1,no-qproperty-without-notify,no-range-loop-detach
lint_unit() {
    local findings=${1%.cpp}.findings status=0
    # Both tools count in stderr what they suppressed in Qt's headers; clazy writes its findings there as well.
    clang-tidy -p build/lint --quiet --warnings-as-errors='*' "$1" >"$findings" 2>"$findings.log" || status=1
    clazy-standalone -p build/lint --checks="$clazy_checks" "$1" >"$findings.clazy" 2>&1 || status=1
    if grep -qE '(warning|error):' "$findings.clazy"; then status=1; fi
    [ "$status" = 0 ] && return 0
    # A tool that ends without a finding has said why in its log.
    if ! grep -hE -A 3 '(warning|error):' "$findings" "$findings.clazy"; then tail -n 20 "$findings.log" "$findings.clazy"; fi
    return 1
}
export -f lint_unit

rm -rf build/lint
mapfile -t units < <(python3 packaging/environment/lintunits.py build/dev/compile_commands.json build/lint "${sources[@]}")
[ ${#units[@]} -gt 0 ] || exit 1
echo "clang-tidy and clazy over ${#sources[@]} files, in ${#units[@]} parts"
printf '%s\0' "${units[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'lint_unit "$1"' _ {} ||
    { echo "lint: mend the findings above; ./dev lint FILE… looks at those files only." >&2; exit 1; }
echo "lint: no findings"
