"""Cyclomatic complexity (lizard) of every function, C++ and Python, held under the ceiling of its room in ceilings.tsv.

    python tests/house/complexity.py [--over N]

--over prints the functions over N as well. Exits with 1 where a function exceeds its ceiling.
"""

import argparse
import sys

import lizard
from sources import ROOT, ceilings, room_of, sources


def functions():
    """(complexity, path, line, name) of each function."""
    paths = [str(path) for kind in ("cpp", "python") for path in sources(kind)]
    for file in lizard.analyze_files(paths, threads=1, exts=lizard.get_extensions([])):
        for function in file.function_list:
            yield (
                function.cyclomatic_complexity,
                file.filename,
                function.start_line,
                function.long_name.split("(")[0].strip(),
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--over", type=int)
    args = parser.parse_args()
    rooms = ceilings()
    highest, wrong = {}, False
    for value, filename, line, name in sorted(functions(), reverse=True):
        path = ROOT / filename
        room = room_of(path, rooms)
        highest.setdefault(room, value)
        too_high = value > rooms[room][0]
        wrong |= too_high
        if too_high or (args.over is not None and value > args.over):
            where = f"{path.relative_to(ROOT)}:{line}"
            print(f"{where}: {name} has cyclomatic complexity {value}, {room} allows {rooms[room][0]}")
    for room, value in highest.items():
        if value < 0.8 * rooms[room][0]:
            print(
                f"note: {room} has no function over {value}; its ceiling of {rooms[room][0]} can go down",
                file=sys.stderr,
            )
    sys.exit(wrong)


if __name__ == "__main__":
    main()
