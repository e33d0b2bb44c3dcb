#!/usr/bin/env bash
# Prints all tables of speed and memory in docs/measured.md: bash tests/bench/run.sh [build folder].
# Installs the peers (trafilatura, selectolax for lexbor, Resiliparse) into a virtual environment of their own and runs them on the same
# pages beside newsgrain. Needs the development data (NEWSGRAIN_DATA or ../shared/data) and an idle machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$(realpath -m "${1:-build}")
data=${NEWSGRAIN_DATA:-$PWD/../shared/data}
export NEWSGRAIN_DATA=$data NEWSGRAIN_CACHE=${NEWSGRAIN_CACHE:-$build/eval-data}
bash tests/setup.sh
peers=$build/peers/bin/python
if [ ! -x "$peers" ]; then
  python3 -m venv "$build/peers"
  "$peers" -m pip install --quiet --upgrade pip
fi
"$peers" -m pip install --quiet -r tests/bench/peers.txt
cmake -S . -B "$build/release" -G Ninja -Wno-dev >/dev/null
cmake --build "$build/release" -j "$(nproc)" --target all bench_reader bench_extraction bench_plugins
"$peers" -m pip install --quiet -e tests/eval
"$peers" - "$data" "$NEWSGRAIN_CACHE" <<'PY'
import sys, pathlib
from newsgrain_eval.corpora import unpack
from types import SimpleNamespace
unpack(SimpleNamespace(data=pathlib.Path(sys.argv[1]), cache=pathlib.Path(sys.argv[2])), "naeb-tune")
PY
pages=$NEWSGRAIN_CACHE/naeb-tune/html

printf '\n== reader: markup to text and blocks, one thread\n'
"$build/release/tests/bench_reader" "$pages" 5
"$peers" tests/bench/bench_reader_peers.py "$pages" 3

printf '\n== extraction: parse, roles, metadata; pages in memory, one thread\n'
"$build/release/tests/bench_extraction" "$build/release/plugins" "$pages" 5
"$peers" tests/bench/bench_extraction_peers.py "$pages" 3

printf '\n== whole pipeline\n'
"$peers" tests/bench/bench_pipeline.py --newsgrain "$build/release/bin/newsgrain" --peer "$peers"

printf '\n== plugins: loading, rows a second, processes of their own, after a crash, the table of functions\n'
"$build/release/bin/bench_plugins" load
"$build/release/bin/bench_plugins" append
"$build/release/bin/bench_plugins" isolation "$pages" 5
"$build/release/bin/bench_plugins" crash
if command -v valgrind >/dev/null; then
  find "$pages" -type f | sort | awk 'NR % 8 == 0' | xargs python3 tests/bench/bench_abi.py --newsgrain "$build/release/bin/newsgrain"
else
  echo "the share of the table is counted with valgrind, which is not there"
fi

printf '\n== segments and entities: ordinary text, hostile text, long lists of own names\n'
"$peers" tests/bench/bench_entities.py --newsgrain "$build/release/bin/newsgrain" --peer "$peers"
