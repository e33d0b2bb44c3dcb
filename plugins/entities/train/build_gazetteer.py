"""Packs gazetteer.bin and countries.tsv from the lists named in docs/data-licences.d/entities.md. The hashes are those
of src/text.hpp and src/gazetteer.hpp. Usage: build_gazetteer.py OUT-FOLDER FILE... (texts, in which words written with
small letters are counted)"""

import collections
import csv
import html
import json
import lzma
import os
import pathlib
import re
import sys
import unicodedata

from hashing import M64, fnv, mix, write_table

HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(os.environ.get("NEWSGRAIN_DATA", HERE.parents[3] / "shared" / "data"))
LISTS = DATA / "entities" / "gazetteers"
OUT = pathlib.Path(sys.argv[1])
KINDS = {
    name: 1 << i
    for i, name in enumerate(
        (
            "first surname person country city region company organisation demonym building common nature title "
            "org_head loc_head date_word"
        ).split()
    )
}


def fold(word):
    out = []
    for c in word:
        if "\u00c0" <= c <= "\u017f":
            base = unicodedata.normalize("NFD", c)[0].lower()
            c = base if base.isascii() else SPECIAL.get(c, c)
        elif c == "\u2019":
            c = "'"
        elif unicodedata.category(c) == "Cf":
            continue
        elif len(c.lower()) == 1:
            c = c.lower()
        if c == "." and len(word) > 1:
            continue
        out.append(c)
    return "".join(out)


SPECIAL = {}
_BASES = (
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
)
for _i, _b in enumerate(_BASES):
    if _b != "*":
        SPECIAL[chr(0xC0 + _i)] = _b

_hashes = {}


def key(words):
    value = 0
    for i, word in enumerate(words):
        folded = fold(word)
        h = _hashes.get(folded)
        if h is None:
            h = _hashes[folded] = fnv(folded.encode())
        value = h if i == 0 else mix((value * 31 + h) & M64)
    return mix(value) >> 32


def words_of(name):
    name = re.sub(r"(['\u2019]s)(?=\s|$)", r" \1", name)
    name = re.sub(r"([,()&])", r" \1 ", name)
    return name.split()


table = collections.Counter()
masks = collections.defaultdict(int)


def add(name, kind, limit=6):
    words = words_of(name)
    if 0 < len(words) <= limit:
        masks[key(words)] |= KINDS[kind]


def lines(name):
    with lzma.open(LISTS / name, "rt", encoding="utf-8") as file:
        return [line.strip("\ufeff \n\r") for line in file if line.strip()]


