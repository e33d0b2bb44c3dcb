"""Proves that the ABI has only been appended to since each released minor, and keeps the frozen headers of those.

    python tests/abi/append_only.py [--compiler CC ...]     compares sdk/include with each folder of tests/abi/released
    python tests/abi/append_only.py --freeze 1.1            at a release: freezes today's headers as that minor

A released minor is a folder with its headers as they were and `layout.txt`: the size of each struct, and offset, size
and declaration of each field. It holds that
 - the frozen headers still have the layout that was written down, with each compiler;
 - each struct, field, constant, tag and type of the released minor is there today, at the same offset,
   with the same declaration;
 - only structs that begin with `struct_size` have grown, and only at their end.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HEADERS = ["newsgrain.h", "layers.h", "ext/html.h", "ext/regex.h", "ext/resources.h", "ext/unicode.h"]


def source(include):
    text = "".join((include / "newsgrain/abi" / name).read_text() for name in HEADERS)
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def structs(include):
    """{struct: {field: declaration}}, in the order of the header."""
    out = {}
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", source(include), flags=re.S):
        fields = out[name] = {}
        for statement in filter(None, (" ".join(s.split()) for s in body.split(";"))):
            pointer = re.search(r"\(\*(\w+)\)", statement)
            if pointer:
                fields[pointer[1]] = statement
                continue
            kind, first, more = re.fullmatch(r"(.*?)(\w+)((?:, \*?\w+)*)", statement).groups()
            for field in [first, *more.replace("*", "").split(", ")[1:]]:
                fields[field] = kind.strip()
    return out


def constants(include, compiler):
    """{macro: its text}, for all that begin with NG_ and take no arguments; and the other types."""
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write("".join(f'#include "newsgrain/abi/{name}"\n' for name in HEADERS))
        file.flush()
        lines = subprocess.run(
            [compiler, "-E", "-dM", "-I", include, file.name], capture_output=True, text=True, check=True
        ).stdout
    out = dict(re.findall(r"^#define (NG_\w+) (.+)$", lines, flags=re.M))
    out.update((name, kind) for kind, name in re.findall(r"typedef ([\w ]+) (\w+);", source(include)))
    return out


def tags(include):
    return re.findall(r"X\((\w+), \"([^\"]+)\"\)", source(include))


def layout(include, compiler):
    """Lines "struct size" and "struct.field offset size declaration"."""
    program = (
        "#include <stdio.h>\n"
        + "".join(f'#include "newsgrain/abi/{name}"\n' for name in HEADERS)
        + "int main(void) {\n"
    )
    for name, fields in structs(include).items():
        program += f'printf("{name} %zu\\n", sizeof({name}));\n'
        for field, declaration in fields.items():
            program += (
                f'printf("{name}.{field} %zu %zu {declaration}\\n", offsetof({name}, {field}), '
                f"sizeof((({name}*)0)->{field}));\n"
            )
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "layout.c").write_text(program + "return 0;\n}\n")
        subprocess.run([compiler, "-std=c99", "-I", include, path / "layout.c", "-o", path / "layout"], check=True)
        return subprocess.run([path / "layout"], capture_output=True, text=True, check=True).stdout.splitlines()


def faults(old, new, compiler):
    """What was changed that must not change, as lines."""
    out = []
    before, after = (dict(line.split(" ", 1) for line in layout(include, compiler)) for include in (old, new))
    growing = {name for name in before if before.get(name + ".struct_size", "").startswith("0 ")}
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            out.append(f"{name} is gone")
        elif "." in name and now != was:
            out.append(f"{name} was {was}, is {now}")
        elif "." not in name and int(now) != int(was) and (name not in growing or int(now) < int(was)):
            out.append(f"{name} has {now} bytes, had {was}" + ("" if name in growing else ", and cannot grow"))
    for name, fields in structs(old).items():
        today = list(structs(new).get(name, {}))
        if today[: len(fields)] != list(fields):
            out.append(f"{name}: the first fields are {', '.join(today[: len(fields)])}; they were {', '.join(fields)}")
    was, now = constants(old, compiler), constants(new, compiler)
    for name, value in was.items():
        if name.endswith("_H") or name == "NG_HTML_TAGS":
            continue
        if name == "NG_ABI_MINOR":
            if int(now[name].rstrip("u")) < int(value.rstrip("u")):
                out.append("NG_ABI_MINOR went back")
        elif now.get(name) != value:
            out.append(f"{name} was {value}, is {now.get(name, 'gone')}")
    if tags(new)[: len(tags(old))] != tags(old):
        out.append("NG_HTML_TAGS: names were changed or moved instead of appended")
    if len(after) > len(before) and now["NG_ABI_MINOR"] == was["NG_ABI_MINOR"]:
        out.append("something was appended: NG_ABI_MINOR has to go up")
    return out


def check(include, released, compilers):
    """All faults against all released minors."""
    out = []
    for folder in sorted(p for p in released.iterdir() if p.is_dir()):
        golden = (folder / "layout.txt").read_text().splitlines()
        for compiler in compilers:
            if layout(folder, compiler) != golden:
                out.append(f"{folder.name}: the frozen headers do not have the layout of layout.txt with {compiler}")
            out += [f"{folder.name}, {compiler}: {fault}" for fault in faults(folder, include, compiler)]
    return out


def freeze(minor, include, released, compiler):
    folder = released / minor
    if folder.exists():
        sys.exit(f"{folder} is there already; what was released stays")
    for name in HEADERS:
        target = folder / "newsgrain/abi" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(include / "newsgrain/abi" / name, target)
    (folder / "layout.txt").write_text("\n".join(layout(folder, compiler)) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--include", type=pathlib.Path, default=ROOT / "sdk/include")
    parser.add_argument("--released", type=pathlib.Path, default=HERE / "released")
    parser.add_argument("--compiler", action="append", help="default: cc")
    parser.add_argument("--freeze", metavar="MINOR")
    args = parser.parse_args()
    compilers = args.compiler or ["cc"]
    if args.freeze:
        freeze(args.freeze, args.include, args.released, compilers[0])
    found = check(args.include, args.released, compilers)
    print(
        "\n".join(found)
        or f"append-only since {', '.join(sorted(p.name for p in args.released.iterdir()))} with {', '.join(compilers)}"
    )
    sys.exit(1 if found else 0)
