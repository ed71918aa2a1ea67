"""How well the size of a picture's file alone tells forged faces from real ones.

    ./delocate evaluate --data store:STORE --split val --out evaluation
    python3 docs/benchmarks/file_sizes.py evaluation/scores.csv DATA

DATA is the folder that the names of the records in scores.csv are relative to. All pictures must be JPEGs of one size in
pixels and one quality: then a smaller file is a smoother picture. A detector is worth what it adds to this.
"""

import argparse
import collections
import csv
import pathlib


def area_under_roc(forged, real):
    """Probability that a forged one's number is above a real one's; ties count half."""
    ranked = sorted([(value, True) for value in forged] + [(value, False) for value in real])
    below = wins = 0.0
    i = 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        forged_here = sum(is_forged for _, is_forged in ranked[i:j])
        real_here = j - i - forged_here
        wins += forged_here * (below + real_here / 2)
        below += real_here
        i = j
    return wins / (len(forged) * len(real))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scores", help="scores.csv of an evaluation")
    parser.add_argument("data", type=pathlib.Path, help="the dataset's folder")
    options = parser.parse_args()
    sizes = collections.defaultdict(lambda: collections.defaultdict(list))
    with open(options.scores, newline="") as file:
        for row in csv.DictReader(file):
            sizes[row["source"]][row["label"]].append((options.data / row["video"]).stat().st_size)
    for source, classes in sizes.items():
        real, forged = classes["real"], classes["fake"]
        area = area_under_roc([-size for size in forged], [-size for size in real])
        print(f"{source}: {len(real)} real, {len(forged)} forged; smaller files as forged: AUC {area:.3f}")


if __name__ == "__main__":
    main()
