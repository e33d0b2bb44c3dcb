"""clang-tidy (.clang-tidy) over the sources of a build folder, with the ceilings of cognitive complexity per room.

    python tests/house/tidy.py --build build/release            all sources, in parallel
    python tests/house/tidy.py --build build/release FILE...    these; for a header, a source that includes it
    python tests/house/tidy.py --build build/release --complexity FILE.tsv    writes every function's as well

Exits with 1 where there is a finding. Needs a configured build folder (compile_commands.json), and what it generates.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

from sources import ROOT, ceilings, room_of

FINDING = re.compile(r"^(/[^:\n]+):(\d+):\d+: (?:warning|error): (.*) \[([\w.,-]+)\]$", re.M)
COMPLEXITY = re.compile(r"(?:function '(.*)'|lambda) has cognitive complexity of (\d+)")


def sources_of(build):
    """Sources of the repository that the build folder compiles."""
    commands = json.loads((build / "compile_commands.json").read_text())
    paths = {pathlib.Path(os.path.realpath(c["file"])) for c in commands}
    return sorted(p for p in paths if ROOT in p.parents and build not in p.parents)


def chosen(files, sources):
    """The sources among the files, and one source for each header among them."""
    out = set()
    for file in map(pathlib.Path, files):
        file = file.resolve()
        if file in sources:
            out.add(file)
        elif file.suffix in (".hpp", ".h"):
            including = [s for s in sources if f'{file.name}"' in s.read_text()]
            out.update(including[:1])
    return sorted(out)


def is_ours(path):
    """Templates of libraries are reported where they stand; the source that uses them is compiled with warnings."""
    return ROOT in pathlib.Path(os.path.realpath(path)).parents


def for_clang(build):
    """A folder with the build's commands, without what gcc alone knows."""
    commands = (build / "compile_commands.json").read_text().replace(" -fno-gnu-unique", "")
    folder = build / "clang-tidy"
    folder.mkdir(exist_ok=True)
    (folder / "compile_commands.json").write_text(commands)
    return folder


def findings_of(source, build):
    """(path, line, check, message) of one source and the headers it includes."""
    command = ["clang-tidy", "-p", str(build), "--quiet", str(source)]
    run = subprocess.run(command, capture_output=True, text=True)
    found = {(m[1], int(m[2]), m[4], m[3]) for m in FINDING.finditer(run.stdout) if is_ours(m[1])}
    if run.returncode and not FINDING.search(run.stdout):
        found = {(str(source), 0, "clang-tidy", run.stderr.strip()[-2000:])}
    return found


def over_ceiling(found, rooms):
    """Splits findings into complexities of all functions, and what is wrong."""
    complexity, wrong = {}, []
    for path, line, check, message in found:
        where = pathlib.Path(os.path.realpath(path))
        measured = COMPLEXITY.search(message)
        if not measured:
            wrong.append((where, line, f"{message} [{check}]"))
            continue
        value, room = int(measured[2]), room_of(where, rooms)
        name = measured[1] or "a lambda"
        complexity[where, line, name] = value
        if value > rooms[room][1]:
            wrong.append((where, line, f"{name} has cognitive complexity {value}, {room} allows {rooms[room][1]}"))
    return complexity, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--complexity", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    build = args.build.resolve()
    sources = sources_of(build)
    if args.files:
        sources = chosen(args.files, set(sources))
    commands = for_clang(build)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        found = set().union(*pool.map(lambda s: findings_of(s, commands), sources))
    complexity, wrong = over_ceiling(found, ceilings())
    if args.complexity:
        rows = sorted(
            (value, str(path.relative_to(ROOT)), line, name) for (path, line, name), value in complexity.items()
        )
        args.complexity.write_text("".join("\t".join(map(str, row)) + "\n" for row in reversed(rows)))
    for path, line, message in sorted(wrong):
        print(f"{path.relative_to(ROOT)}:{line}: {message}")
    print(f"clang-tidy: {len(sources)} sources, {len(wrong)} findings", file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
