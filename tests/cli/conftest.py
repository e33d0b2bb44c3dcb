"""The command line under test: NEWSGRAIN_CLI, or `newsgrain` on the PATH."""

import json
import os
import pathlib
import subprocess

import pytest

CLI = os.environ.get("NEWSGRAIN_CLI", "newsgrain")
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Run:
    """What one call did."""

    def __init__(self, process):
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr

    @property
    def documents(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def newsgrain():
    def call(*arguments, stdin=b"", env=None, timeout=120, **options):
        if isinstance(stdin, str):
            stdin = stdin.encode()
        process = subprocess.run(
            [CLI, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env={**os.environ, **(env or {})},
            **options,
        )
        process.stdout, process.stderr = process.stdout.decode(), process.stderr.decode()
        return Run(process)

    return call


@pytest.fixture
def pages():
    return ROOT / "examples" / "pages"
