#!/usr/bin/env bash
# Sets up and runs all tests: bash tests/run.sh [build folder]. Exits non-zero on any failure; ends with what each step took.
# Tests that need development data look in ../shared/data (or NEWSGRAIN_DATA) and are skipped with a message without it.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=$(realpath -m "${1:-$root/build}")
jobs=$(nproc)
data=${NEWSGRAIN_DATA:-$root/../shared/data}
export NEWSGRAIN_DATA=$data NEWSGRAIN_CACHE=${NEWSGRAIN_CACHE:-$build/eval-data}

# The time budget: under 60 minutes on two cores.
steps=() begun=()
step() { steps+=("$*"); begun+=("$SECONDS"); printf '\n== %s (after %d min)\n' "$*" $((SECONDS / 60)); }
time_budget() {
  begun+=("$SECONDS")
  printf '\n%7s  step\n' "min:s"
  for i in "${!steps[@]}"; do
    local took=$((begun[i + 1] - begun[i]))
    printf '%4d:%02d  %s\n' $((took / 60)) $((took % 60)) "${steps[i]}"
  done
  printf '%4d:%02d  all, of 60 minutes\n' $((SECONDS / 60)) $((SECONDS % 60))
}
trap time_budget EXIT

step "set-up"
bash tests/setup.sh
python3 -m venv "$build/venv"
python=$build/venv/bin/python
export PATH=$build/venv/bin:$PATH

step "lint: format, ruff, includes, complexity"
bash tests/lint.sh "$build"

step "packages of the tests"
"$python" -m pip install --quiet --upgrade pip
"$python" -m pip install --quiet -r tests/requirements.txt
"$python" -m pip install --quiet --no-build-isolation --no-deps -e tests/eval

step "build"
# The wheel compiles what the release build compiles, with the same flags: its objects come from this cache.
export CCACHE_DIR=${CCACHE_DIR:-$build/ccache} CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
cmake -S . -B "$build/release" -G Ninja -DNEWSGRAIN_WERROR=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -Wno-dev
cmake --build "$build/release" -j "$jobs"
export NEWSGRAIN_CLI=$build/release/bin/newsgrain NEWSGRAIN_TEST_PLUGINS=$build/release/tests/abi/plugins

step "unit tests: core, ABI, plugins, code that must not compile"
ctest --test-dir "$build/release" --output-on-failure -j "$jobs"

step "command line and cases; the ABI is append-only; metrics"
"$python" -m pytest -q -p no:cacheprovider tests/cli tests/cases tests/abi tests/eval

step "wheel"
"$python" -m pip install --quiet --no-build-isolation --no-deps -Cbuild-dir="$build/wheel" \
  -Ccmake.define.NEWSGRAIN_WERROR=ON .

step "Python, plugins outside of the tree, plugins that misbehave, code in the docs"
"$python" -m pytest -q -p no:cacheprovider tests/python tests/install tests/hostile tests/docs

step "conformance"
"$python" tests/conformance/run.py --build "$build/release"
"$python" -m pytest -q -p no:cacheprovider tests/conformance

step "clang-tidy over all sources"
"$python" tests/house/tidy.py --build "$build/release"

step "address and undefined behaviour sanitizers"
bash tests/sanitize.sh address "$build"

step "thread sanitizer"
bash tests/sanitize.sh thread "$build"

step "quality against its floors"
for script in reference offsets language segments boilerplate boilerplate_sites entities quotes sentiment; do
  echo "-- $script"
  "$python" "tests/eval/eval_$script.py" --newsgrain "$NEWSGRAIN_CLI"
done

printf '\nall tests passed\n'
