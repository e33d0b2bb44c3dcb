"""Where results go: no input is overwritten, no good file is lost, no run reads what it writes."""

import gzip
import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import threading
import time

import pytest
from conftest import CLI

STORY = "The dam held, engineer Peter Novak said."


@pytest.fixture
def folder(tmp_path, pages):
    """Pages of our own to write beside."""
    for page in pages.glob("*.html"):
        shutil.copy(page, tmp_path)
    return tmp_path


def snapshot(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.mark.parametrize("option", ["-o", "--output", "--report"])
@pytest.mark.parametrize("kind", ["same", "dots", "symlink", "hardlink", "configuration", "partial"])
def test_an_output_that_is_an_input_is_refused(newsgrain, folder, option, kind):
    page, other = folder / "harbour-bridge.html", folder / "other.html"
    config = folder / "newsgrain.toml"
    config.write_text("[pipeline]\ntimings = true\n")
    arguments = [page]
    target = page
    if kind == "dots":
        target = folder / "." / ".." / folder.name / page.name
    elif kind == "symlink":
        other.symlink_to(page)
        target = other
    elif kind == "hardlink":
        other.hardlink_to(page)
        target = other
    elif kind == "configuration":
        arguments += ["--config", config]
        target = config
    elif kind == "partial":  # the place where the output is written first
        page = page.rename(folder / "out.html.partial")
        arguments, target = [page, "--input-format", "html"], folder / "out.html"
    before = snapshot(folder)
    run = newsgrain("analyze", *arguments, option, target, "--format", "html" if option == "-o" else "jsonl")
    assert run.code == 2 and run.out == "" and "also an input" in run.err
    assert snapshot(folder) == before


def test_standard_input_is_an_input_too(newsgrain, folder):
    page = folder / "harbour-bridge.html"
    before = page.read_bytes()
    with page.open("rb") as stdin:
        run = subprocess.run([CLI, "analyze", "-", "-o", page], stdin=stdin, capture_output=True, timeout=60)
    assert run.returncode == 2 and page.read_bytes() == before


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_page_of_a_folder_is_no_output(folder, option):
    before = snapshot(folder)
    run = subprocess.run(
        [CLI, "analyze", ".", option, "harbour-bridge.html"], cwd=folder, capture_output=True, timeout=60
    )
    assert run.returncode == 2 and b"among the inputs" in run.stderr
    assert snapshot(folder) == before


def test_rows_of_an_interrupted_run_are_kept(folder):
    (folder / "out.jsonl.partial").write_text("finished\n")
    run = subprocess.run(
        [CLI, "analyze", "harbour-bridge.html", "-o", "out.jsonl"], cwd=folder, capture_output=True, timeout=60
    )
    assert run.returncode == 0 and b"out.jsonl.partial.old" in run.stderr
    assert (folder / "out.jsonl.partial.old").read_text() == "finished\n"
    assert not (folder / "out.jsonl.partial").exists()


def test_a_pattern_behind_the_option_destroys_nothing(folder):
    before = snapshot(folder)
    for option in ("-o", "--report"):
        run = subprocess.run(
            f"'{CLI}' analyze {option} *.html", shell=True, cwd=folder, capture_output=True, timeout=60
        )
        assert run.returncode == 2 and b"pattern" in run.stderr
    assert snapshot(folder) == before
    (folder / "report.html").write_text("")  # empty: nothing to lose
    for _ in range(2):  # the second time the report is one of ours
        run = subprocess.run(
            [CLI, "analyze", "harbour-bridge.html", "-o", "report.html"], cwd=folder, capture_output=True, timeout=60
        )
        assert run.returncode == 0
    assert "harbour" in (folder / "report.html").read_text()


@pytest.mark.parametrize(
    "how", ["> all.jsonl", ">> all.jsonl", "-o all.jsonl", "-o sub/../all.jsonl", "2> log.txt", "-o link.jsonl"]
)
def test_a_run_does_not_read_what_it_writes(folder, how):
    (folder / "sub").mkdir()
    if "link" in how:
        (folder / "link.jsonl").symlink_to("all.jsonl")
    count = len(list(folder.glob("*.html")))
    for _ in range(2):
        run = subprocess.run(f"'{CLI}' analyze . {how}", shell=True, cwd=folder, capture_output=True, timeout=60)
        assert run.returncode == 0
    written = (folder / "all.jsonl").read_text() if "all" in how or "link" in how else run.stdout.decode()
    names = [json.loads(line)["input"] for line in written.splitlines()]
    assert len(names) == count * (2 if ">>" in how else 1) and all(name.endswith(".html") for name in names)
    if ">" in how:
        said = run.stderr.decode() or (folder / "log.txt").read_text()
        assert "left out" in said


def test_appending_to_what_is_read_ends(folder):
    rows = folder / "rows.jsonl"
    rows.write_text(json.dumps({"id": 1, "text": STORY}) + "\n")
    before = rows.read_text()
    run = subprocess.run(
        f"'{CLI}' analyze - < rows.jsonl >> rows.jsonl", shell=True, cwd=folder, capture_output=True, timeout=60
    )
    assert run.returncode == 2 and b"left out: standard input" in run.stderr and rows.read_text() == before


@pytest.mark.parametrize("second", ["same.html", "./same.html", "link.html", "same.html.partial"])
def test_two_outputs_are_two_files(newsgrain, folder, second):
    (folder / "link.html").symlink_to("same.html")
    run = newsgrain("analyze", "harbour-bridge.html", "-o", "same.html", "--report", second, cwd=folder)
    assert run.code == 2 and "same file" in run.err


def test_documents_of_newsgrain_are_no_input(newsgrain, folder):
    newsgrain("analyze", folder / "harbour-bridge.html", "-o", folder / "out.jsonl")
    run = newsgrain("analyze", folder / "out.jsonl")
    assert run.code == 1 and [d["status"] for d in run.documents] == ["error"] and "that newsgrain wrote" in run.err


def test_a_file_appears_when_it_is_whole(newsgrain, folder):
    out = folder / "out.jsonl"
    feed = subprocess.Popen(
        [CLI, "analyze", "-", "--input-format", "jsonl", "-j", "1", "-o", out],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    feed.stdin.write((json.dumps({"id": "a", "text": STORY}) + "\n").encode() * 3)
    feed.stdin.flush()
    partial = folder / "out.jsonl.partial"
    until = time.monotonic() + 20
    while time.monotonic() < until and not (partial.exists() and partial.stat().st_size):
        time.sleep(0.02)
    assert partial.stat().st_size and not out.exists()
    second = newsgrain("analyze", folder / "harbour-bridge.html", "-o", out)
    assert second.code == 2 and "another run" in second.err
    feed.stdin.close()
    assert feed.wait(timeout=20) == 0
    assert len(out.read_text().splitlines()) == 3 and not partial.exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out.json", "out.jsonl.gz"])
def test_an_interruption_keeps_the_old_file_and_the_new_rows(folder, name):
    out, partial = folder / name, folder / (name + ".partial")
    out.write_bytes(b"good")
    feed = subprocess.Popen(
        [CLI, "analyze", "-", "--input-format", "jsonl", "-j", "1", "-o", out],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    feed.stdin.write((json.dumps({"id": "a", "text": STORY}) + "\n").encode() * 200)
    feed.stdin.flush()
    time.sleep(1.0)
    feed.send_signal(signal.SIGINT)
    feed.stdin.close()
    err = feed.stderr.read().decode()
    assert feed.wait(timeout=20) == 130
    assert out.read_bytes() == b"good" and str(partial) in err
    text = gzip.decompress(partial.read_bytes()).decode() if name.endswith(".gz") else partial.read_text()
    assert json.loads(text) if name == "out.json" else all(json.loads(line) for line in text.splitlines())


def test_strict_keeps_the_old_file(newsgrain, folder):
    out = folder / "out.jsonl"
    out.write_text("good")
    rows = json.dumps({"id": 1, "text": STORY}) + "\n{broken\n"
    run = newsgrain("analyze", "-", "--input-format", "jsonl", "--strict", "-o", out, stdin=rows)
    assert run.code == 1 and out.read_text() == "good" and "out.jsonl.partial" in run.err
    assert len((folder / "out.jsonl.partial").read_text().splitlines()) == 2


@pytest.mark.parametrize("what", ["empty folder", "no such file", "empty rows"])
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_good_file_survives_a_run_without_documents(newsgrain, folder, what, option):
    (folder / "empty").mkdir()
    (folder / "empty.jsonl").write_text("")
    paths = {"empty folder": "empty", "no such file": "missing.html", "empty rows": "empty.jsonl"}
    out = folder / "out.html"
    out.write_text("good")
    run = newsgrain("analyze", paths[what], option, out, cwd=folder)
    assert run.code == 2 and out.read_text() == "good" and "left as it was" in run.err
    assert not (folder / "out.html.partial").exists()


def test_mode_and_links_stay(newsgrain, folder):
    out, link = folder / "out.jsonl", folder / "link.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    link.symlink_to("out.jsonl")
    (folder / "dangling.jsonl").symlink_to("new.jsonl")
    for name in ("link.jsonl", "dangling.jsonl"):
        assert newsgrain("analyze", folder / "harbour-bridge.html", "-o", folder / name).code == 0
        assert (folder / name).is_symlink()
    assert stat.S_IMODE(out.stat().st_mode) == 0o640 and json.loads(out.read_text())
    assert json.loads((folder / "new.jsonl").read_text())
    assert stat.S_IMODE((folder / "new.jsonl").stat().st_mode) == 0o666 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_pipes_and_devices_are_written_as_they_are(newsgrain, folder):
    page = folder / "harbour-bridge.html"
    fifo = folder / "pipe.ours"
    os.mkfifo(fifo)
    got = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()), daemon=True)
    reader.start()
    assert newsgrain("analyze", page, "-o", fifo).code == 0
    reader.join(timeout=20)
    assert json.loads(got[0]) and stat.S_ISFIFO(fifo.stat().st_mode)
    assert newsgrain("analyze", page, "-o", "/dev/null").out == ""
    assert pathlib.Path("/dev/null").is_char_device()
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        assert newsgrain("analyze", page, "-o", name).documents
    run = subprocess.run(
        f"(echo first; '{CLI}' analyze '{page}' -o /dev/stdout; echo last) > out.txt",
        shell=True,
        cwd=folder,
        timeout=60,
    )
    lines = (folder / "out.txt").read_text().splitlines()
    assert run.returncode == 0 and lines[0] == "first" and json.loads(lines[1]) and lines[2] == "last"


def test_a_full_disk(newsgrain, folder):
    page = folder / "harbour-bridge.html"
    for arguments in (["-o", "/dev/full"], ["--report", "/dev/full"]):
        run = newsgrain("analyze", page, *arguments)
        assert run.code == 2 and "/dev/full" in run.err and "space left" in run.err
    with open("/dev/full", "wb") as full:
        run = subprocess.run([CLI, "analyze", page], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert run.returncode == 2 and b"standard output" in run.stderr


def test_a_file_larger_than_allowed_keeps_whole_rows(folder):
    out = folder / "out.jsonl"
    out.write_text("good")
    rows = "".join(json.dumps({"id": i, "text": STORY}) + "\n" for i in range(2000))
    run = subprocess.run(
        f"trap '' XFSZ; ulimit -f 100; '{CLI}' analyze - --input-format jsonl -o out.jsonl",
        shell=True,
        executable="/bin/bash",
        input=rows.encode(),
        cwd=folder,
        capture_output=True,
        timeout=60,
    )
    assert run.returncode == 2 and out.read_text() == "good" and b"out.jsonl.partial" in run.stderr
    kept = (folder / "out.jsonl.partial").read_text()
    assert kept.endswith("\n") and all(json.loads(line) for line in kept.splitlines())


def test_places_that_cannot_be_written(newsgrain, folder):
    page = folder / "harbour-bridge.html"
    (folder / "sub").mkdir()
    cases = [(folder / "none" / "out.jsonl", "Check the path"), (folder / "sub", "Name a file in that folder")]
    (folder / "taken.jsonl.partial").mkdir()
    cases.append((folder / "taken.jsonl", "taken.jsonl.partial"))
    for path, words in cases:
        run = newsgrain("analyze", page, "-o", path, "--format", "jsonl")
        assert run.code == 2 and words in run.err and run.out == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(newsgrain, folder):
    closed = folder / "closed"
    closed.mkdir()
    (closed / "out.jsonl").write_text("good")
    closed.chmod(0o555)
    run = newsgrain("analyze", folder / "harbour-bridge.html", "-o", closed / "out.jsonl")
    assert run.code == 2 and "folder must be writable" in run.err and (closed / "out.jsonl").read_text() == "good"


@pytest.mark.parametrize(
    "name", ["a b.jsonl", "-odd.jsonl", "new\nline.jsonl", "\u00fc \u2603.jsonl", ".hidden.jsonl", "$(x);'.jsonl"]
)
def test_odd_names(newsgrain, folder, name):
    run = newsgrain("analyze", "harbour-bridge.html", "-o", "./" + name, cwd=folder)
    assert run.code == 0 and json.loads((folder / name).read_text())
    text = folder / (name + ".txt")
    text.write_text(STORY)
    [doc] = newsgrain("analyze", "./" + text.name, cwd=folder).documents
    assert doc["status"] == "ok" and doc["input"] == "./" + text.name


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".json.gz", ".csv.gz", ".html.gz", ".JSONL.GZ", ".gz"])
def test_suffixes_that_compress(newsgrain, folder, suffix):
    packed = folder / ("packed" + suffix)
    run = newsgrain("analyze", "battery-plant.html", "-o", packed, cwd=folder)
    assert run.code == 0 and run.err == ""
    text = gzip.decompress(packed.read_bytes()).decode()
    starts = {".csv.gz": "id,", ".html.gz": "<!DOCTYPE html>", ".json.gz": '{\n  "schema"'}
    assert text.startswith(starts.get(suffix, '{"schema"'))


