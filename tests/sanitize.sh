#!/usr/bin/env bash
# Builds and runs the tests under sanitizers: bash tests/sanitize.sh [address|thread] [build folder].
#   address  all unit tests under AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer
#   thread   the tests of batches under ThreadSanitizer, among them 10,000 documents through all bundled plugins on 64 threads
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-address}
build=$(realpath -m "${2:-build}")
case $kind in
  address) flags=address,undefined ;;
  thread) flags=thread ;;
  *) echo "usage: tests/sanitize.sh [address|thread] [build folder]" >&2; exit 2 ;;
esac
folder=$build/sanitize-$kind
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1
# -O1 and line numbers alone: the build takes half the time of -O2 -g, and a report needs no more.
cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1 -DNDEBUG" \
  -DCMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g1 -DNDEBUG" -DNEWSGRAIN_SANITIZE="$flags" -Wno-dev
if [ "$kind" = thread ]; then
  cmake --build "$folder" -j "${JOBS:-$(nproc)}" --target abi_tests
  "$folder/tests/abi_tests" --gtest_filter='Batch*'
else
  cmake --build "$folder" -j "${JOBS:-$(nproc)}"
  ctest --test-dir "$folder" --output-on-failure -j "${JOBS:-$(nproc)}"
fi
