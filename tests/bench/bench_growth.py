"""Pages made to be as expensive as possible: does the time for parsing, roles and metadata grow with the size alone?

    python tests/bench/bench_growth.py --newsgrain build/release/bin/newsgrain [--largest 10] [--only NAME]

Prints for each of the generators the CPU time (`--timings`: the reader and the boilerplate component) of the largest
page, and the largest ratio of the time for a page to that for one of half its size, among pages that take 20
milliseconds or more. 2 is linear.

With --instructions valgrind counts instructions in place of time, which no other load of the machine disturbs: for
pages of --largest and of a half, a quarter and an eighth of it, what each doubling adds in relation to what the last
one added. 2 is linear. Takes some minutes: give a smaller --largest.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from newsgrain_eval.report import table

MEGABYTE = 1_000_000
TIMES = re.compile(rb'"timings_us":\{"read":(\d+),"boilerplate":(\d+),')


def filled(piece, size, before="", after=""):
    return before + piece * (max(0, size - len(before) - len(after)) // len(piece)) + after


def numbered(pattern, size, before="", after=""):
    """As filled(), with a different number in each piece."""
    out, have, n = [before], len(before) + len(after), 0
    while have < size:
        out.append(pattern.replace("@", str(n)))
        have += len(out[-1])
        n += 1
    return "".join(out) + after


PROSE = (
    "<p>The ferry to Norholm will stop in June, the mayor said on Tuesday, since nobody can pay for it any "
    "longer.</p>\n"
)
LD = '<script type="application/ld+json">'
GENERATORS = {
    "prose": lambda n: numbered(PROSE.replace("June", "June @"), n, "<article>"),
    "nested elements": lambda n: filled("<div>", n // 2) + "core" + filled("</div>", n // 2),
    "nested elements with text": lambda n: filled("<div>word ", n),
    "open tags": lambda n: filled("<p>a<b>b<i>c<a href=x>d", n),
    "misnested tags": lambda n: filled("<b><p><i>word</b> more</p></i>", n),
    "end tags only": lambda n: filled("</div></p></b>", n),
    "many attributes in one tag": lambda n: numbered(" a@=b", n, "<p", ">text</p>"),
    "long attribute values": lambda n: filled("class-name ", n, '<div class="', '">text</div>'),
    "tags with class and id": lambda n: numbered("<div class='related-posts c@' id=i@>word</div>", n),
    "character references": lambda n: filled("&amp;&#x41;&notin;&bogus;", n, "<p>"),
    "comments": lambda n: filled("a<!-- x -- > -->", n),
    "open comment": lambda n: filled("<!-- ", n, "<p>text</p>"),
    "tables": lambda n: filled("<table><tr><td>cell", n),
    "one wide table": lambda n: filled("<tr><td>cell<td>cell<td>cell</tr>", n, "<table>"),
    "list storm": lambda n: filled("<ul><li>item <a href=/x>link</a>", n),
    "flat list of links": lambda n: numbered("<li><a href=/story/@>Story number @ of the list</a></li>", n, "<ul>"),
    "the same line": lambda n: filled("<p>Subscribe to our newsletter</p>", n),
    "line breaks": lambda n: filled("line<br><br>", n),
    "inline JSON": lambda n: numbered(
        '{"id":@,"html":"<p>x</p>"},', n, "<p>text</p><script>window.state=[", "]</script>"
    ),
    "JSON-LD, one long list": lambda n: numbered(
        '{"@type":"NewsArticle","headline":"Story @","author":{"@id":"#p@"}},', n, LD + "[", "{}]</script>"
    ),
    "JSON-LD, deep": lambda n: filled('{"a":[', n, LD),
    "JSON-LD, graph of references": lambda n: numbered(
        '{"@id":"#p@","@type":"Person","name":"N"},{"@type":"Article","author":{"@id":"#q@"}},',
        n,
        LD + '{"@graph":[',
        "{}]}</script>",
    ),
    "JSON-LD, many authors": lambda n: numbered(
        '{"@type":"Person","name":"Anna Berg @"},',
        n,
        LD + '{"@type":"NewsArticle","headline":"x","author":[',
        "{}]}</script>",
    ),
    "many scripts of JSON-LD": lambda n: numbered(
        LD + '{"@type":"NewsArticle","headline":"Story @","datePublished":"2025-03-18"}</script>', n
    ),
    "meta tags": lambda n: numbered(
        "<meta property='article:tag' content='tag @, other @'><meta name=author content='Anna Berg'>", n
    ),
    "dates": lambda n: numbered("<p>18 March 2025 <time datetime='2025-03-18'>18.03.2025 @</time></p>", n),
    "bylines": lambda n: numbered(
        "<p class=byline>By <a rel=author href=/author/@>Anna Berg</a>, Jonas Reuter and Piet van Dam</p>", n
    ),
    "microdata": lambda n: numbered(
        "<span itemprop=author>Anna Berg @</span><span itemprop=datePublished>18 March 2025</span>", n
    ),
    "hidden elements": lambda n: filled("a<span hidden>b</span>", n),
    "one word": lambda n: "<p>" + "a" * n,
    "one line of plain text": lambda n: "word " * (n // 5),
    "lines of plain text": lambda n: numbered("The ferry number @ will stop in June.\n", n),
}


def timed(cli, path, kind):
    out = subprocess.run(
        [
            cli,
            "analyze",
            str(path),
            "--component",
            "boilerplate",
            "--timings",
            "--max-input",
            "100M",
            "--input-format",
            kind,
            "-f",
            "json",
            "-q",
        ],
        capture_output=True,
        check=False,
    ).stdout
    found = TIMES.search(re.sub(rb"\s", b"", out[-2000:])) or TIMES.search(re.sub(rb"\s", b"", out))
    if found is None:
        sys.exit(f"no times for {path}: {out[:300]}")
    return int(found.group(1)) + int(found.group(2))


COUNTED = re.compile(rb"Collected : (\d+)")


def instructions(cli, path, kind):
    out = subprocess.run(
        [
            "valgrind",
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            cli,
            "analyze",
            str(path),
            "--component",
            "boilerplate",
            "--max-input",
            "100M",
            "--input-format",
            kind,
            "-f",
            "json",
            "-q",
        ],
        capture_output=True,
        check=False,
    ).stderr
    found = COUNTED.search(out)
    if found is None:
        sys.exit(f"no count for {path}: {out[-300:]}")
    return int(found.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsgrain", default=os.environ.get("NEWSGRAIN_CLI", "newsgrain"))
    parser.add_argument("--largest", type=float, default=10, help="megabytes")
    parser.add_argument("--runs", type=int, default=2, help="the best of so many counts")
    parser.add_argument("--only")
    parser.add_argument("--instructions", action="store_true")
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "page"
        for name, make in GENERATORS.items():
            if args.only and args.only not in name:
                continue
            kind = "text" if "plain text" in name else "html"
            if args.instructions:
                counts = []
                for part in (8, 4, 2, 1):
                    path.write_text(make(int(args.largest * MEGABYTE / part)))
                    counts.append(instructions(args.newsgrain, path, kind))
                added = [b - a for a, b in zip(counts, counts[1:])]
                rows.append([name, f"{counts[-1] / 1e6:.0f}", f"{max(b / a for a, b in zip(added, added[1:])):.2f}"])
                print(name, counts, file=sys.stderr, flush=True)
                continue
            times = []
            for part in (16, 8, 4, 2, 1):
                path.write_text(make(int(args.largest * MEGABYTE / part)))
                times.append(min(timed(args.newsgrain, path, kind) for _ in range(args.runs)))
            ratios = [b / a for a, b in zip(times, times[1:]) if a >= 20_000]
            rows.append([name, f"{times[-1] / 1e6:.3f}", f"{max(ratios):.2f}" if ratios else "-"])
            print(name, times, file=sys.stderr, flush=True)
    measures = (
        ["million instructions", "added(2n) / added(n), at most"]
        if args.instructions
        else ["seconds", "time(2n) / time(n), at most"]
    )
    table([f"page of {args.largest:g} MB", *measures], rows)


if __name__ == "__main__":
    main()
