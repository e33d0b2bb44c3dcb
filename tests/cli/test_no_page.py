"""What is no page and no text gets a status that says what it is; compressed pages are read; empty input is skipped."""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import random
import tarfile
import zipfile

import pytest

PAGE = (
    "<html lang=en><head><title>Ferry</title></head><body><p>The ferry stops in June, Anna Berg said.</p></body></html>"
)
TEXT = "The dam held, engineer Peter Novak said on Friday.\n"


def zip_of(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("page.html", text)
    return out.getvalue()


def tar_of(text):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("page.html")
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


random.seed(7)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.randbytes(3000)
WARC = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n<p>Hi</p>\r\n\r\n"
MHTML = (
    b"From: <Saved by Blink>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html"; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
)
NO_PAGES = {
    "ZIP": zip_of(PAGE),
    "tar": tar_of(PAGE),
    "WARC": WARC,
    "PDF": b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer",
    "PNG": PNG,
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + random.randbytes(900),
    "GIF": b"GIF89a\x10\x00\x10\x00\x80" + random.randbytes(900),
    "MHTML": MHTML,
    "RSS": b'<?xml version="1.0"?>\n<!-- feed -->\n<rss version="2.0"><channel><title>News</title></channel></rss>',
    "Atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
    "sitemap": b'<?xml version="1.0"?><urlset xmlns="x"><url><loc>https://example.org/</loc></url></urlset>',
    "XML": b'<?xml version="1.0"?><catalogue><item>Anna Berg said so.</item></catalogue>',
    "program": b"\x7fELF\x02\x01\x01" + bytes(9) + random.randbytes(4000),
    "binary": random.randbytes(5000),
    "3 addresses": b"https://example.org/a\nhttps://example.org/b\n\nhttps://example.org/c\n",
    "address of a page": b"https://example.org/a",
    "JSON": b'[\n  {"title": "Ferry", "body": "Anna Berg said so."}\n]\n',
    "headers of its response": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(),
    "RTF": rb"{\rtf1\ansi Anna Berg said so.}",
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(900),
    "SVG": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Hi</text></svg>',
}
IN_STRINGS = [k for k, v in NO_PAGES.items() if all(b < 128 for b in v) and k != "XML"]


def refused(doc, what):
    assert doc["status"] == "error" and doc["error"]["code"] == "NG107"
    assert what in doc["error"]["message"] and ": " in doc["error"]["message"], doc["error"]
    assert doc["text"] == "" and doc["quotes"] == [] and doc["mentions"] == []


@pytest.mark.parametrize("what", NO_PAGES)
def test_no_page_as_a_file(newsgrain, tmp_path, what):
    (tmp_path / "a").write_bytes(NO_PAGES[what])
    (tmp_path / "b.txt").write_text(TEXT)
    run = newsgrain("analyze", tmp_path / "a", tmp_path / "b.txt")
    refused(run.documents[0], what)
    assert run.documents[1]["status"] == "ok" and run.code == 1 and what in run.err


@pytest.mark.parametrize("what", NO_PAGES)
def test_no_page_from_standard_input_and_with_a_wrong_suffix(newsgrain, tmp_path, what):
    if what != "JSON":  # standard input that begins like JSON is JSON lines
        refused(newsgrain("analyze", "-", stdin=NO_PAGES[what]).documents[0], what)
    if what != "XML":  # called HTML it is read as HTML
        (tmp_path / "a.html").write_bytes(NO_PAGES[what])
        refused(newsgrain("analyze", tmp_path / "a.html").documents[0], what)


@pytest.mark.parametrize("what", IN_STRINGS)
@pytest.mark.parametrize("key", ["html", "text"])
def test_no_page_in_a_row(newsgrain, what, key):
    rows = [{"id": "a", key: NO_PAGES[what].decode()}, {"id": "b", "text": TEXT}]
    run = newsgrain("analyze", "-", "--input-format", "jsonl", stdin="\n".join(json.dumps(r) for r in rows))
    refused(run.documents[0], what)
    assert run.documents[0]["id"] == "a" and run.documents[1]["status"] == "ok"


@pytest.mark.parametrize("decode", [lambda b: b.decode("utf-8", "replace"), lambda b: b.decode("latin-1")])
def test_binary_data_in_a_row(newsgrain, decode):
    for data in (
        PNG,
        NO_PAGES["program"],
        NO_PAGES["binary"],
        zip_of(PAGE * 40),
        gzip.compress(random.randbytes(2000)),
    ):
        [doc] = newsgrain("analyze", "-", "--input-format", "jsonl", stdin=json.dumps({"html": decode(data)})).documents
        assert doc["status"] == "error" and doc["error"]["code"] == "NG107" and doc["text"] == ""


def test_a_large_file_that_is_no_page_is_called_by_its_name(newsgrain, tmp_path):
    (tmp_path / "a.tar").write_bytes(tar_of(PAGE + " " * 200_000))
    refused(newsgrain("analyze", tmp_path / "a.tar", "--max-input", "100K").documents[0], "tar")


PLAIN = [
    "PK is the code of the airline, Anna Berg said.",
    "BMW said on Friday that it would close the plant.",
    "GIF89a is the name of a format of 1989, Anna Berg said.",
    "MZ Motorrad was a maker of motorcycles.",
    "See https://example.org/a for the report, Anna Berg said.",
    "https://example.org/a\nThe ferry stops in June.",
    "[Editor's note: this story was corrected.]\nThe ferry stops in June.",
    '{"ad": 1}\nThe ferry stops in June, Anna Berg said.',
    "Note: the ferry stops in June.\nSubject: to change.\n\nAnna Berg said so.",
    "HTTP/2 is a protocol, Anna Berg said.",
    "RSS feeds are back, Anna Berg said.",
    "<rss> is the first element of a feed, Anna Berg said."[1:],
    "\x01r a\x02BC-Ferry, 1st Ld, 120\nThe ferry stops in June, Anna Berg of the ministry said on Friday. " * 3
    + "\x03",
    "%PDF is how a document of that kind begins, Anna Berg said.",
    "ID3 tags name the singer of a song.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_that_resemble_something_are_texts(newsgrain, tmp_path, text):
    (tmp_path / "a.txt").write_bytes(text.encode())
    for run in (
        newsgrain("analyze", tmp_path / "a.txt"),
        newsgrain("analyze", "-", "--input-format", "jsonl", stdin=json.dumps({"text": text})),
    ):
        assert run.documents[0]["status"] == "ok" and run.documents[0]["text"] == text


PAGES = [
    "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='z'><body><p>Anna Berg said so.</p></body></html>",
    "\ufeff <!-- cached --><html><body><p>Anna Berg said so.</p></body></html>",
    "<svg><title>x</title></svg><p>Anna Berg said so.</p>",
    "<p>\x00Anna Berg\x0c said so.\x1f</p>" + "<p>The ferry stops in June.</p>" * 9,
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_odd_pages_are_pages(newsgrain, tmp_path, page, encoding):
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    [doc] = newsgrain("analyze", tmp_path / "a.html").documents
    assert doc["status"] == "ok" and "said so." in doc["text"]


def test_wide_text_without_a_mark_names_the_cure(newsgrain, tmp_path):
    (tmp_path / "a.txt").write_bytes((TEXT * 9).encode("utf-16-le"))
    [doc] = newsgrain("analyze", tmp_path / "a.txt").documents
    assert doc["status"] == "error" and "--charset utf-16le" in doc["error"]["message"]
    [doc] = newsgrain("analyze", tmp_path / "a.txt", "--charset", "utf-16le").documents
    assert doc["status"] == "ok" and doc["text"] == TEXT * 9


PACK = {".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress}


@pytest.mark.parametrize("suffix", PACK)
def test_compressed_input_is_read(newsgrain, tmp_path, suffix):
    pack = PACK[suffix]
    many = (PAGE + "\n") * 3000
    (tmp_path / f"a.html{suffix}").write_bytes(pack(PAGE.encode()))
    (tmp_path / f"b.txt{suffix}").write_bytes(pack(TEXT.encode()) + pack(TEXT.encode()))  # two members
    (tmp_path / f"c.jsonl{suffix}").write_bytes(pack((json.dumps({"id": 1, "text": TEXT}) + "\n").encode() * 2))
    (tmp_path / f"d.html{suffix}").write_bytes(pack(many.encode()))
    (tmp_path / f"e.warc{suffix}").write_bytes(pack(WARC))
    docs = newsgrain("analyze", *sorted(tmp_path.iterdir()), "--component", "segments").documents
    assert [d["status"] for d in docs] == ["ok", "ok", "ok", "ok", "ok", "error"]
    assert "Anna Berg" in docs[0]["text"] and docs[1]["text"] == TEXT * 2 and docs[2]["text"] == TEXT
    assert docs[4]["source"]["bytes"] == len(many)
    refused(docs[5], "WARC")
    assert newsgrain("analyze", "-", stdin=pack(TEXT.encode())).documents[0]["text"] == TEXT
    assert len(newsgrain("analyze", tmp_path).documents) == 5  # in a folder by the name under the suffix


@pytest.mark.parametrize("suffix", PACK)
def test_damaged_and_large_compressed_input(newsgrain, tmp_path, suffix):
    packed = PACK[suffix](os.urandom(9000).hex().encode())
    (tmp_path / f"a.txt{suffix}").write_bytes(packed[:-40])
    (tmp_path / f"b.txt{suffix}").write_bytes(packed[:2000] + b"\0\1\2\3" * 9 + packed[2036:])
    (tmp_path / f"c.txt{suffix}").write_bytes(PACK[suffix](bytes(80_000_000)))  # a bomb
    (tmp_path / f"d.txt{suffix}").write_bytes(PACK[suffix](b"word " * 20_000_000))
    run = newsgrain("analyze", tmp_path, "--max-input", "10M", "--component", "segments")
    assert [d["status"] for d in run.documents] == ["error", "error", "error", "limit"]
    assert "too early" in run.documents[0]["error"]["message"]


EMPTY = {"empty": b"", "blank": b" \n\t\r\n", "mark": b"\xef\xbb\xbf", "widthless": "\u200b\u200d\ufeff\n".encode()}


@pytest.mark.parametrize("kind", EMPTY)
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_without_text_is_skipped_with_the_reason(newsgrain, tmp_path, kind, name):
    (tmp_path / name).write_bytes(EMPTY[kind])
    run = newsgrain("analyze", tmp_path / name)
    [doc] = run.documents
    assert doc["status"] == "skipped" and doc["error"] is None and run.code == 0
    assert any("empty" in n["text"] or "no visible text" in n["text"] for n in doc["notes"])


def test_a_page_without_text_still_says_who_made_it(newsgrain):
    page = (
        '<html><head><title>Ferry</title><meta name="author" content="Anna Berg"></head><body><script src=a></script>'
    )
    [doc] = newsgrain("analyze", "-", stdin=page).documents
    assert doc["status"] == "skipped" and doc["metadata"]["authors"] == ["Anna Berg"]
    assert sum("no visible text" in n["text"] for n in doc["notes"]) == 1


def test_examples_stay_pages(newsgrain, pages):
    docs = newsgrain("analyze", pages).documents
    assert docs and all(d["status"] == "ok" for d in docs)
    assert {pathlib.Path(d["input"]).name for d in docs} == {p.name for p in pages.iterdir()}
