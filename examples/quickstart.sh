#!/usr/bin/env bash
# Sets everything up on Debian 12, analyses the pages in examples/pages, prints who said what, and writes a report.
# Usage: bash examples/quickstart.sh [folder for the virtual environment]
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:-build/quickstart}

bash tests/setup.sh build
python=$(command -v python3)
"$python" -m venv "$venv"
"$venv/bin/pip" install --quiet --upgrade pip
echo "building and installing newsgrain (a few minutes the first time)"
"$venv/bin/pip" install --quiet .

echo
"$venv/bin/newsgrain" analyze examples/pages --format text
"$venv/bin/newsgrain" analyze examples/pages --set sentiment.explain=true --format html --output build/report.html
echo
echo "who said what, as a table:"
"$venv/bin/newsgrain" analyze examples/pages --format csv
echo
echo "report: build/report.html"
