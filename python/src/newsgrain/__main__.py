"""The command line: `newsgrain ...` and `python -m newsgrain ...`."""

import os
import sys


def main() -> int:
    from . import _paths

    arguments = sys.argv[1:]
    if arguments == ["--cmake-dir"]:
        print(_paths.cmake_dir())
        return 0
    if arguments == ["--program"]:
        print(_paths.executable())
        return 0
    if arguments == ["--include-dir"]:
        print(_paths.include_dir())
        return 0
    found = _paths.plugin_entry_points()
    if found:
        os.environ["NEWSGRAIN_ENTRY_POINTS"] = os.pathsep.join(found)
    program = _paths.executable()
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    sys.exit(main())
