"""What the ABI costs against direct calls, by counting instructions: of each bundled component, the share of process()
that is spent in functions of the host's table. A component that was compiled into the host would still have to look
strings up and to store its rows, so this is an upper bound.

    python tests/bench/bench_abi.py --newsgrain build/release/bin/newsgrain PAGE ...     needs valgrind
"""

import argparse
import collections
import pathlib
import re
import subprocess
import tempfile

# The functions behind ng_host that run per document; services of the host (unicode, regex, html) are no overhead of the
# boundary.
TABLE = ["text", "value", "cancelled", "layer", "string", "intern", "append", "fail", "abstain"]


def edges(path):
    """(caller's object, caller, callee's object, callee, number of calls, instructions in them), from a file of
    callgrind."""
    names, where, line = {}, {}, ""

    def named(kind, text):
        number, name = re.fullmatch(r"\((\d+)\)(?: (.*))?", text).groups()
        space = "ob" if kind in ("ob", "cob") else "fn"
        if name is not None:
            names[space, number] = name
        return names[space, number]

    with open(path) as lines:
        for line in lines:
            found = re.match(r"(ob|fn|cob|cfn)=(.*)", line)
            if found:
                where[found[1]] = named(found[1], found[2])
                if found[1] == "fn":
                    where.pop("cob", None)
            elif line.startswith("calls="):
                calls = int(line[6:].split()[0])
                cost = int(next(lines).split()[1])
                yield where["ob"], where["fn"], where.pop("cob", where["ob"]), where["cfn"], calls, cost


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsgrain", required=True)
    parser.add_argument("pages", nargs="+")
    args = parser.parse_args()
    process, table, commit, execute = collections.Counter(), collections.Counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                f"--callgrind-out-file={out}",
                args.newsgrain,
                "analyze",
                "-j",
                "1",
                "--format",
                "jsonl",
                *args.pages,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for from_object, caller, to_object, callee, _, cost in edges(out):
            plugin = re.search(r"newsgrain_(\w+)\.so", from_object)
            entered = re.search(r"newsgrain_(\w+)\.so", to_object)
            if plugin and not entered and re.search(rf"::run_({'|'.join(TABLE)})\(", callee):
                table[plugin[1]] += cost
            elif entered and not plugin and "::execute(" in caller and "::process(" in callee:
                process[entered[1]] += cost
            elif "commit_produced" in callee and "commit_produced" not in caller:
                commit += cost
    print(f"{'component':14} {'instructions of process()':>26} {'in the table':>14} {'share':>8}")
    for name, cost in process.most_common():
        print(
            f"{name:14} {cost / len(args.pages):26,.0f} {table[name] / len(args.pages):14,.0f} "
            f"{table[name] / cost:8.2%}"
        )
    total = sum(process.values())
    print(
        f"{'all':14} {total / len(args.pages):26,.0f} {sum(table.values()) / len(args.pages):14,.0f} "
        f"{sum(table.values()) / total:8.2%}"
    )
    print(
        f"with the host's checks, sorting and commit of the rows: "
        f"{(sum(table.values()) + commit) / (total + commit):.2%}"
    )