def clean(text):
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def main():
    common = collections.Counter()
    capital = collections.Counter()
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            for line in file:
                word = line.split(" ")[0].split("\t")[0]
                if word.isalpha():
                    (common if word.islower() else capital)[word.lower()] += 1
    for word, n in common.items():
        if n >= 3 and n * 10 > capital[word]:
            add(word, "common")
    for name in lines("first-names.txt.xz"):
        if len(name) > 2 or name in ("Al", "Ed", "Bo", "Jo", "Li", "Yu", "Vo", "Lu", "Ho", "Wu", "Xi"):
            add(name, "first", 1)
    for name in lines("surnames.txt.xz"):
        add(name, "surname", 1)
    for name in lines("wikidata-persons.txt.xz"):
        if " " in name:
            add(name, "person")
            parts = re.sub(r"\s+(Jr|Sr|II|III|IV)\.?$", "", name).split()
            if len(parts) in (2, 3) and all(p[0].isupper() for p in parts):
                add(parts[0], "first", 1)
                add(parts[-1], "surname", 1)
    for name in lines("wikidata-companynames.txt.xz"):
        if len(name) > 2 and (" " in name or not masks[key([name])] & KINDS["common"]):
            add(name, "company")
    for name in lines("wikidata-sportsteams.txt.xz"):
        add(name, "organisation")
    for name in lines("wikidata-buildings.txt.xz"):
        if " " in name:
            add(
                name,
                "organisation"
                if re.search(r"University|College|School|Institute|Academy|Hospital|Museum", name)
                else "building",
            )
    for name in lines("wikidata-cities.txt.xz"):
        add(name, "city")
    for row in csv.DictReader(lines("world-cities.csv.xz")):
        add(row["name"], "city")
        if row["subcountry"]:
            add(row["subcountry"], "region")
    with lzma.open(LISTS / "universities.json.xz", "rt", encoding="utf-8") as file:
        for row in json.load(file):
            add(row["name"], "organisation")
    designator = re.compile(
        r",? (Inc|Corp|Corporation|Co|Company|Ltd|Limited|PLC|plc|LLC|L\.P|N\.V|S\.A|AG|Holdings?|Group|The)\.?$"
    )
    companies = [row["Security"] for row in csv.DictReader(open(LISTS / "sp500-constituents.csv", encoding="utf-8"))]
    companies += [row["Security Name"].split(" - ")[0] for row in csv.DictReader(lines("nasdaq-listed.csv.xz"))]
    for name in companies:
        if re.search(r"\b(ETF|Fund|Acquisition|Trust|Index|Shares|Notes)\b", name):
            continue
        name = re.sub(r"\s*\((the|class \w)\)", "", name, flags=re.I)
        for _ in range(3):
            add(name, "company")
            shorter = designator.sub("", name).rstrip(",")
            if shorter == name or (" " not in shorter and masks[key([shorter])] & KINDS["common"]):
                break
            name = shorter
    legislators = lines("us-legislators-current.yaml.xz")
    for line in legislators:
        found = re.match(r"official_full: (.+)", line)
        if found:
            add(found[1], "person")
        found = re.match(r"(first|last): (.+)", line)
        if found:
            add(found[2], "first" if found[1] == "first" else "surname", 1)
    for kind in ("title", "org_head", "loc_head", "date_word"):
        for word in (HERE / "lists" / f"{kind}.txt").read_text().split():
            add(word, kind, 1)
    for line in (HERE / "lists" / "nature.txt").read_text().split("\n"):
        for name in filter(None, line.split("|")):
            add(name, "nature")
    countries()
    write_table(OUT / "gazetteer.bin", masks)


