#!/bin/sh
# Rebuilds gazetteer.bin, countries.tsv, legislators.tsv, classes.bin and tagger.bin in data/ (or in the folder OUT) from the sets named in
# docs/data-licences.d/entities.md: the same bytes every time with the same compiler (about five minutes of one core; check.sh
# compares). NEWSGRAIN_DATA names the folder of the data, WORK one for unpacked files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${NEWSGRAIN_DATA:-$here/../../../../shared/data}
work=${WORK:-$here/../../../build/entities-train}
out=${OUT:-$here/../data}
mkdir -p "$work" "$out"
work=$(cd "$work" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$(cd "$out" && pwd)
for set in silver-gmb silver-wcxb gmb uner-ewt-train uner-ewt-dev gum-open broad-twitter wnut17-train wikigold crossner-politics; do
  [ -f "$work/$set.iob2" ] || xz -dc "$data/entities/$set.iob2.xz" > "$work/$set.iob2"
done
cd "$work"
python3 "$here/news_sentences.py" "$data/sentiment/newsmtsc-train.jsonl.xz" news.iob2
python3 "$here/articles.py" "$data/boilerplate/naeb-tune.tar.xz" articles.iob2
for set in news articles; do
  python3 "$here/labels.py" fill "$here/labels.tsv.xz" $set.iob2 $set-filled.iob2
done
NEWSGRAIN_DATA=$data python3 "$here/build_gazetteer.py" "$out" silver-gmb.iob2 silver-wcxb.iob2
NEWSGRAIN_DATA=$data python3 "$here/build_legislators.py" "$out"
python3 "$here/headlines.py" "$data/sentiment/sentfin.csv.xz" "$out/countries.tsv" headlines.iob2
arch=
[ "$(uname -m)" = x86_64 ] && arch=-march=x86-64-v3
words=$root/plugins/common/lang
cmake -DCLASSES="$words/classes.tsv" -DENUM="$work/word_classes.inc" -P "$root/cmake/CompileWords.cmake"
for program in cluster train; do
  "${CXX:-g++}" -std=c++20 -I"$root/sdk/include" -I"$root/plugins/common" -I"$work" -O3 $arch -ffp-contract=off -fno-math-errno -o "$program" "$here/$program.cpp"
done
# Classes of the words that occur five times at least.
nice -n 10 ./cluster classes.tsv 500 60 5 gmb.iob2 silver-wcxb.iob2 news.iob2 uner-ewt-train.iob2 headlines.iob2
python3 "$here/build_classes.py" classes.tsv "$out/classes.bin"
# The silver labels of one set beside its first annotation: where they differ, the trainer lets either be true.
python3 "$here/second_opinions.py" silver-gmb.iob2 gmb.iob2 gmb-either.iob2 "$out/countries.tsv"
# Three epochs, a run to label what is unknown in the headlines, three more; of the sets named first, every fifth document only serves to measure.
RATE=0.05 RUNS=3 BIAS=0.5 nice -n 10 ./train "$out" "$out/tagger.bin" 3 480000 \
  gmb-either.iob2,silver-wcxb.iob2,wikigold.iob2,crossner-politics.iob2,uner-ewt-dev.iob2,headlines.iob2 \
  gmb-either.iob2 silver-wcxb.iob2 0.5:uner-ewt-train.iob2 0.5:gum-open.iob2 0.3:broad-twitter.iob2 0.3:wnut17-train.iob2 \
  0.5:wikigold.iob2 0.5:crossner-politics.iob2 0.5:news-filled.iob2 0.5:articles-filled.iob2 0.5:headlines.iob2
