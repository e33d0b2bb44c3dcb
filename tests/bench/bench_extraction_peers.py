"""The peers of bench_extraction that come as Python packages: CPU ms a page for parsing, main text and, where they have
it, metadata.

    python tests/bench/bench_extraction_peers.py FOLDER [ROUNDS]

A package that is not installed is left out. trafilatura runs one round, it takes its time.
"""

import pathlib
import sys
import time

pages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).iterdir()) if path.is_file()]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
contenders = {}
try:
    import turbohtml

    contenders["turbohtml"] = (rounds, lambda page: turbohtml.parse(page).article())
except ImportError:
    pass
try:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    contenders["resiliparse, no metadata"] = (
        rounds,
        lambda page: extract_plain_text(HTMLTree.parse(bytes_to_str(page, detect_encoding(page))), main_content=True),
    )
except ImportError:
    pass
try:
    import trafilatura

    contenders["trafilatura"] = (1, trafilatura.bare_extraction)
except ImportError:
    pass
for name, (times, extract) in contenders.items():
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        for page in pages:
            extract(page)
        best = min(best, time.process_time() - start)
    print(f"{name:26}{best / len(pages) * 1000:8.3f}")
