#!/usr/bin/env bash
# The gates that need no build, within a minute: bash tests/lint.sh [build folder].
# Format of C++ and Python, ruff, who may include whom, complexity under the ceilings of tests/house/ceilings.tsv.
# clang-tidy needs a configured build and takes minutes: python tests/house/tidy.py --build build/release [FILE...].
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath -m "${1:-build}")
[ -x "$build/venv/bin/python" ] || python3 -m venv "$build/venv"
export PATH=$build/venv/bin:$PATH
python -m pip install --quiet --disable-pip-version-check -r tests/requirements-lint.txt

failed=0
gate() { local name=$1; shift; "$@" || { echo "lint: $name"; failed=1; }; }
clang_format() { python tests/house/sources.py cpp | xargs -P "$(nproc)" -n 40 clang-format --dry-run -Werror; }
gate "format of C++; mend with: python tests/house/sources.py cpp | xargs clang-format -i" clang_format
gate "format of Python; mend with: ruff format" ruff format --check --quiet .
gate "ruff" ruff check --quiet .
gate "complexity" python tests/house/complexity.py
gate "who includes whom, and the gates themselves" python -m pytest -q -p no:cacheprovider tests/house
exit $failed
