"""The arguments that all programs have, and running `newsgrain analyze`."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parents[3]


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


def analyze(cli, documents, *options):
    """Runs `newsgrain analyze` on JSON lines made of the documents; yields the output in order."""
    process = subprocess.Popen(
        [cli, "analyze", "-", "--input-format", "jsonl", "--format", "jsonl", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )

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
