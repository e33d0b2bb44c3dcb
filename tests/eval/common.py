"""What the evaluation scripts share: finding the data, running the command line, printing tables, splitting sets."""

import argparse
import hashlib
import json
import lzma
import os
import pathlib
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--data", default=os.environ.get("NEWSGRAIN_DATA", ROOT.parent / "shared" / "data"), type=pathlib.Path
    )
    parser.add_argument(
        "--newsgrain", default=os.environ.get("NEWSGRAIN_CLI", "newsgrain"), help="the command line to run"
    )
    parser.add_argument(
        "--cache",
        default=os.environ.get("NEWSGRAIN_CACHE", ROOT / "build" / "eval-data"),
        type=pathlib.Path,
        help="where archives are unpacked",
    )
    return parser


def need_data(args):
    """Leaves with success and a message where the data is not there."""
    if not args.data.is_dir():
        print(f"skipped: no data at {args.data}")
        sys.exit(0)


def analyze(cli, documents, *options):
    """Runs `newsgrain analyze` on JSON lines made of the documents; yields the output in order."""
    process = subprocess.Popen(
        [cli, "analyze", "-", "--input-format", "jsonl", "--format", "jsonl", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    import threading

    def feed():
        with process.stdin:
            for document in documents:
                process.stdin.write(json.dumps(document, ensure_ascii=False) + "\n")

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    for line in process.stdout:
        yield json.loads(line)
    feeder.join()
    if process.wait() not in (0, 1):
        sys.exit(f"{cli} left with {process.returncode}")


def kept_aside(identifier):
    """True for the fifth of a set that is never tuned on."""
    return int(hashlib.sha1(str(identifier).encode()).hexdigest(), 16) % 5 == 0


def read_jsonl(path):
    opener = lzma.open if str(path).endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def unpack(args, name):
    """Folder of an archive of boilerplate/, unpacked once."""
    folder = args.cache / name
    if not folder.is_dir():
        args.cache.mkdir(parents=True, exist_ok=True)
        with tarfile.open(args.data / "boilerplate" / f"{name}.tar.xz") as archive:
            archive.extractall(args.cache, filter="data") if sys.version_info >= (3, 11, 4) else archive.extractall(
                args.cache
            )
    return folder


def table(header, rows):
    cells = [[str(c) for c in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for n, row in enumerate(cells):
        print("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |")
        if n == 0:
            print("|" + "|".join("-" * (w + 2) for w in widths) + "|")


class Floors:
    """Collects figures that fell below their floors."""

    def __init__(self):
        self.failed = []

    def check(self, name, value, floor):
        if value < floor:
            self.failed.append(f"{name}: {value:.4g} is below its floor {floor:.4g}")

    def leave(self):
        for line in self.failed:
            print("FLOOR", line)
        sys.exit(1 if self.failed else 0)
