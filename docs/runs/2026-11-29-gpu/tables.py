"""Prints the tables of this study.

    python3 tables.py --data DATA --bank FOLDER --tuned FOLDER --shipped apart.csv

apart.csv is what `train texture` leaves of the shipped discriminants' scores, out of fold.
"""

import argparse
import csv
import json
import pathlib

import numpy as np

from discriminant import FOLDS, People, auc, found, square, standardised


def line(name, scores, labels, families=None):
    """AUC, what is found at 5 % false alarms, and the AUC of each family against all real clips."""
    text = f"{name:44s} {auc(scores, labels):.4f} found {found(scores, labels):.3f}"
    if families is not None:
        for family in sorted(set(families[labels == 1])):
            among = (labels == 0) | (families == family)
            text += f" {family} {auc(scores[among], labels[among]):.3f}"
    print(text, flush=True)


def gain(name, scores, before, people, rng):
    """How much higher the AUC is than before, with what 2,000 draws of pages say of it."""
    own, labels, differences = people.meta["page"][people.clips], people.labels, []
    pages = [np.where(own == page)[0] for page in np.unique(own)]
    for _ in range(2000):
        drawn = np.concatenate([pages[index] for index in rng.integers(len(pages), size=len(pages))])
        differences.append(auc(scores[drawn], labels[drawn]) - auc(before[drawn], labels[drawn]))
    low, high = np.quantile(differences, [0.025, 0.975])
    print(f"{name:44s} {auc(scores, labels) - auc(before, labels):+.4f} [{low:+.3f}, {high:+.3f}]", flush=True)


def tuned(people, folder, shipped):
    """What tuning gave, and what it adds to the shipped discriminants; returns the end's scores."""
    folds, ends = [json.loads((folder / f"fold{fold}.json").read_text()) for fold in FOLDS], {}
    labels = people.labels
    for name in folds[0]:
        for when in ("half", "end"):
            merged = {clip: score for fold in folds for clip, score in fold[name][when]["clips"].items()}
            ends[name] = np.array([merged[str(clip)] for clip in people.clips])
            areas = " ".join(f"{fold[name][when]['auc']:.3f}" for fold in folds)
            line(f"{name} {when} [{areas}]", ends[name], labels, people.families)
    line("shipped", shipped, labels, people.families)
    transformers = [standardised(scores, labels) for name, scores in ends.items() if name.startswith("vit")]
    for name, scores in (*ends.items(), ("all transformers", np.mean(transformers, 0))):
        for weight in (0.15, 0.3, 0.5, 0.8):
            both = standardised(shipped, labels) + weight * standardised(scores, labels)
            line(f"shipped + {weight} {name}", both, labels)
            if name == "all transformers" or weight == 0.3:
                gain(f"shipped + {weight} {name}, over shipped", both, shipped, people, np.random.default_rng(0))


def copied(people):
    """Copies through decoders alone, and beside the clips."""
    with np.load(people.bank / "copies.npz") as file:
        info, triangle = file["info"], file["gram"]
    gram = square(triangle, len(people) + len(info))
    line("without copies", people.out_of_fold(gram[:len(people), :len(people)]), people.labels, people.families)
    for name, kinds in (("whole", [1]), ("face", [2]), ("mouth", [3]), ("all", [1, 2, 3])):
        for share in (1, 0.08, 0.17, 0.33):
            scores = people.with_copies(gram, info, kinds, share)
            line(f"copies: {name}, share {share}", scores, people.labels, people.families)
        contrasted = people.with_copies(gram, info, kinds, 0.17, True)
        line(f"copies: {name}, share 0.17, contrasted", contrasted, people.labels)


def banked(people, shipped):
    """Each view and layer, and what they give together."""
    grams, labels, families = people.grams(), people.labels, people.families
    mean = lambda names: sum(grams[name] for name in names) / len(names)
    base = mean(["wide.shipped", "detail.shipped", "motion.shipped"])
    inception = mean([name for name in grams if name.endswith(".shipped")])
    transformer, all_ = mean([name for name in grams if name.startswith("v")]), mean(list(grams))
    two = mean(["vwide.block5", "vmotion.block6"])
    line("shipped views", people.out_of_fold(base), labels, families)
    for name, gram in grams.items():
        line(name, people.out_of_fold(gram), labels)
    cosine = base / np.sqrt(np.outer(np.diag(base), np.diag(base)))
    together = {
        "and mirrored": mean(["wide+flip.shipped", "detail+flip.shipped", "motion+flip.shipped"]),
        "and motion over three frames": (base * 3 + grams["motion3.shipped"]) / 4,
        "all views of Inception": inception, "all of DINOv2": transformer, "everything": all_,
        "both halves equally": (inception + transformer) / 2, "vwide.block5 and vmotion.block6": two,
        "unit length": cosine,
        **{f"unit length, quadratic {part}": cosine + part * cosine * cosine for part in (0.3, 1, 3)},
        **{f"RBF {gamma}": np.exp(-gamma * (1 - cosine)) for gamma in (1, 2, 4)}}
    scores = {name: people.out_of_fold(gram) for name, gram in together.items()}
    for name in together:
        line(name, scores[name], labels, families)
    for evenness in (0, 0.5, 1):
        line(f"evenness {evenness}", people.out_of_fold(base, evenness=evenness), labels)
    for contrast in (0, 0.25, 0.5, 0.75, 1):
        line(f"contrast {contrast}", people.out_of_fold(base, contrast=contrast), labels)
    for name in ("all of DINOv2", "vwide.block5 and vmotion.block6"):
        both = standardised(shipped, labels) + 0.7 * standardised(scores[name], labels)
        line(f"shipped + 0.7 {name}", both, labels, families)
        gain(f"shipped + 0.7 {name}, over shipped", both, shipped, people, np.random.default_rng(0))
    current, count, used, best = base, 1, [], auc(people.out_of_fold(base), labels)
    for _ in range(4):  # greedy, on the very folds
        grown = {name: (current * count + gram) / (count + 1) for name, gram in grams.items() if name not in used}
        areas = {name: auc(people.out_of_fold(gram), labels) for name, gram in grown.items()}
        name = max(areas, key=areas.get)
        print(f"greedy: + {name} {areas[name]:.4f}", flush=True)
        if areas[name] < best:
            break
        best, current, count = areas[name], grown[name], count + 1
        used.append(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "bank", "tuned", "shipped"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    people = People(options.data / "meta.npz", options.bank)
    with open(options.shipped, newline="") as file:
        known = {row["clip"]: float(row["score"]) for row in csv.DictReader(file)}
    shipped = np.array([known[people.meta["clips"][clip]] for clip in people.clips])
    tuned(people, options.tuned, shipped)
    copied(people)
    banked(people, shipped)


if __name__ == "__main__":
    main()
