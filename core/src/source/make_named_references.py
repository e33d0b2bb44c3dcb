#!/usr/bin/env python3
"""Writes named_references.inc: the named character references of HTML, from Python's own table.

Run it in this folder: python3 make_named_references.py
"""

import html.entities
import pathlib

table = html.entities.html5
names = sorted({name.rstrip(";") for name in table}, key=lambda name: name.encode())
legacy = {name for name in table if not name.endswith(";")}

name_blob, value_blob, rows = "", b"", []
for name in names:
    value = (table.get(name + ";") or table[name]).encode()
    at = value_blob.find(value)
    if at < 0:
        at = len(value_blob)
        value_blob += value
    rows.append((len(name_blob), len(name), at, len(value), name in legacy))
    name_blob += name

assert len(name_blob) < 65536 and len(value_blob) < 65536
assert all(name + ";" in table for name in names)


def wrap(items, width):
    lines, line = [], ""
    for item in items:
        if len(line) + len(item) > width:
            lines.append(line.rstrip())
            line = ""
        line += item
    lines.append(line.rstrip())
    return lines


def quoted(chunks):
    return "\n".join(f'    "{chunk}"' for chunk in chunks)


names_text = quoted(name_blob[i : i + 90] for i in range(0, len(name_blob), 90))
values_text = quoted("".join(f"\\{byte:03o}" for byte in value_blob[i : i + 22]) for i in range(0, len(value_blob), 22))
rows_text = "\n".join("    " + line for line in wrap([f"{{{a},{b},{c},{d},{int(e)}}}, " for a, b, c, d, e in rows], 92))
pathlib.Path(__file__).with_name("named_references.inc").write_text(
    f"""// Named character references. Written by make_named_references.py: do not edit.
constexpr char kReferenceNames[] =
{names_text};
constexpr char kReferenceValues[] =
{values_text};
// Sorted by name: where it stands, its length, where the value stands, its length, good without ';'.
constexpr NamedReference kReferences[] = {{
{rows_text}
}};
"""
)
