"""A folder gives all its pages, whatever they are called; the rest is counted; what can't be read is a row."""

import os
import signal
import socket
import subprocess
import time

from conftest import CLI

PAGE = "<!doctype html><html lang=en><title>Ferry</title><p>The ferry stops in June, Anna Berg said.</p></html>"
ODD_NAMES = [
    "index",
    "story.php?id=3",
    "a.shtml",
    "b.aspx",
    "c.html.1",
    "d.jsp;x=1",
    "2026-03-01",
    "e.HTML",
    "f.cgi",
    "\u00fcber.uns",
]


def names(run, folder):
    return {os.path.relpath(d["input"], folder) for d in run.documents}


def test_pages_by_content(newsgrain, tmp_path):
    for name in ODD_NAMES:
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "g").write_text("\ufeff\n<!-- x -->" + PAGE)
    run = newsgrain("analyze", tmp_path)
    assert names(run, tmp_path) == {*ODD_NAMES, "sub/g"} and run.code == 0
    assert all(d["status"] == "ok" and d["metadata"]["title"] == "Ferry" for d in run.documents)
    assert "left out" not in run.err


def test_the_rest_is_counted(newsgrain, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "style.css?v=3").write_text("p { color: red }")
    (tmp_path / "b.css").write_text("p { color: red }")
    (tmp_path / "c.PNG").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "README").write_text("Pages of the ferry.")
    (tmp_path / "empty").write_text("")
    (tmp_path / "feed.xml").write_text('<?xml version="1.0"?><rss></rss>')
    (tmp_path / ".hidden").write_text(PAGE)
    (tmp_path / "other").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "other")
    run = newsgrain("analyze", tmp_path)
    assert names(run, tmp_path) == {"a.html"} and run.code == 0
    assert "left out 7 files" in run.err
    for kind in ("2 .css", "1 .png", "2 without suffix", "1 .xml", "1 links to folders"):
        assert kind in run.err
    assert newsgrain("analyze", tmp_path, "-q").err == ""
    assert newsgrain("analyze", tmp_path, "--site-context").err == run.err


def test_pipes_sockets_and_broken_links_are_rows(newsgrain, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    os.mkfifo(tmp_path / "b.html")
    os.mkfifo(tmp_path / "b")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        (tmp_path / "y.html").symlink_to(tmp_path / "nowhere")
        (tmp_path / "z.html").write_text(PAGE)
        run = newsgrain("analyze", tmp_path, timeout=60)
    assert [(os.path.basename(d["input"]), d["status"]) for d in run.documents] == [
        ("a.html", "ok"),
        ("b", "error"),
        ("b.html", "error"),
        ("s", "error"),
        ("y.html", "error"),
        ("z.html", "ok"),
    ]
    assert all(d["error"]["code"] == "NG101" for d in run.documents if d["status"] == "error")


def test_a_named_pipe_is_read_when_its_writer_comes_and_can_be_interrupted(tmp_path):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    with subprocess.Popen([CLI, "analyze", fifo], stdout=subprocess.PIPE) as process:
        with open(fifo, "w") as writer:
            writer.write(PAGE)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0 and b"Anna Berg" in out
    with subprocess.Popen([CLI, "analyze", fifo], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1)  # for it to be waiting
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130


def test_files_without_suffix_as_text_by_choice(newsgrain, tmp_path):
    (tmp_path / "10001").write_text("The ferry stops in June, Anna Berg said.")
    (tmp_path / "10002.dat").write_text("The ferry stops in June, Anna Berg said.")
    run = newsgrain("analyze", tmp_path, "--input-format", "text")
    assert names(run, tmp_path) == {"10001"} and "1 .dat" in run.err


def test_a_large_file_that_is_no_page_is_only_glanced_at(newsgrain, tmp_path):
    with open(tmp_path / "film.mp4", "wb") as file:
        file.truncate(3 << 30)
    (tmp_path / "a.html").write_text(PAGE)
    run = newsgrain("analyze", tmp_path, timeout=60)
    assert names(run, tmp_path) == {"a.html"} and "1 .mp4" in run.err