def countries():
    """data/countries.tsv: ISO code, Wikidata id, name, names and short forms (|), adjectives and people (|), capital
    (|), its Wikidata id."""
    codes = {}
    with open(LISTS / "country-codes.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            codes[row["ISO3166-1-Alpha-2"]] = row
    facts = {}
    with lzma.open(LISTS / "world-factbook.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            name = row.get("country name") or {}
            short = clean(name.get("conventional short form", {}).get("text", "")) or clean(
                name.get("conventional long form", {}).get("text", "")
            )
            if short:
                facts[short] = row
            for org in re.findall(
                r"[A-Z][A-Za-z-]{2,}", clean(json.dumps(row.get("international organization participation", "")))
            ):
                if org.isupper() and len(org) > 2:
                    add(org, "organisation", 1)
            parties = clean(json.dumps(row.get("political parties", row.get("political parties and leaders", ""))))
            for party in re.findall(
                r"((?:[A-Z][\w'-]+ ){1,4}(?:Party|Movement|Union|Front|Alliance|Coalition))", parties
            ):
                add(party, "organisation")
    extra = {}
    for line in (HERE / "lists" / "country_forms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, adjectives = (line.split("\t") + ["", ""])[:3]
            extra[code] = ([n for n in names.split("|") if n], [a for a in adjectives.split("|") if a])
    capitals = {}
    for line in (HERE / "lists" / "capitals.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, qid, names = line.split("\t")
            capitals[code] = (qid, [n for n in names.split("|") if n])
    out = []
    for code, row in sorted(codes.items()):
        if len(code) != 2:
            continue
        name = row["CLDR display name"] or row["UNTERM English Short"] or row["official_name_en"]
        name = (
            {
                "US": "United States",
                "GB": "United Kingdom",
                "CG": "Republic of the Congo",
                "CD": "Democratic Republic of the Congo",
                "CZ": "Czech Republic",
                "MM": "Myanmar",
                "BA": "Bosnia and Herzegovina",
                "CI": "Ivory Coast",
                "HK": "Hong Kong",
                "MO": "Macau",
                "PS": "Palestine",
                "TR": "Turkey",
            }.get(code, name)
            .replace("&", "and")
            .replace("St. ", "Saint ")
        )
        names = [name]
        adjectives = []
        for short, fact in facts.items():
            words = fact.get("country name") or {}
            long_form = clean(words.get("conventional long form", {}).get("text", ""))
            plain = {
                "Korea, North": "North Korea",
                "Korea, South": "South Korea",
                "Burma": "Myanmar",
                "Czechia": "Czech Republic",
                "Turkey (Turkiye)": "Turkey",
                "Bahamas, The": "Bahamas",
                "Gambia, The": "Gambia",
                "Holy See (Vatican City)": "Vatican City",
                "Cote d'Ivoire": "Ivory Coast",
                "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
                "Congo, Republic of the": "Republic of the Congo",
            }.get(short, short)
            if plain.lower() == name.lower():
                if (
                    long_form
                    and long_form not in ("none", name)
                    and 1 < len(long_form.split()) < 7
                    and ";" not in long_form
                ):
                    names.append(re.sub(r"^[Tt]he ", "", long_form.split(" (")[0]))
                nationality = fact.get("nationality") or {}
                adjective = clean(nationality.get("adjective", {}).get("text", ""))
                noun = clean(nationality.get("noun", {}).get("text", ""))
                for word in re.findall(r"(?:[A-Z][\w-]+)(?: [A-Z][\w-]+)*", adjective + " ; " + noun):
                    adjectives.append(word)
                    if re.search(r"(ian|an|i|ean|ese|er|ch|ish)$", word) is not None and not word.endswith("s"):
                        if re.search(r"(an|i|er)$", word):
                            adjectives.append(word + "s")
        names += extra.get(code, ([], []))[0]
        adjectives += extra.get(code, ([], []))[1]
        stop = {"None", "Note", "N", "Noun", "Briton", 'Chinese"'} | {
            "Island",
            "Islander",
            "Islands",
            "Republic",
            "South",
            "New",
        }
        shared = {"Korean", "Koreans"} if code == "KP" else set()
        adjectives = [a for a in dict.fromkeys(adjectives) if a not in stop | shared and not a.endswith("mans")]
        names = list(dict.fromkeys(names))
        capital_name = row["Capital"].split(",")[0]
        capital_name = {"US": "Washington", "GB": "London", "IL": "Jerusalem", "CH": "Bern"}.get(code, capital_name)
        qid = row["wikidata_id"].rsplit("/", 1)[-1]
        for n in names:
            add(n, "country")
        for a in adjectives:
            add(a, "demonym")
        if capital_name:
            add(capital_name, "city")
        capital_id, other_names = capitals.get(code, ("", []))
        seats = "|".join(dict.fromkeys(n for n in [capital_name, *other_names] if n))
        out.append("\t".join([code, qid, name, "|".join(names), "|".join(adjectives), seats, capital_id]))
    for line in (HERE / "lists" / "parts.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, qid, name, names, adjectives = line.split("\t")
            for n in names.split("|"):
                add(n, "country")
            for a in filter(None, adjectives.split("|")):
                add(a, "demonym")
            out.append("\t".join([code, qid, name, names, adjectives, "", ""]))
    (OUT / "countries.tsv").write_text("\n".join(out) + "\n", encoding="utf-8")
    for word in extra.get("--", ([], []))[1]:
        add(word, "demonym")


main()
