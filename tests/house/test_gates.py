"""The gates themselves: what they must find."""

import pathlib

import lizard
import pytest
from sources import ROOT, ceilings, room_of, sources
from tidy import FINDING, over_ceiling

ROOMS = {"core": (20, 30), "plugins": (20, 30), "plugins/quotes": (50, 60)}


def test_the_longest_room_wins():
    assert room_of(ROOT / "plugins/quotes/src/cues.cpp", ROOMS) == "plugins/quotes"
    assert room_of(ROOT / "plugins/quotes_more/src/cues.cpp", ROOMS) == "plugins"
    with pytest.raises(SystemExit, match="docs/x.cpp is in no room"):
        room_of(ROOT / "docs/x.cpp", ROOMS)


def test_every_source_has_a_ceiling():
    rooms = ceilings()
    assert {room_of(path, rooms) for kind in ("cpp", "python") for path in sources(kind)} == set(rooms)


def test_a_lambda_is_no_way_around():
    code = "int f(int a) { auto g = [&] { if (a) return 1; if (a > 1) return 2; return 3; }; return g(); }"
    functions = lizard.analyze_file.analyze_source_code("a.cpp", code).function_list
    assert max(f.cyclomatic_complexity for f in functions) == 3


def test_findings_and_complexity_of_clang_tidy():
    output = (
        f"{ROOT}/core/src/a.cpp:3:10: warning: function 'f<int, 3>' has cognitive complexity of 31 (threshold 10) "
        "[readability-function-cognitive-complexity]\n"
        f"{ROOT}/plugins/quotes/src/b.cpp:4:1: warning: function 'g' has cognitive complexity of 31 (threshold 10) "
        "[readability-function-cognitive-complexity]\n"
        f"{ROOT}/core/src/a.cpp:9:2: warning: 'x' used after it was moved [bugprone-use-after-move]\n"
        f"{ROOT}/core/src/a.cpp:9:2: note: move occurred here\n"
    )
    found = {(m[1], int(m[2]), m[4], m[3]) for m in FINDING.finditer(output)}
    complexity, wrong = over_ceiling(found, ROOMS)
    assert sorted(complexity.values()) == [31, 31]
    messages = sorted(message for _, _, message in wrong)
    assert len(messages) == 2 and "used after" in messages[0] and "f<int, 3>" in messages[1]
    assert all(path == pathlib.Path(ROOT / "core/src/a.cpp") for path, _, _ in wrong)
