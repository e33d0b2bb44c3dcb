"""Runs the reader on the html5lib suites: tokenizer, encoding, and the text order of tree construction.

    python tests/conformance/run.py --build build/release [--data ../shared/data] [--verbose]

What is compared
- encoding: the name of the encoding. The reader calls what is valid UTF-8 UTF-8, so a byte that is not follows each
  pure ASCII page of the suite for which another answer is wanted.
- tokenizer: the names and attributes of start tags, in order, and the characters. The reader makes no tokens of
  comments, doctypes and end tags, drops NUL and soft hyphens as its contract says, and collapses white space; it
  reports no parse errors. Raw-text states are compared up to the end of the raw text. Lone surrogates do not exist in
  UTF-8.
- tree construction: the visible characters in document order, white space aside. Trees themselves are not compared:
  the reader's elements are flat rows that follow the markup (no adoption agency, no foster parents).
A test that fails must stand in exceptions.txt with its reason; one that stands there and passes is an error too.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
# Elements whose inside is no visible text.
HIDDEN = {
    "script",
    "style",
    "title",
    "textarea",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "template",
    "select",
    "datalist",
    "audio",
    "video",
    "canvas",
    "meter",
    "progress",
    "rp",
    "svg svg",
    "math annotation",
    "math annotation-xml",
}


class Reader:
    def __init__(self, build):
        self.process = subprocess.Popen(
            [build / "tests" / "newsgrain_read_pages"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, mode, data, argument="-"):
        self.process.stdin.write(f"{mode} {argument} {len(data)}\n".encode() + data)
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def visible(text):
    """Characters that count: white space collapses, NUL and soft hyphens are dropped."""
    return re.sub("[ \t\n\r\f\x00\u00a0\u00ad]+", "", text)


def lower(name):
    return re.sub("[A-Z]", lambda match: match[0].lower(), name)


# --- tokenizer -----------------------------------------------------------------------------------
STATES = {
    "Data state": "html",
    "RCDATA state": "rcdata",
    "RAWTEXT state": "raw",
    "Script data state": "raw",
    "PLAINTEXT state": "raw",
    "CDATA section state": None,
}
NAMES = {
    "RCDATA state": "textarea",
    "RAWTEXT state": "style",
    "Script data state": "script",
    "PLAINTEXT state": "plaintext",
}


def unescape(value):
    if isinstance(value, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, list):
        return [unescape(item) for item in value]
    if isinstance(value, dict):
        return {unescape(key): unescape(item) for key, item in value.items()}
    return value


def tokenizer_tests(folder):
    for path in sorted(folder.glob("*.test")):
        suite = json.loads(path.read_text(encoding="utf-8"))
        for number, test in enumerate(suite.get("tests", []) + suite.get("xmlViolationTests", [])):
            source, output = test["input"], test["output"]
            if test.get("doubleEscaped"):
                source, output = unescape(source), unescape(output)
            for state in test.get("initialStates", ["Data state"]):
                yield (
                    f"tokenizer/{path.stem}:{number}:{state.split()[0]}",
                    source,
                    output,
                    state,
                    test.get("lastStartTag", ""),
                    path.stem,
                )


def run_tokenizer(reader, folder, report):
    for name, source, output, state, last, stem in tokenizer_tests(folder):
        try:
            data = source.encode("utf-8")
        except UnicodeEncodeError:
            report.inexpressible += 1
            continue
        mode = STATES.get(state)
        if mode is None or stem == "xmlViolation":
            report.inexpressible += 1
            continue
        if mode == "html":
            page = reader(mode, data)
            tags, text = [], []
            for token in output:
                if token[0] == "StartTag":
                    tags.append([token[1], dict(token[2].items())])
                elif token[0] == "Character":
                    text.append(token[1])
            got_tags = []
            for element in page["elements"]:
                attributes = {}
                for key, value in element["attributes"]:
                    attributes.setdefault(lower(key).replace("\0", "\ufffd"), newlines(value).replace("\0", "\ufffd"))
                got_tags.append([lower(element["tag"]).replace("\0", "\ufffd"), attributes])
            report.check(name, source, [tags, visible("".join(text))], [got_tags, visible(page["text"])])
        else:
            # Up to the end of the raw text.
            element = last or NAMES[state]
            page = reader(
                mode,
                data,
                "plaintext" if state == "PLAINTEXT state" else "script" if state == "Script data state" else element,
            )
            text, ended = "", False
            for token in output:
                if token[0] == "Character":
                    text += token[1]
                elif token[0] == "EndTag":
                    ended = True
                    break
            report.check(
                name,
                source,
                [text.replace("\ufffd", "\0"), ended],
                [newlines(page["text"]).replace("\ufffd", "\0"), page["ended"]],
            )


def newlines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- encoding ------------------------------------------------------------------------------------
def run_encoding(reader, folder, report):
    for path in sorted(folder.glob("*.dat")):
        for number, test in enumerate(re.split(rb"(?:^|\n\n?)#data\n", path.read_bytes())[1:]):
            data, wanted = test.rsplit(b"\n#encoding\n", 1)
            wanted = wanted.strip().decode().lower()
            page = reader("sniff", data + b"\n\xe9\n" if data.isascii() and wanted != "utf-8" else data)
            report.check(f"encoding/{path.stem}:{number}", data, wanted, page["encoding"])


# --- tree construction ---------------------------------------------------------------------------
def tree_tests(folder):
    for path in sorted(folder.glob("*.dat")):
        for number, test in enumerate(re.split(r"(?:^|\n\n)#data\n", path.read_bytes().decode("utf-8"))[1:]):
            sections, name = {"data": []}, "data"
            for line in test.split("\n"):
                if re.fullmatch(r"#(errors|new-errors|document-fragment|document|script-on|script-off)", line):
                    name = line[1:]
                    sections[name] = []
                else:
                    sections[name].append(line)
            yield f"tree/{path.stem}:{number}", "\n".join(sections["data"]), sections


def tree_text(lines):
    """The visible characters of a tree as the suite writes it."""
    text, hidden, inside, skip = [], None, False, None
    for line in lines:
        match = re.match(r"\| ( *)(.*)", line)
        if inside:
            end = line.endswith('"')
            if hidden is None and skip is None:
                text.append("\n" + (line[:-1] if end else line))
            inside = not end
            continue
        if match is None:
            continue
        depth, node = len(match[1]), match[2]
        if hidden is not None and depth <= hidden:
            hidden = None
        element = re.fullmatch(r"<([^!?].*)>", node)
        if element:
            if hidden is None and element[1] in HIDDEN:
                hidden = depth
        elif node.startswith('"'):
            inside = not (len(node) > 1 and node.endswith('"'))
            if hidden is None:
                text.append(node[1:] if inside else node[1:-1])
    return "".join(text)


def run_tree(reader, folder, report):
    for name, source, sections in tree_tests(folder):
        if "document-fragment" in sections or "script-off" in sections:
            report.inexpressible += 1
            continue
        page = reader("html", source.encode("utf-8"))
        report.check(name, source, visible(tree_text(sections["document"])), visible(page["text"]))


# --- report --------------------------------------------------------------------------------------
class Report:
    def __init__(self, exceptions, verbose):
        self.verbose, self.exceptions, self.seen = verbose, exceptions, set()
        self.passed = self.inexpressible = 0
        self.failed, self.excepted, self.stale = [], 0, []

    def check(self, name, source, wanted, got):
        self.seen.add(name)
        if wanted == got:
            self.passed += 1
            if name in self.exceptions:
                self.stale.append(name)
        elif name in self.exceptions:
            self.excepted += 1
        else:
            self.failed.append(name)
            if self.verbose:
                print(f"{name}\n  source {source!r}\n  wanted {wanted!r}\n  got    {got!r}")


def read_exceptions(path):
    exceptions, reason = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.startswith("# "):
            reason = line[2:]
        elif line.strip():
            for name in line.split(" | "):
                exceptions[name.strip()] = reason
    return exceptions


def unpack(data, cache):
    for archive in ("html5lib-tests", "html5lib-tree-construction"):
        mark = cache / (archive + ".done")
        if not mark.exists():
            cache.mkdir(parents=True, exist_ok=True)
            with tarfile.open(data / "conformance" / (archive + ".tar.xz")) as tar:
                tar.extractall(cache)
            mark.touch()
    return cache


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument(
        "--data", type=pathlib.Path, default=os.environ.get("NEWSGRAIN_DATA", HERE.parents[2] / "shared" / "data")
    )
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    if not (args.data / "conformance").is_dir():
        print(f"skipped: no conformance data at {args.data}")
        return 0
    folder = unpack(args.data, args.build / "conformance")
    exceptions = read_exceptions(HERE / "exceptions.txt")
    reader, left = Reader(args.build), set(exceptions)
    bad = False
    print(f"{'suite':12}{'passed':>9}{'excepted':>10}{'failed':>8}{'stale':>7}{'not expressible':>17}")
    for suite, run, part in (
        ("tokenizer", run_tokenizer, "tokenizer"),
        ("encoding", run_encoding, "encoding"),
        ("tree order", run_tree, "tree-construction"),
    ):
        report = Report(exceptions, args.verbose)
        run(reader, folder / part, report)
        left -= report.seen
        print(
            f"{suite:12}{report.passed:9}{report.excepted:10}{len(report.failed):8}{len(report.stale):7}{report.inexpressible:17}"
        )
        for name in report.failed:
            print(f"  failed: {name}")
        for name in report.stale:
            print(f"  listed as an exception, but passes: {name}")
        bad = bad or report.failed or report.stale
    for name in sorted(left):
        print(f"  listed as an exception, but no such test: {name}")
    return 1 if bad or left else 0


if __name__ == "__main__":
    sys.exit(main())
