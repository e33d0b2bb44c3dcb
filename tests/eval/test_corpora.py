"""Data that is there, and data that is not."""

import io
import lzma
import tarfile
import types

import pytest

from newsgrain_eval.corpora import need_data, page_rows, read_jsonl


def test_lines_packed_or_not(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n\n{"id": "\u00e9"}\n', encoding="utf-8")
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress((tmp_path / "a.jsonl").read_bytes()))
    assert read_jsonl(tmp_path / "a.jsonl") == read_jsonl(tmp_path / "a.jsonl.xz") == [{"id": 1}, {"id": "\u00e9"}]


def test_missing_data_is_a_success_with_a_message(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        need_data(types.SimpleNamespace(data=tmp_path / "none"))
    assert left.value.code == 0 and "skipped" in capsys.readouterr().out


def test_pages_are_unpacked_once_and_pages_without_file_left_out(tmp_path):
    data = tmp_path / "data" / "boilerplate"
    data.mkdir(parents=True)
    with tarfile.open(data / "small.tar.xz", "w:xz") as archive:
        for name, content in (
            ("small/truth.jsonl", b'{"id": "b"}\n{"id": "a"}\n{"id": "gone"}\n'),
            ("small/html/a.html", b"<p>A"),
            ("small/html/b.html", b"<p>B"),
        ):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    args = types.SimpleNamespace(data=tmp_path / "data", cache=tmp_path / "cache")
    assert [(row["id"], path.read_bytes()) for row, path in page_rows(args, "small")] == [
        ("b", b"<p>B"),
        ("a", b"<p>A"),
    ]
    (data / "small.tar.xz").unlink()
    assert len(list(page_rows(args, "small"))) == 2
