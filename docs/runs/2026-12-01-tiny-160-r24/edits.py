"""What edits do to clips that were kept apart, by kind of edit, for several fits side by side.

    python3 edits.py NAME=apart.csv [NAME=apart.csv ...]

Each file is what `delocate train texture` with `edits` and `apart` wrote. A clip counts as called forged where its score is
above what 5 % of the real clips of the same fit have as they are. Weak: strengths 1 and 2; strong: 3 to 5.
"""

import collections
import csv
import sys

UPLOADS = ("h264-twice", "jpeg", "platform", "screen")


def area(forged, real):
    pairs = len(forged) * len(real)
    return sum((f > r) + (f == r) / 2 for f in forged for r in real) / pairs if pairs else float("nan")


def table(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    real = sorted((float(row["score"]) for row in rows if row["label"] == "real" and not row["edit"]), reverse=True)
    threshold, groups = real[int(0.05 * len(real))], collections.defaultdict(lambda: {"real": [], "forged": []})
    for row in rows:
        name, _, strength = row["edit"].partition(":")
        how = "weak" if name and int(strength) < 3 else "strong"
        kinds = [f"{name}, {how}", name, "~ all edits"] if name else ["as they are"]
        if name in UPLOADS:
            kinds.append(f"~ uploads, {how}")
        for kind in kinds:
            groups[kind][row["label"]].append(float(row["score"]))
    return threshold, groups


def main(arguments):
    tables = {name: table(path) for name, path in (argument.split("=", 1) for argument in arguments)}
    kinds = sorted({kind for _, groups in tables.values() for kind in groups})
    print("| done | real | forged |" + "".join(f" {name}: real called forged | forged | AUC |" for name in tables))
    print("|---|---|---|" + "---|---|---|" * len(tables))
    for kind in kinds:
        line = ""
        for threshold, groups in tables.values():
            group = groups[kind]
            above = {label: sum(score > threshold for score in group[label]) / max(1, len(group[label])) for label in ("real", "forged")}
            line += f" {above['real']:.0%} | {above['forged']:.0%} | {area(group['forged'], group['real']):.3f} |"
        print(f"| {kind} | {len(group['real'])} | {len(group['forged'])} |{line}")


main(sys.argv[1:])
