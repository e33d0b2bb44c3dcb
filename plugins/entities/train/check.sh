#!/bin/sh
# Rebuilds everything in a folder of its own, ROUNDS times (1), and compares with data/: says which files are the same, fails where one is not.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$here/../../../build/entities-check}
failed=0
for round in $(seq "${ROUNDS:-1}"); do
  rm -rf "$work/$round"
  mkdir -p "$work"
  OUT=$work/$round/data WORK=$work/$round sh "$here/train.sh" > "$work.$round.log" 2>&1 || { tail -5 "$work.$round.log"; exit 1; }
  for file in gazetteer.bin countries.tsv legislators.tsv classes.bin tagger.bin; do
    if cmp -s "$work/$round/data/$file" "$here/../data/$file"; then
      echo "round $round: $file is the same"
    else
      echo "round $round: $file differs"
      failed=1
    fi
  done
done
exit $failed
