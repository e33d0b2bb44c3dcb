"""Writes the tables of newsgrain/sdk/text_tables.hpp from the ICU of this machine.

    python3 core/src/unicode/make_text_tables.py PATH/TO/newsgrain/sdk/text_tables.hpp

tests/core/text_test.cpp compares the tables with ICU over all code points; run this when it says that they differ.
"""

import ctypes
import ctypes.util
import sys

# Classes of newsgrain/sdk/text.hpp by general category (the order of ICU's UCharCategory).
OTHER, SPACE, LETTER, MARK, DIGIT, NUMBER, PUNCTUATION, SYMBOL = range(8)
CATEGORIES = (
    [OTHER]  # Cn
    + [LETTER] * 5  # Lu Ll Lt Lm Lo
    + [MARK] * 3  # Mn Me Mc
    + [DIGIT, NUMBER, NUMBER]  # Nd Nl No
    + [SPACE] * 3  # Zs Zl Zp
    + [OTHER] * 4  # Cc Cf Co Cs
    + [PUNCTUATION] * 5  # Pd Ps Pe Pc Po
    + [SYMBOL] * 4  # Sm Sc Sk So
    + [PUNCTUATION] * 2  # Pi Pf
)
NONSPACING_MARK, TITLECASE, FORMAT = 6, 3, 16
DEFAULT_IGNORABLE, LOWERCASE, UPPERCASE, WHITE_SPACE = 5, 22, 30, 31  # UProperty
CAPITAL, SMALL, IGNORABLE = 8, 16, 32  # bits of a record, beside the class in the lowest three

LAST = 0x10FFFF
SHIFTS = (4, 4)  # code points in a block, blocks in a group, as powers of two


def open_icu():
    name = ctypes.util.find_library("icuuc")
    library = ctypes.CDLL(name)
    suffix = "_" + name.split(".so.")[1].split(".")[0]
    return lambda function: getattr(library, function + suffix)


def records(icu):
    """Per code point: class and bits, and what is added for the lower case."""
    category, lower, has = icu("u_charType"), icu("u_tolower"), icu("u_hasBinaryProperty")
    for c in range(LAST + 1):
        kind = category(c)
        bits = SPACE if has(c, WHITE_SPACE) else CATEGORIES[kind]
        bits |= CAPITAL if has(c, UPPERCASE) or kind == TITLECASE else 0
        bits |= SMALL if has(c, LOWERCASE) else 0
        bits |= IGNORABLE if kind in (NONSPACING_MARK, FORMAT) and has(c, DEFAULT_IGNORABLE) else 0
        yield bits, lower(c) - c


def shared_blocks(values, shift):
    """Cuts `values` into blocks of 2 ** shift and keeps each block once: numbers of the blocks, the blocks in a row."""
    size = 1 << shift
    seen, numbers, kept = {}, [], []
    for at in range(0, len(values), size):
        block = tuple(values[at : at + size])
        if block not in seen:
            seen[block] = len(seen)
            kept.extend(block)
        numbers.append(seen[block])
    return numbers, kept


def array(name, kind, values):
    lines, line = [], " "
    for value in values:
        item = f" {value},"
        if len(line) + len(item) > 118:
            lines.append(line)
            line = " "
        line += item
    lines.append(line)
    return f"inline constexpr {kind} {name}[] = {{\n" + "\n".join(lines) + "\n};\n"


def main():
    icu = open_icu()
    version = (ctypes.c_uint8 * 4)()
    icu("u_getUnicodeVersion")(version)
    seen = {}
    of_code_point = [seen.setdefault(record, len(seen)) for record in records(icu)]
    assert len(seen) <= 256
    blocks, leaves = shared_blocks(of_code_point, SHIFTS[0])
    groups, middle = shared_blocks(blocks, SHIFTS[1])
    assert max(blocks) < 1 << 16 and max(groups) < 256
    distinct = sorted(seen, key=seen.get)
    size = len(leaves) + 2 * len(middle) + len(groups) + 5 * len(distinct)
    text = f"""// text_tables.hpp: classes and lower case of all code points; the tables of text.hpp.
// Made by core/src/unicode/make_text_tables.py from ICU; not to be edited. {size} bytes.
// Derived from the Unicode Character Database, (c) Unicode, Inc., under the Unicode licence; see docs/data-licences.md.
#pragma once

#include <cstdint>

// clang-format off
namespace newsgrain {{
namespace sdk {{
inline namespace v1 {{
namespace text_tables {{

inline constexpr unsigned kUnicodeMajor = {version[0]}, kUnicodeMinor = {version[1]};
// A code point has eight bits in its group, of which the upper four number the block in it.
{array("kGroup", "uint8_t", groups)}{array("kBlock", "uint16_t", middle)}{array("kLeaf", "uint8_t", leaves)}
// Of a record: class (3 bits), capital 8, small 16, ignorable 32; and what is added for the lower case.
{array("kBits", "uint8_t", [bits for bits, _ in distinct])}{array("kToLower", "int32_t", [d for _, d in distinct])}
}}  // namespace text_tables
}}  // namespace v1
}}  // namespace sdk
}}  // namespace newsgrain
// clang-format on
"""
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(text)
    print(f"{len(distinct)} records, {size} bytes, Unicode {version[0]}.{version[1]}")


if __name__ == "__main__":
    main()
