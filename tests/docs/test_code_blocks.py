"""Every code block of the docs is run as it stands, in the order of the page, in one folder per page.

How a block is run depends on its language:
 sh      as a script that ends at the first failure; the next one goes on in the folder where it ended
 json    must parse
 toml    must be a configuration that `newsgrain pipeline explain` takes
 python  in a process of its own
 cpp, c  must compile
 text    after `sh`: lines that its output must hold, spaces aside; else prose
A comment above a block goes before its language:
 <!-- file: NAME -->   the block is that file of the folder, and is written there
 <!-- in: NAME -->     the block stands in that file of the folder, word for word
Needs the installed package: tests/run.sh runs it after the wheel.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["plugin-guide", "debugging", "abi", "isolation", "pipeline", "cli", "python"]
BLOCK = re.compile(
    r"(?:^<!-- (?P<how>file|in): (?P<file>\S+) -->\n)?^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S
)


def blocks(page):
    text = (ROOT / "docs" / f"{page}.md").read_text()
    return [
        (text[: m.start()].count("\n") + 1, (m["how"], m["file"]), m["language"], m["code"])
        for m in BLOCK.finditer(text)
    ]


@pytest.fixture(scope="module")
def plugins(tmp_path_factory):
    """The plugin of examples/plugin_c, built against the installed package."""
    build = tmp_path_factory.mktemp("plugin_c")
    where = subprocess.run(
        [sys.executable, "-m", "newsgrain", "--cmake-dir"], capture_output=True, text=True, check=True, cwd=build
    ).stdout.strip()
    subprocess.run(
        ["cmake", "-S", ROOT / "examples/plugin_c", "-B", build, f"-DNewsgrain_ROOT={where}"],
        check=True,
        capture_output=True,
    )
    subprocess.run(["cmake", "--build", build], check=True, capture_output=True)
    return build / "plugins"


def furnish(folder, plugins):
    """What the pages of the docs take for granted: some pages to analyse, and plugins/ to load."""
    for name in ("pages", "corpus"):
        shutil.copytree(ROOT / "examples/pages", folder / name)
    shutil.copy(ROOT / "examples/pages/harbour-bridge.html", folder / "page.html")
    shutil.copytree(plugins, folder / "plugins")


class Reader:
    """Someone who does what the page says."""

    def __init__(self, folder):
        self.folder = self.here = folder
        self.output = None
        scripts = sysconfig.get_path("scripts")
        # No network in tests: what a package needs is there already.
        self.env = {
            **os.environ,
            "PATH": f"{scripts}:{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_DEPS": "1",
        }

    def run(self, *command):
        done = subprocess.run(
            list(map(str, command)),
            cwd=self.here,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def sh(self, code):
        where = self.folder / ".where"
        output = self.run("bash", "-eu", "-o", "pipefail", "-c", f"{code}\npwd > {where}")
        self.here = pathlib.Path(where.read_text().strip())
        return output

    def toml(self, code):
        path = self.here / "block.toml"
        path.write_text(code)
        self.run("newsgrain", "pipeline", "explain", "--config", path, "--plugin-path", self.folder / "plugins")

    def python(self, code):
        self.run(sys.executable, "-c", code)

    def compile(self, code, compiler, suffix):
        path = self.here / f"block.{suffix}"
        path.write_text(code)
        include = self.run(sys.executable, "-m", "newsgrain", "--include-dir").strip()
        self.run(*compiler, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", include, path)

    def do(self, file, language, code):
        after_sh, self.output = self.output, None
        how, file = file
        if how == "in":
            assert code in (self.here / file).read_text(), f"{file} has other text"
        elif how == "file":
            (self.here / file).parent.mkdir(parents=True, exist_ok=True)
            (self.here / file).write_text(code)
        elif language == "sh":
            self.output = self.sh(code)
        elif language == "json":
            json.loads(code)
        elif language == "toml":
            self.toml(code)
        elif language == "python":
            self.python(code)
        elif language == "cpp":
            self.compile(code, ["c++", "-std=c++17"], "cpp")
        elif language == "c":
            self.compile(code, ["cc", "-std=c99"], "c")
        elif language == "text":
            held = {" ".join(line.split()) for line in (after_sh or "").splitlines()}
            missing = [
                line for line in code.splitlines() if after_sh is not None and " ".join(line.split()) not in held
            ]
            assert not missing, f"not in the output: {missing}\n{after_sh}"
        else:
            raise AssertionError(f"a block in {language or 'no language'}: say sh, json, toml, python, cpp, c or text")


@pytest.mark.parametrize("page", PAGES)
def test_the_page_does_what_it_says(page, tmp_path, plugins):
    furnish(tmp_path, plugins)
    reader = Reader(tmp_path)
    for line, file, language, code in blocks(page):
        try:
            reader.do(file, language, code)
        except AssertionError as error:
            raise AssertionError(f"docs/{page}.md, line {line}: {error}") from None


@pytest.mark.parametrize("page", PAGES)
def test_code_stands_in_fences(page):
    text = BLOCK.sub("", (ROOT / "docs" / f"{page}.md").read_text())
    assert "```" not in text
    assert not re.search(r"\n\n(?: {4}|\t)\S", text), "code that is only indented is not run"
