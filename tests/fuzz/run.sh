#!/usr/bin/env bash
# Builds the fuzz targets with clang and runs each: bash tests/fuzz/run.sh SECONDS [build folder].
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
build=$(realpath -m "${2:-build/fuzz}")
cmake -S . -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DNEWSGRAIN_FUZZ=ON -DNEWSGRAIN_SANITIZE=address,undefined -Wno-dev
for target in reader json_input manifest; do
  cmake --build "$build" -j "${JOBS:-$(nproc)}" --target "fuzz_$target"
  mkdir -p "$build/corpus/$target"
  "$build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -max_len=8192 -artifact_prefix="$build/crash-$target-" \
    "$build/corpus/$target" "tests/fuzz/seeds/$target"
done
