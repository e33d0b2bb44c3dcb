"""Whole pipeline on naeb-tune: pages a second with one and two threads, peak memory, and trafilatura in the same run.

python tests/bench/bench_pipeline.py --newsgrain build/release/bin/newsgrain [--peer PYTHON_WITH_TRAFILATURA]
"""

import os
import pathlib
import subprocess
import time

from newsgrain_eval.command import arguments
from newsgrain_eval.corpora import need_data, unpack
from newsgrain_eval.report import table

parser = arguments(__doc__)
parser.add_argument("--peer", help="a Python that has trafilatura")
parser.add_argument("--runs", type=int, default=3)
args = parser.parse_args()
need_data(args)
folder = unpack(args, "naeb-tune") / "html"
pages = sorted(folder.iterdir())
rows = []


def run(*options, repeat=1):
    """Seconds of wall clock and CPU, peak kilobytes; the best of the runs."""
    best = None
    for _ in range(args.runs):
        with open(os.devnull, "w") as sink:
            started = time.monotonic()
            process = subprocess.Popen(
                [args.newsgrain, "analyze", *([str(folder)] * repeat), "--format", "jsonl", *options],
                stdout=sink,
                stderr=sink,
            )
            _, _, usage = os.wait4(process.pid, 0)
            figures = (time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
        best = figures if best is None or figures[0] < best[0] else best
    return best


def add(name, figures, count):
    wall, cpu, peak = figures
    rows.append([name, f"{count / wall:.0f}", f"{cpu / count * 1000:.2f}", f"{peak / 1024:.0f}"])
    return count / wall


components = ["boilerplate", "segments", "entities", "quotes", "sentiment"]
one = add("newsgrain, one thread", run("-j", "1"), len(pages))
two = add("newsgrain, two threads", run("-j", "2"), len(pages))
for n in range(len(components), -1, -1):
    disabled = [x for c in components[n:] for x in ("--disable", c)]
    if disabled:
        add("newsgrain, up to " + (components[n - 1] if n else "the reader"), run("-j", "1", *disabled), len(pages))
if args.peer:
    script = """
import sys, pathlib, time, resource, trafilatura
pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]
trafilatura.extract(pages[0])
w, c = time.monotonic(), time.process_time()
for page in pages: trafilatura.bare_extraction(page)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.monotonic() - w, time.process_time() - c, memory, trafilatura.__version__)
"""
    *figures, version = subprocess.run(
        [args.peer, "-c", script, str(folder)], capture_output=True, text=True, check=True
    ).stdout.split()
    add(f"trafilatura {version}, extraction alone", tuple(map(float, figures)), len(pages))
table(["system", "pages/s", "CPU ms/page", "peak MB"], rows)
print(f"two threads / one: {two / one:.2f}")


def first_output():
    """Milliseconds from the start of the process to the first byte of its output, for one small page."""
    page = pathlib.Path(__file__).resolve().parents[2] / "examples" / "pages" / "harbour-bridge.html"
    started = time.monotonic()
    process = subprocess.Popen([args.newsgrain, "analyze", str(page), "--format", "jsonl"], stdout=subprocess.PIPE)
    process.stdout.read(1)
    elapsed = time.monotonic() - started
    process.communicate()
    return elapsed * 1000


starts = sorted(first_output() for _ in range(21))
print(f"start to first output on a small page: median {starts[10]:.0f} ms, slowest of 21 {starts[-1]:.0f} ms")
growth = [run("-j", "2", repeat=r)[2] / 1024 for r in (5, 50)]
print(f"peak memory over {5 * len(pages)} pages: {growth[0]:.0f} MB, over {50 * len(pages)}: {growth[1]:.0f} MB")
