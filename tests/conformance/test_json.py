"""The JSON parsing suite (nst/JSONTestSuite) through what reads JSON: JSON lines, which are strict, and JSON-LD of
pages, which is read where a person could read it. Skipped without the development data.

JSON lines: each file becomes the value of a field of its own. What the suite accepts (y_) must come back as it went in;
what it refuses (n_) must be one row with the error NG102, and the row behind it must be whole; of the rest (i_) only
that is asked. JSON-LD: each file becomes a member of a NewsArticle before its headline. A y_ file must not cost the
headline; no file may cost the document its text or its status.
"""

import json
import os
import pathlib
import tarfile

import pytest

import newsgrain

DATA = pathlib.Path(os.environ.get("NEWSGRAIN_DATA", pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"))
ARCHIVE = DATA / "conformance" / "json-test-suite.tar.xz"
pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason="no development data")


def suite():
    if not ARCHIVE.exists():
        return []
    with tarfile.open(ARCHIVE) as archive:
        return sorted(
            (pathlib.Path(m.name).name, archive.extractfile(m).read())
            for m in archive
            if m.isfile() and m.name.endswith(".json")
        )


CASES = suite()
OPTIONS = {"components": ["boilerplate"]}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Name of the case -> its row and the row behind it."""
    path = tmp_path_factory.mktemp("suite") / "suite.jsonl"
    found = {}
    newsgrain.Pipeline(**OPTIONS)
    for name, content in CASES:
        if b"\n" in content or b"\r" in content:  # not one line: nothing that JSON lines could hold
            continue
        path.write_bytes(b'{"text": "A page.", "value": ' + content + b'}\n{"text": "The next page."}\n')
        found[name] = [
            json.loads(line) for line in command_line("analyze", path, "--component", "boilerplate").split("\n") if line
        ]
    return found


def command_line(*arguments):
    import subprocess
    import sysconfig

    cli = pathlib.Path(sysconfig.get_path("scripts")) / "newsgrain"
    return subprocess.run(
        [cli, *map(str, arguments), "--format", "jsonl", "--quiet"], capture_output=True
    ).stdout.decode()


def test_json_lines(rows):
    assert len(rows) > 250
    wrong = []
    for name, content in CASES:
        if name not in rows:
            continue
        got = rows[name]
        if len(got) != 2 or got[1]["text"] != "The next page." or got[1]["status"] != "ok":
            wrong.append(f"{name}: the row behind it is lost")
        elif name.startswith("y_") and (got[0]["status"] != "ok" or got[0]["meta"]["value"] != json.loads(content)):
            wrong.append(f"{name}: {got[0]['error'] or got[0]['meta']}")
        elif name.startswith("n_") and (got[0]["status"] != "error" or got[0]["error"]["code"] != "NG102"):
            wrong.append(f"{name}: taken as {got[0].get('meta')}")
    assert wrong == []


def test_json_ld():
    nlp = newsgrain.Pipeline(**OPTIONS)
    wrong = []
    for name, content in CASES:
        page = (
            b'<!DOCTYPE html><meta charset="utf-8"><script type="application/ld+json">'
            b'{"@type": "NewsArticle", "extra": '
            + content.replace(b"</", b"<\\/")
            + b', "headline": "Ferry returns to the northern quay"}</script>'
            b"<body><main><p>The ferry is back at the northern quay, said the harbour "
            b"master on Friday. It had been away for repairs since the storm in March.</p></main>"
        )
        doc = nlp(page)
        if doc.status != "ok" or "said the harbour master" not in doc.text:
            wrong.append(f"{name}: {doc.status}")
        elif name.startswith("y_") and doc.title != "Ferry returns to the northern quay":
            wrong.append(f"{name}: title {doc.title!r}")
    assert wrong == []
