"""HACKING.md's table of rooms, held against every #include: who may see whom, without a circle.

A room is a folder. What it includes from other rooms stands in its column "sees", and all that stands there is used.
The headers of core/include/newsgrain belong to the room that the table says. Libraries are in here too: which room may
include which.
"""

import pathlib
import re
import subprocess
from typing import Optional

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLIC = "core/include/newsgrain/"
SOURCES = {".c", ".cc", ".cpp", ".h", ".hpp"}

# Libraries (not the system's) by the beginning of an include, and the rooms that may know them.
LIBRARIES = {
    "unicode/": {"unicode", "source", "config"},  # ICU
    "re2/": {"regex"},
    "simdjson": {"config", "input"},
    "toml++/": {"config"},
    "boost/": {"plugin"},
    "pybind11/": {"bindings"},
    "CLI/": {"cli"},
    "fmt/": set(),
}


class House:
    """The table: rooms by their short name (the last part of the folder), what each sees, its public headers."""

    def __init__(self, text: str) -> None:
        self.folders: dict[str, str] = {}
        self.sees: dict[str, set[str]] = {}
        self.headers: dict[str, str] = {}
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not line.startswith("| `") or len(cells) != 4:
                continue
            for folder in re.findall(r"`([^`]+)`", cells[0]):
                if "<name>" in folder or folder == "tests":
                    continue
                room = folder.rsplit("/", 1)[1]
                self.folders[room] = folder
                self.sees[room] = set(re.findall(r"`(\w+)`", cells[2]))
                for header in cells[1].split():
                    assert header not in self.headers, f"{header} stands in two rooms"
                    self.headers[header] = room
                if cells[2] == "public headers":
                    self.sees[room] = {"public headers"}

    def room_of(self, path: str) -> Optional[str]:
        """Of a file of the repository; a plugin's rooms are called plugins/<name>/src. None: a test, an example."""
        if path.startswith(PUBLIC):
            return self.headers.get(path[len(PUBLIC) :].removesuffix(".hpp"), path)
        for room, folder in self.folders.items():
            if path.startswith(folder + "/"):
                return room
        plugin = re.match(r"plugins/\w+/(src|train|tests)/", path)
        return plugin[0].rstrip("/") if plugin else None


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        names = listed.stdout.split()
    else:  # an unpacked archive
        names = [
            p.relative_to(ROOT).as_posix()
            for top in ("core", "sdk", "plugins", "python")
            for p in (ROOT / top).rglob("*.*")
        ]
    return [name for name in names if pathlib.Path(name).suffix in SOURCES and (ROOT / name).is_file()]


