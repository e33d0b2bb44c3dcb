"""Reads the development data: JSON lines, and the archives of pages."""

import json
import lzma
import sys
import tarfile


def need_data(args):
    """Leaves with success and a message where the data is not there."""
    if not args.data.is_dir():
        print(f"skipped: no data at {args.data}")
        sys.exit(0)


def read_jsonl(path):
    opener = lzma.open if str(path).endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def unpack(args, name):
    """Folder of an archive of boilerplate/, unpacked once into args.cache."""
    folder = args.cache / name
    if not folder.is_dir():
        args.cache.mkdir(parents=True, exist_ok=True)
        with tarfile.open(args.data / "boilerplate" / f"{name}.tar.xz") as archive:
            archive.extractall(args.cache, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return folder


def page_rows(args, name):
    """(truth, path) of each page of an archive, in the order of its truths."""
    folder = unpack(args, name)
    files = {path.stem: path for path in (folder / "html").iterdir()}
    for row in read_jsonl(folder / "truth.jsonl"):
        if row["id"] in files:
            yield row, files[row["id"]]
