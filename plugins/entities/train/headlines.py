"""Writes the headlines of SEntFiN as words without names, for the classes of words. Usage: headlines.py IN.csv.xz OUT.iob2"""
import csv
import lzma
import re
import sys

WORD = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|['\u2019]s\b|\w+(?:[-&'\u2019](?!s\b)\w+)*|\S")

with open(sys.argv[2], "w", encoding="utf-8") as out:
    for row in csv.DictReader(lzma.open(sys.argv[1], "rt", encoding="utf-8")):
        out.writelines(f"{word} O\n" for word in WORD.findall(row["Title"]))
        out.write("\n")