def includes(text: str) -> list[str]:
    """What a file includes. Text inside raw strings (the files that `plugin new` writes) is none of its own."""
    text = re.sub(r'R"(\w*~?)\(.*?\)\1"', "", text, flags=re.S)
    return re.findall(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', text, flags=re.M)


def resolve(name: str, source: str, files: set[str], by_name: dict[str, list[str]]) -> Optional[str]:
    """The file that an include means; None for one of the system, of a library, or made by the build."""
    folder = pathlib.PurePosixPath(source).parent
    beside = pathlib.PurePosixPath(*_normal((folder / name).parts)).as_posix()
    for candidate in (beside, "core/include/" + name, "sdk/include/" + name, "core/src/" + name):
        if candidate in files:
            return candidate
    plugin = re.match(r"plugins/\w+/", source)
    for candidate in (plugin[0] + "src/" + name, "plugins/common/" + name) if plugin else ():
        if candidate in files:
            return candidate
    # By an include path of its own: whose file could that be?
    return next((f for f in by_name.get(name.rsplit("/", 1)[-1], ()) if f.endswith("/" + name)), None)


def _normal(parts: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for part in parts:
        if part == ".." and out:
            out.pop()
        else:
            out.append(part)
    return out


def uses(house: House, sources: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """(file, its room, included file, its room) for each include that leaves a room."""
    files = {name for name in sources if not name.startswith("tests/")}
    by_name: dict[str, list[str]] = {}
    for file in sorted(files):
        by_name.setdefault(file.rsplit("/", 1)[1], []).append(file)
    out = []
    for source, text in sources.items():
        room = house.room_of(source)
        for name in includes(text) if room else ():
            target = resolve(name, source, files, by_name)
            other = house.room_of(target) if target else None
            if target and other != room:
                out.append((source, room, target, other or target))
    return out


def allowed(house: House, room: str, target: str, other: str) -> bool:
    if room.startswith("plugins/"):
        plugin, part = room.rsplit("/", 1)
        if part == "src":
            return other in ("abi", "sdk", "common")
        return other == plugin + "/src" or not other.startswith("plugins/")
    sees = house.sees.get(room, set())  # of a header in no room: that is a fault of its own
    return other in sees or ("public headers" in sees and target.startswith(PUBLIC))


def circle(sees: dict[str, set[str]]) -> list[str]:
    """Rooms that see each other in a circle, or []."""
    left = {room: set(others) & set(sees) for room, others in sees.items()}
    while True:
        free = [room for room, others in left.items() if not others]
        if not free:
            return sorted(left)
        for room in free:
            del left[room]
        for others in left.values():
            others.difference_update(free)


def faults(house: House, sources: dict[str, str]) -> list[str]:
    found = uses(house, sources)
    out = [
        f"{source}: {room} must not see {other} ({target})"
        for source, room, target, other in found
        if not allowed(house, room, target, other)
    ]
    seen = {(room, other) for _, room, _, other in found}
    out += [
        f"HACKING.md: {room} sees {other}, but includes nothing of it"
        for room, others in house.sees.items()
        for other in sorted(others - {"public headers"})
        if room != "common" and (room, other) not in seen
    ]
    names = {name[len(PUBLIC) :].removesuffix(".hpp") for name in sources if name.startswith(PUBLIC)}
    out += [f"HACKING.md: the public header {name} is in no room" for name in sorted(names - set(house.headers))]
    out += [f"HACKING.md: there is no public header {name}" for name in sorted(set(house.headers) - names)]
    folders = {"/".join(name.split("/")[:3]) for name in sources if name.startswith("core/src/")}
    out += [f"HACKING.md: {folder} is no room" for folder in sorted(folders - set(house.folders.values()))]
    return out


def library_faults(house: House, sources: dict[str, str]) -> list[str]:
    out = []
    for source, text in sources.items():
        room = house.room_of(source)
        for name in includes(text) if room else ():
            for library, rooms in LIBRARIES.items():
                inside = room in rooms and not source.startswith(PUBLIC)
                ours = f"core/src/{name}" in sources  # ICU has a folder unicode/ too
                if name.startswith(library) and not (inside or ours or room.endswith(("/train", "/tests"))):
                    out.append(f"{source} includes <{name}>")
    return out


@pytest.fixture(scope="module")
def house() -> House:
    return House((ROOT / "HACKING.md").read_text())


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {name: (ROOT / name).read_text() for name in tracked()}


def test_rooms_see_what_the_table_says(house: House, sources: dict[str, str]) -> None:
    assert faults(house, sources) == []


def test_rooms_make_no_circle(house: House) -> None:
    assert circle(house.sees) == []


def test_libraries_stay_in_their_rooms(house: House, sources: dict[str, str]) -> None:
    assert library_faults(house, sources) == []


# The test itself: what it must find.

TABLE = """
| `sdk/include/newsgrain/abi` | | | |
| `sdk/include/newsgrain/sdk` | | `abi` | |
| `core/src/low` | low | `abi` | |
| `core/src/high` | high | `low` | |
| `plugins/common` | | `abi` `sdk` | |
"""
FILES = {
    "sdk/include/newsgrain/abi/newsgrain.h": "",
    "sdk/include/newsgrain/sdk/plugin.hpp": "#include <newsgrain/abi/newsgrain.h>\n",
    "core/include/newsgrain/low.hpp": "#include <vector>\n",
    "core/include/newsgrain/high.hpp": '#include "newsgrain/low.hpp"\n',
    "core/src/low/low.cpp": '#include "newsgrain/low.hpp"\n#include "newsgrain/abi/newsgrain.h"\n',
    "core/src/high/high.cpp": '#include "newsgrain/high.hpp"\n#include "part.hpp"\n',
    "core/src/high/part.hpp": "",
    "plugins/common/shared.hpp": "",
    "plugins/names/src/names.hpp": "#include <newsgrain/sdk/plugin.hpp>\n",
    "plugins/quotes/src/quotes.cpp": '#include "shared.hpp"\n#include <newsgrain/sdk/plugin.hpp>\n',
}


@pytest.mark.parametrize(
    "file, line, fault",
    [
        ("core/src/low/low.cpp", '#include "high/part.hpp"', "low must not see high"),
        ("core/include/newsgrain/low.hpp", '#include "newsgrain/high.hpp"', "low must not see high"),
        ("core/src/low/low.cpp", "#include <newsgrain/sdk/plugin.hpp>", "low must not see sdk"),
        ("plugins/quotes/src/quotes.cpp", '#include "newsgrain/low.hpp"', "plugins/quotes/src must not see low"),
        ("plugins/quotes/src/quotes.cpp", '#include "../../names/src/names.hpp"', "must not see plugins/names/src"),
        ("plugins/quotes/src/quotes.cpp", '#  include "names.hpp"', "must not see plugins/names/src"),
        ("plugins/common/shared.hpp", '#include "names.hpp"', "common must not see plugins/names/src"),
        ("core/include/newsgrain/new.hpp", "", "the public header new is in no room"),
        ("core/src/cellar/box.cpp", "", "core/src/cellar is no room"),
    ],
)
def test_a_door_that_should_not_be_there_is_found(file: str, line: str, fault: str) -> None:
    assert faults(House(TABLE), FILES) == []
    found = faults(House(TABLE), {**FILES, file: FILES.get(file, "") + line + "\n"})
    assert any(fault in text for text in found), found


def test_a_circle_is_found() -> None:
    table = TABLE.replace("| `core/src/low` | low | `abi` |", "| `core/src/low` | low | `abi` `high` |")
    assert circle(House(table).sees) == ["high", "low"]
    assert circle(House(TABLE).sees) == []
    assert any("low sees high, but includes nothing" in text for text in faults(House(table), FILES))


def test_a_library_in_the_wrong_room_is_found() -> None:
    files = {
        **FILES,
        "plugins/quotes/src/quotes.cpp": "#include <re2/re2.h>\n",
        "core/src/high/part.hpp": "#include <unicode/utf8.h>\n",
    }
    assert len(library_faults(House(TABLE), files)) == 2
