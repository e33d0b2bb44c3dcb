"""Measures the house: complexity and lines per room, words in C++, circles, tests beside code; for docs/measured.md.

    python tests/house/measure.py [--root FOLDER] [--cognitive FILE.tsv] [--beside NAME=FOLDER ...]

--root       another checkout, to compare with
--cognitive  what `tidy.py --complexity` wrote
--beside     sources of another project, measured by the same tool
"""

import argparse
import pathlib
import re

import lizard
from sources import ROOT, SUFFIXES, sources

WIDE = 120
ROOMS = (
    "sdk",
    "core",
    "plugins/common",
    "plugins/segments",
    "plugins/boilerplate",
    "plugins/entities",
    "plugins/quotes",
    "plugins/sentiment",
    "python",
    "tests",
    "examples",
)
# A list of words: string literals parted by commas alone, or one literal of many words, small letters and marks only.
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
LISTS = re.compile(rf"{LITERAL}(?:\s*,?\s*{LITERAL}){{4,}}|{LITERAL}")
WORDS_ONLY = re.compile(r"[a-z' \-|]+")
FEWEST = 5


def word_lists(text):
    """The number of words of each list of English words that stands in a C++ source."""
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
    for found in LISTS.finditer(text):
        literals = [literal[1:-1] for literal in re.findall(LITERAL, found[0])]
        words = [word for literal in literals if WORDS_ONLY.fullmatch(literal) for word in re.split(r"[ |]+", literal)]
        words = [word for word in words if len(word) > 1]
        if len(words) >= FEWEST and len(words) * 10 >= 8 * sum(len(re.split(r"[ |]+", x)) for x in literals):
            yield len(words)


def complexities(paths):
    files = lizard.analyze_files([str(path) for path in paths], threads=1, exts=lizard.get_extensions([]))
    return [function.cyclomatic_complexity for file in files for function in file.function_list]


def row(name, paths, cognitive=None):
    values = complexities(paths)
    lines = [line for path in paths for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    total = max(1, len(values))
    out = [name, len(lines), len(values), f"{100 * sum(v > 10 for v in values) / total:.0f} %"]
    out += [sum(v > 25 for v in values), sum(v > 40 for v in values), max(values, default=0)]
    if cognitive is None:
        out += ["", "", ""]
    else:
        out += [sum(v > 25 for v in cognitive), sum(v > 60 for v in cognitive), max(cognitive, default=0)]
    return [*out, sum(len(line) > WIDE for line in lines)]


def circles(root):
    """Rooms of core/src that include each other, by any way round. A public header belongs to the room of the source of
    the same name."""
    files = sorted((root / "core").rglob("*.[ch]pp"))
    home = {f.stem: f.parent.name for f in files if f.parent.parent == root / "core" / "src"}
    sees = {}
    for file in files:
        room = home.get(file.stem)
        for name in (
            re.findall(r'^#include "(?:newsgrain/)?(?:\w+/)?(\w+)\.hpp"', file.read_text(), re.M) if room else ()
        ):
            if name in home and home[name] != room:
                sees.setdefault(room, set()).add(home[name])

    def reach(room):
        found, left = set(), [room]
        while left:
            new = sees.get(left.pop(), set()) - found
            found |= new
            left += new
        return found

    reached = {room: reach(room) for room in sees}
    around = {tuple(sorted(b for b in reached[a] if a in reached.get(b, ()))) for a in sees if a in reached[a]}
    return sorted(around)


def lines_of(paths):
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def print_table(header, rows):
    print("| " + " | ".join(header) + " |\n|" + "---|" * len(header))
    for cells in rows:
        print("| " + " | ".join(map(str, cells)) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    parser.add_argument("--cognitive", type=pathlib.Path)
    parser.add_argument("--beside", action="append", default=[])
    args = parser.parse_args()
    root = args.root.resolve()
    cognitive = {}
    if args.cognitive:
        for line in args.cognitive.read_text().splitlines():
            value, path, _, _ = line.split("\t")
            cognitive.setdefault(next((r for r in ROOMS if path.startswith(r + "/")), None), []).append(int(value))
    cpp, python = sources("cpp", root), sources("python", root)
    rows = []
    for room in ROOMS:
        paths = [p for p in cpp if p.relative_to(root).as_posix().startswith(room + "/")]
        if paths:
            rows.append(row(room, paths, cognitive.get(room, []) if args.cognitive else None))
    rows.append(row("all Python", python))
    for beside in args.beside:
        name, folder = beside.split("=", 1)
        rows.append(row(name, [p for p in sorted(pathlib.Path(folder).rglob("*")) if p.suffix in SUFFIXES["cpp"]]))
    header = ["room (C++)", "lines", "functions", "CCN > 10", "> 25", "> 40", "highest"]
    print_table([*header, "cognitive > 25", "> 60", "highest", "lines over 120"], rows)

    shipped = [p for p in cpp if not {"tests", "examples", "train"} & set(p.relative_to(root).parts)]
    lists = [n for p in shipped for n in word_lists(p.read_text(encoding="utf-8"))]
    tests = [p for p in cpp + python if "tests" in p.relative_to(root).parts]
    n_tests = lines_of([*tests, *(root / "tests" / "cases").rglob("*.case")])
    n_code = lines_of([p for p in cpp + python if p not in set(tests)])
    print(f"\nwords in C++ lists: {sum(lists)} in {len(lists)} lists of {FEWEST} words or more")
    print(f"circles of rooms in core/src: {'; '.join(map(' '.join, circles(root))) or 'none'}")
    print(f"tests beside code: {n_tests} lines of tests and cases, {n_code} of code: {n_tests / n_code:.2f}")


if __name__ == "__main__":
    main()
