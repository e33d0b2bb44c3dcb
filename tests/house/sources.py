"""The files that the gates look at, and the room that each belongs to.

python tests/house/sources.py cpp | xargs clang-format -i
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("sdk", "core", "plugins", "python", "tests", "examples")
# Headers as they were released are kept byte by byte.
AS_RELEASED = "tests/abi/released/"
SUFFIXES = {"cpp": (".cpp", ".cc", ".hpp", ".h", ".c"), "python": (".py", ".pyi")}


def sources(kind, root=ROOT):
    """Paths of all files of a kind ("cpp" or "python"), sorted."""
    return sorted(
        path
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.suffix in SUFFIXES[kind] and AS_RELEASED not in path.as_posix()
    )


def ceilings():
    """Room to the (cyclomatic, cognitive) complexity that no function of it may exceed."""
    rows = (pathlib.Path(__file__).parent / "ceilings.tsv").read_text().splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {room: (int(cyclomatic), int(cognitive)) for room, cyclomatic, cognitive in cells}


def room_of(path, rooms):
    """The room with the longest name that the path begins with."""
    name = path.relative_to(ROOT).as_posix()
    fitting = [room for room in rooms if name.startswith(room + "/")]
    if not fitting:
        sys.exit(f"{name} is in no room of tests/house/ceilings.tsv: give it a row")
    return max(fitting, key=len)


if __name__ == "__main__":
    print(*(path.relative_to(ROOT) for path in sources(sys.argv[1])), sep="\n")
