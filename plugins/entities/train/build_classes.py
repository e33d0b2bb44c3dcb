"""Packs data/classes.bin from the table that cluster.cpp writes (word, fine class, coarse class). Usage:
build_classes.py IN.tsv OUT.bin"""

import pathlib
import sys

from hashing import fnv, mix, write_table

values = {}
for line in open(sys.argv[1], encoding="utf-8"):
    word, fine, coarse = line.rstrip("\n").split("\t")
    # The most frequent words come first: of two with one key, the first counts.
    values.setdefault(mix(fnv(word.encode())) >> 32, int(fine) << 6 | int(coarse))
write_table(pathlib.Path(sys.argv[2]), values)
