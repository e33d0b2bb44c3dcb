"""Plugins that misbehave, in both modes, from the command line and from Python: what becomes of the host, of the
document and of its neighbours. Prints the table of docs/isolation.md.

    python tests/hostile/outcomes.py --newsgrain build/release/bin/newsgrain \\
        --plugins build/release/tests/abi/plugins [--mode process]

Each cell is a run of its own over eleven documents, the sixth of which makes the plugin misbehave. All components run;
the others' results of the ten neighbours are compared, byte by byte, with a run in which the plugin behaves. Python has
the package `newsgrain` installed.
"""

import argparse
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples/pages"
GIVE_UP = 4  # seconds after which a host counts as hanging
HOSTILE = 5  # which of the documents

# fault: (folder of the plugin, what it is told). The first twenty lines of the list are those of the test plan, three
# of them in one.
FAULTS = {
    "segmentation fault": ("hostile", "segfault"),
    "abort()": ("hostile", "abort"),
    "exit(0)": ("hostile", "exit"),
    "endless loop": ("hostile", "endless_loop"),
    "sleeps for ever": ("hostile", "sleep"),
    "stack overflow": ("hostile", "stack_overflow"),
    "takes 8 GB": ("hostile", "leak"),
    "fork bomb": ("hostile", "fork_bomb"),
    "throws a C++ exception": ("hostile", "throw"),
    "longjmp": ("hostile", "longjmp"),
    "prints to standard output": ("hostile", "prints"),
    "closes all descriptors": ("hostile", "closes_descriptors"),
    "changes the locale": ("hostile", "locale"),
    "changes the directory": ("hostile", "directory"),
    "ignores signals": ("hostile", "signals"),
    "offsets beyond the text": ("hostile", "bad_offsets"),
    "invalid UTF-8": ("hostile", "invalid_utf8"),
    "double free": ("hostile", "double_free"),
    "deadlock": ("hostile", "deadlock"),
    "writes into its input": ("hostile", "writes_input"),
    "wrong struct_size": ("short_struct", None),
    "another ABI": ("wrong_major", None),
}
LOADING = [fault for fault, (_, what) in FAULTS.items() if what is None]

PYTHON = """
import json, sys, newsgrain
options = json.loads(sys.argv[1])
nlp = newsgrain.Pipeline(options["config"], plugin_path=options["plugin"], isolation=options["isolation"])
for doc in nlp.pipe(map(json.loads, open(options["input"])), threads=2):
    print(doc.to_json(), flush=True)
"""


def documents():
    """Eleven rows of JSON: pages and texts, the sixth with the word that the plugin waits for."""
    pages = [
        (EXAMPLES / f"{name}.html").read_text() for name in ("harbour-bridge", "battery-plant", "orchestra-strike")
    ]
    rows = [
        {"id": str(i), "html": pages[i % 3]}
        if i % 2
        else {"id": str(i), "text": f"The mayor of town {i} said the bridge is closed."}
        for i in range(11)
    ]
    rows[HOSTILE] = {"id": str(HOSTILE), "text": "A HOSTILE text, said the mayor."}
    return "".join(json.dumps(row) + "\n" for row in rows)


class Table:
    def __init__(self, cli, python, plugins, folder):
        self.cli, self.python, self.plugins, self.folder = cli, python, plugins, folder
        self.input = folder / "documents.jsonl"
        self.input.write_text(documents())
        self.expected = {}
        for face in ("CLI", "Python"):
            code, out = self.host("hostile", "nothing", "process", face)
            lines = out.splitlines()
            assert code == 0 and len(lines) == 11, (face, code, out[-500:])
            self.expected[face] = lines

    def host(self, plugin, what, mode, face):
        """Exit status (None: it hung) and standard output of one host."""
        library = self.plugins / plugin
        component = "test.hostile" if what else "test.mark"
        deadline = "60s" if what == "leak" else "500ms"  # the memory is to end first, not the time
        toml = self.folder / f"{plugin}-{what}-{mode}-{face}.toml"
        toml.write_text(
            f'[isolation]\ndeadline = "{deadline}"\nmemory = "256M"\n'
            + (f'["{component}"]\nwhat = "{what}"\n' if what else "")
        )
        if face == "CLI":
            command = [
                self.cli,
                "analyze",
                self.input,
                "--format",
                "jsonl",
                "-j",
                "2",
                "--config",
                toml,
                "--plugin-path",
                library,
                "--isolation",
                f"{component}={mode}",
            ]
        else:
            options = {
                "config": str(toml),
                "plugin": str(library),
                "isolation": {component: mode},
                "input": str(self.input),
            }
            command = [self.python, "-c", PYTHON, json.dumps(options)]

        def confine():  # a host of its own session, with an end to its memory
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if mode == "none":
                resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))

        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(
                list(map(str, command)),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                preexec_fn=confine,
            )
            try:
                code = process.wait(GIVE_UP if mode == "none" and what != "leak" else 120)
            except subprocess.TimeoutExpired:
                code = None
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
            out.seek(0)
            return code, out.read().decode("utf-8", "replace")

    def cell(self, fault, mode, face):
        """(what became of the host, status of the document, neighbours that changed or are missing)"""
        plugin, what = FAULTS[fault]
        code, out = self.host(plugin, what, mode, face)
        lines = out.splitlines()
        if what is None:
            return ("refused at loading" if code not in (0, None) and code > 0 and not lines else "loaded"), "-", 0
        changed = sum(line not in lines for i, line in enumerate(self.expected[face]) if i != HOSTILE)
        strangers = len(lines) - sum(line in self.expected[face] for line in lines)
        status = "-"
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if row.get("id") == str(HOSTILE):
                status = row["status"]
                strangers -= line not in self.expected[face]
        host = (
            "lives"
            if code in (0, 1)
            else "hangs"
            if code is None
            else f"dies, {signal.Signals(-code).name}"
            if code < 0
            else f"dies, exit {code}"
        )
        if code == 0 and len(lines) < 11:
            host = "ends early, exit 0"
        if host == "lives" and strangers > 0:
            host = "lives, output spoilt"
        return host, status, changed


def run(table, modes, faults=None, jobs=2):
    """{(fault, mode, face): cell}"""
    keys = [(fault, mode, face) for fault in (faults or FAULTS) for mode in modes for face in ("CLI", "Python")]
    with ThreadPoolExecutor(jobs) as pool:
        return dict(zip(keys, pool.map(lambda key: table.cell(*key), keys)))


def as_text(cell):
    host, status, changed = cell
    return host + (f", {status}" if status != "-" else "") + (", neighbours lost" if changed else "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsgrain", required=True)
    parser.add_argument("--plugins", required=True, type=pathlib.Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--mode", choices=["none", "process"], action="append")
    args = parser.parse_args()
    modes = args.mode or ["process", "none"]
    with tempfile.TemporaryDirectory() as folder:
        cells = run(Table(args.newsgrain, args.python, args.plugins, pathlib.Path(folder)), modes)
    names = {"process": "own process", "none": "host's process"}
    print(
        "| the plugin | " + " | ".join(f"{names[mode]}, {face}" for mode in modes for face in ("CLI", "Python")) + " |"
    )
    print("|---" * (1 + 2 * len(modes)) + "|")
    for fault in FAULTS:
        print(
            f"| {fault} | "
            + " | ".join(as_text(cells[fault, mode, face]) for mode in modes for face in ("CLI", "Python"))
            + " |"
        )
