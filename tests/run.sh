#!/usr/bin/env bash
# Sets up and runs all tests: bash tests/run.sh [build folder]. Exits non-zero on any failure.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=${1:-$root/build}
jobs=$(nproc)
step() { printf '\n== %s\n' "$*"; }

step "set-up"
bash tests/setup.sh

step "build"
cmake -S . -B "$build/release" -G Ninja -DNEWSGRAIN_WERROR=ON -Wno-dev
cmake --build "$build/release" -j "$jobs"

step "unit tests"
ctest --test-dir "$build/release" --output-on-failure -j "$jobs"
