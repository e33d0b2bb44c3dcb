"""The peers of bench_reader that come as Python packages: lexbor (selectolax) and Resiliparse, in GB of markup per
second.

    python tests/bench/bench_reader_peers.py FOLDER [ROUNDS]

Both are C or C++ behind a thin call: one call parses, one takes the text. A package that is not installed is left out.
"""

import pathlib
import sys
import time

pages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).iterdir()) if path.is_file()]
texts = [page.decode("utf-8", "replace") for page in pages]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
contenders = {}
try:
    from selectolax.lexbor import LexborHTMLParser

    contenders["lexbor, parse only"] = lambda: [LexborHTMLParser(page) for page in pages]
    contenders["lexbor, with text"] = lambda: [len(LexborHTMLParser(page).text()) for page in pages]
except ImportError:
    pass
try:
    from resiliparse.parse.html import HTMLTree

    contenders["resiliparse, parse only"] = lambda: [HTMLTree.parse(text) and None for text in texts]
except ImportError:
    pass
size = sum(map(len, pages))
print(f"{len(pages)} pages, {size / 1e6:.1f} MB of markup, best of {rounds} rounds")
for name, run in contenders.items():
    best = min((lambda start: (run(), time.perf_counter() - start)[1])(time.perf_counter()) for _ in range(rounds))
    print(f"{name:26}{size / 1e9 / best:8.3f} GB/s")