def test_many_rows_compressed_are_the_same_rows(newsgrain, folder):
    rows = "".join(json.dumps({"id": i, "text": STORY * 20}) + "\n" for i in range(1500))
    plain = newsgrain("analyze", "-", "--input-format", "jsonl", stdin=rows).out
    for packed in ("out.jsonl.gz", "out.jsonl.zst"):
        assert newsgrain("analyze", "-", "--input-format", "jsonl", "-o", folder / packed, stdin=rows).code == 0
    assert gzip.decompress((folder / "out.jsonl.gz").read_bytes()).decode() == plain
    if shutil.which("zstd"):
        unpacked = subprocess.run(["zstd", "-dcq", folder / "out.jsonl.zst"], capture_output=True, check=True)
        assert unpacked.stdout.decode() == plain


@pytest.mark.parametrize("name", ["out.xml", "out.jsonk", "out.docx", "out.json.bz2", "out.2026"])
def test_a_suffix_that_tells_nothing_is_an_error(newsgrain, folder, name):
    run = newsgrain("analyze", folder / "harbour-bridge.html", "-o", folder / name)
    assert run.code == 2 and ".jsonl" in run.err and not (folder / name).exists()
    assert newsgrain("analyze", folder / "harbour-bridge.html", "-o", folder / name, "--format", "jsonl").code == 0


def test_the_suffix_beats_the_environment_and_the_flag_beats_both(newsgrain, folder):
    page, env = folder / "harbour-bridge.html", {"NEWSGRAIN_FORMAT": "csv"}
    newsgrain("analyze", page, "-o", folder / "out.jsonl", env=env)
    assert json.loads((folder / "out.jsonl").read_text())
    newsgrain("analyze", page, "-o", folder / "out", env=env)
    assert (folder / "out").read_text().startswith("id,")
    newsgrain("analyze", page, "-o", folder / "flag.jsonl", "--format", "html", env=env)
    assert (folder / "flag.jsonl").read_text().startswith("<!DOCTYPE html>")
    assert newsgrain("analyze", page, env=env).out.startswith("id,")
    run = newsgrain("analyze", page, env={"NEWSGRAIN_FORMAT": "xml"})
    assert run.code == 2 and "NEWSGRAIN_FORMAT" in run.err
