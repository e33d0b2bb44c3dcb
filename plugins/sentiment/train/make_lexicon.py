"""Merges VADER's and Hu and Liu's word lists into data/lexicon.tsv: "word<TAB>valence in [-1, 1]".

VADER's mean ratings (-4 to 4) over 4; words that only Hu and Liu have get +-0.45. Words that contradict each other keep
VADER's sign.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[3] / "shared" / "data") / "sentiment"

words = {}
for name, valence in (("hu-liu-positive.txt", 0.45), ("hu-liu-negative.txt", -0.45)):
    for line in (DATA / name).read_text(encoding="latin-1").splitlines():
        word = line.strip().lower()
        if word and not word.startswith(";") and word.isascii():
            words[word] = valence
for line in (DATA / "vader_lexicon.txt").read_text(encoding="utf-8").splitlines():
    fields = line.split("\t")
    if len(fields) >= 2 and any(c.isalpha() for c in fields[0]) and " " not in fields[0] and fields[0].isascii():
        words[fields[0].lower()] = round(float(fields[1]) / 4, 3)
# Names and offices that the lists take for opinions.
for word in ("trump", "united", "states", "justice", "supreme", "pay", "share", "shares", "matter", "treasury"):
    words.pop(word, None)
out = HERE.parent / "data" / "lexicon.tsv"
out.write_text(
    "# VADER lexicon (MIT) and Hu and Liu's opinion lexicon (CC BY 4.0); see docs/data-licences.md\n"
    + "".join(f"{w}\t{v}\n" for w, v in sorted(words.items())),
    encoding="utf-8",
)
print(len(words), "words")
