"""slots.hpp and slots.h: what newsgrain_add_plugin() makes of a manifest, compiled."""

import json
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPONENT = {
    "id": "org.example.one",
    "reads": [
        {"layer": "block.role", "columns": ["duplicate_of", "role"], "optional": True},
        {"layer": "token"},
        {"layer": "acme.default", "columns": ["class", "slot"]},
    ],
    "writes": [
        {"layer": "quote", "schema": "newsgrain.quote/1"},
        {
            "layer": "shout",
            "schema": "org.example.shout/1",
            "columns": [
                {"name": "loud", "type": "code8", "labels": ["a; b", "c"]},
                {"name": "parts", "type": "span", "list": True},
                {"name": "types", "type": "f64", "list": False},
            ],
        },
        {"layer": "bare", "schema": "org.example.bare/1", "columns": []},
    ],
    "config": {"properties": {"x": {"type": "string", "default": '[a;b] \\ " @c@ ${d}'}}},
}


@pytest.fixture
def generate(tmp_path):
    if shutil.which("cmake") is None or shutil.which("c++") is None:
        pytest.skip("no cmake or no compiler")

    def call(*components):
        (tmp_path / "plugin.json").write_text(json.dumps({"manifest": 1, "components": components}))
        (tmp_path / "run.cmake").write_text(
            f"cmake_minimum_required(VERSION 3.20)\ninclude({ROOT}/cmake/NewsgrainSlots.cmake)\n"
            f'file(READ {tmp_path}/plugin.json json)\nnewsgrain_write_slots("${{json}}" {tmp_path})\n'
        )
        subprocess.run(["cmake", "-P", tmp_path / "run.cmake"], check=True)
        return tmp_path

    return call


def compiles(folder, compiler, standard, suffix, code):
    source = folder / f"use.{suffix}"
    source.write_text(code)
    flags = ["-Wall", "-Wextra", "-pedantic", "-Wshadow", "-Wconversion", "-Werror", "-fsyntax-only"]
    done = subprocess.run(
        [compiler, f"-std={standard}", *flags, "-I", ROOT / "sdk/include", "-I", folder, source],
        capture_output=True,
        text=True,
    )
    return done.stderr


def test_slots_and_columns_have_the_numbers_of_the_manifest(generate):
    code = """
#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"
static_assert(slots::reads::block_role == 0 && slots::reads::block_role::role == 1);
static_assert(slots::reads::token == 1 && slots::reads::token::sentence == 1);  // names no columns: all
static_assert(slots::reads::acme_default == 2 && slots::reads::acme_default::class_ == 0);
static_assert(slots::reads::acme_default::slot_ == 1);
static_assert(slots::writes::quote == 0 && slots::writes::quote::types.size() == 10);
static_assert(slots::writes::quote::types[1] == (NG_SPAN | NG_LIST));
static_assert(slots::writes::shout::types_ == 2 && slots::writes::shout::types[2] == NG_F64);
static_assert(slots::writes::shout::types[0] == NG_CODE8 && slots::writes::shout::types[1] == (NG_SPAN | NG_LIST));
static_assert(slots::writes::bare == 2 && slots::writes::bare::types.empty());
void use(newsgrain::sdk::Run& run) {
  run.layer(slots::reads::token);
  newsgrain::sdk::Writer first(run, slots::writes::shout), second(run, 1, {NG_U32});
}
"""
    folder = generate(COMPONENT)
    for standard in ("c++17", "c++20"):
        assert compiles(folder, "c++", standard, "cpp", code) == ""
    missing = code + "static_assert(slots::reads::token::lemma == 0);\n"
    assert "lemma" in compiles(folder, "c++", "c++17", "cpp", missing)


def test_c_has_them_too(generate):
    code = """
#include "slots.h"
int numbers[SLOT_READ_TOKEN == 1 && COLUMN_READ_BLOCK_ROLE_ROLE == 1 && SLOT_WRITE_SHOUT == 1 ? 1 : -1];
"""
    assert compiles(generate(COMPONENT), "cc", "c99", "c", code) == ""


def test_several_components_have_names_of_their_own(generate):
    other = {"id": "org.example.two", "reads": [{"layer": "sentence"}], "writes": []}
    code = """
#include "slots.hpp"
static_assert(slots::org_example_one::reads::token == 1 && slots::org_example_two::reads::sentence == 0);
"""
    assert compiles(generate(COMPONENT, other), "c++", "c++17", "cpp", code) == ""
