#!/usr/bin/env bash
# clang-format over every C++ file of the tree.
set -euo pipefail
git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format -i
