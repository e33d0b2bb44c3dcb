"""append_only.py finds what would break plugins that are out there, and lets appending pass."""

import pathlib
import shutil

import append_only
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def edited(tmp_path):
    """Today's headers with one text replaced by another; the faults that are found."""

    def edit(old, new, header="newsgrain.h"):
        shutil.copytree(append_only.HERE / "released/1.0/newsgrain", tmp_path / "newsgrain")
        path = tmp_path / "newsgrain/abi" / header
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return "\n".join(append_only.faults(append_only.HERE / "released/1.0", tmp_path, "cc"))

    return edit


ABSTAIN = "ng_status (*abstain)(ng_run*, ng_str reason);"


def test_today_is_append_only():
    assert append_only.check(ROOT / "sdk/include", append_only.HERE / "released", ["cc"]) == []


def test_appending_a_function_takes_a_new_minor(edited):
    assert "NG_ABI_MINOR has to go up" in edited(ABSTAIN, ABSTAIN + "\n  int32_t (*later)(ng_run*);")


def test_appending_with_a_new_minor_is_fine(edited, tmp_path):
    edited(ABSTAIN, ABSTAIN + "\n  int32_t (*later)(ng_run*);")
    path = tmp_path / "newsgrain/abi/newsgrain.h"
    path.write_text(path.read_text().replace("#define NG_ABI_MINOR 0u", "#define NG_ABI_MINOR 1u\n#define NG_NEW 7"))
    assert append_only.faults(append_only.HERE / "released/1.0", tmp_path, "cc") == []


@pytest.mark.parametrize(
    "old, new, header, fault",
    [
        (
            "int32_t (*cancelled)(ng_run*);",
            "int32_t (*first)(ng_run*);\n  int32_t (*cancelled)(ng_run*);",
            "newsgrain.h",
            "ng_host.cancelled was 80",
        ),
        (
            "ng_status (*text)(ng_run*, int32_t view, ng_str* out);",
            "ng_status (*text)(ng_run*, int64_t view, ng_str* out);",
            "newsgrain.h",
            "ng_host.text was",
        ),
        (ABSTAIN, "", "newsgrain.h", "ng_host.abstain is gone"),
        (
            "uint32_t begin, end; /* bytes;",
            "uint32_t begin, end, extra; /* bytes;",
            "newsgrain.h",
            "ng_span has 12 bytes, had 8, and cannot grow",
        ),
        ("#define NG_LIMIT 7", "#define NG_LIMIT 8", "newsgrain.h", "NG_LIMIT was 7, is 8"),
        ("typedef uint32_t ng_sid;", "typedef uint64_t ng_sid;", "newsgrain.h", "ng_sid was uint32_t"),
        ('X(abbr, "abbr") ', "", "ext/html.h", "NG_HTML_TAGS"),
        ("#define NG_TOKEN_NUMBER 1", "#define NG_TOKEN_NUMBER 2", "layers.h", "NG_TOKEN_NUMBER was 1"),
    ],
    ids=["moved", "another type", "removed", "a small struct grew", "constant", "typedef", "tag", "label"],
)
def test_what_breaks_plugins_is_named(edited, old, new, header, fault):
    assert fault in edited(old, new, header)
