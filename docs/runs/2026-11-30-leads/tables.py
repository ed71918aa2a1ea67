"""What views, other fits, clips encoded anew and few frames are worth, out of fold, from the statistics of views.py.

    python3 tables.py --data DATA

prints all tables of README.md for which DATA/statistics has the views. Discriminants and scores are those of
../2026-11-29-gpu, without the classifier. Python with NumPy.
"""

import argparse
import csv
import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "2026-11-29-gpu"))
from discriminant import CONTRAST, RIDGE, People, auc, fit, found  # noqa: E402

R21 = ("wide", "detail", "motion", "residual1")
TOGETHER = (
    ("wide", "detail", "motion"), R21, (*R21, "residual3"), (*R21, "residual6"), (*R21, "residual12"),
    (*R21, "residual3", "residual6"), ("wide", "detail", "motion", "residual3"), ("detail", "motion", "residual1", "residual3"),
    ("detail", "motion", "residual3"), ("detail", "motion", "residual1"), ("wide", "detail", "motion3", "residual3"),
    (*R21, "both ways"), (*R21, "far wide"), (*R21, "far residual1"),
    ("wide at 112", "detail", "motion at 112", "residual1 at 112"), ("wide at 112", "detail", "motion", "residual1"),
)
FINE = ("fine wide at 240", "fine detail", "fine motion at 240", "fine residual1 at 240")


class Clips(People):
    """The people of crops.py, as the discriminants of the study before take them."""

    def __init__(self, data: pathlib.Path):
        people = json.loads((data / "people.json").read_text())
        names = sorted({person["record"] for person in people})
        of = lambda key: np.array([person[key] for person in people])
        self.clip = np.array([names.index(record) for record in of("record")])
        self.label, self.page = (of("label") == "fake").astype(int), of("page")
        self.fold = np.array([int(split[-1]) for split in of("split")])
        self.domain = np.where(self.label == 0, self.page, of("method"))
        self.clips = np.arange(len(names))
        first = [np.flatnonzero(self.clip == clip)[0] for clip in self.clips]
        self.labels, self.families, self.folds = self.label[first], of("family")[first], self.fold[first]
        self.owner, self.data, self.records, self.family = np.load(data / "moments.npz")["owner"], data, of("record"), of("family")
        self.moves = self.moving("near", 1, 2)
        self.enough = np.bincount(self.owner[self.moves], minlength=len(people)) >= 3

    def moving(self, kind, now, later):
        crops = np.load(self.data / f"{kind}.npy", mmap_mode="r")
        return np.array([np.abs(crop[later].astype(np.int16) - crop[now]).mean() > 0.25 for crop in crops])

    def rows(self, views):
        return np.concatenate([np.load(self.data / "statistics" / f"{view}.npy").astype(np.float32) for view in views], 1)

    def statistics(self, rows, moves, chosen=lambda own: own):
        """Mean and deviation over a person's moments."""
        made = np.zeros((len(self), 2 * rows.shape[1]))
        for person in range(len(self)):
            own = chosen(rows[(self.owner == person) & moves].astype(np.float64))
            if len(own):
                made[person] = np.r_[own.mean(0), own.std(0)]
        return made

    def standardised(self, values):
        reference = values[self.enough]
        return lambda some: ((some - reference.mean(0)) / (reference.std(0) + 1e-6)).clip(-2.5, 2.5)

    def gram(self, view, every=1):
        rows, moves = self.rows([view]), self.moves
        if every > 1:
            kept = np.concatenate([np.flatnonzero(self.owner == person)[::every] for person in range(len(self))])
            moves = moves & np.isin(np.arange(len(moves)), kept)
        values = self.statistics(rows, moves)
        standard = self.standardised(values)(values)
        return standard @ standard.T / standard.shape[1]

    def line(self, name, scores):
        text = f"{name:56s} {auc(scores, self.labels):.3f} found {found(scores, self.labels):.3f} |"
        for family in sorted(set(self.families[self.labels == 1])):
            among = (self.labels == 0) | (self.families == family)
            text += f" {family} {auc(scores[among], self.labels[among]):.3f}"
        by_fold = (auc(scores[self.folds == fold], self.labels[self.folds == fold]) for fold in (1, 2, 3, 4))
        print(text + " | " + " ".join(f"{value:.3f}" for value in by_fold), flush=True)

    def units(self, values, chosen, weights):
        """In deviations of the real people that were fitted to."""
        real = self.label[chosen] == 0
        known, share = values[chosen][real], weights[real] / weights[real].sum()
        mean = (share * known).sum()
        return (values - mean) / np.sqrt((share * known * known).sum() - mean * mean)

    def fitted(self, gram, fold, only=None, **how):
        """Everybody's scores by the discriminant of the other folds, of some families alone if that is said."""
        chosen = np.where((self.fold != fold) & self.enough)[0]
        if only:
            chosen = chosen[(self.label[chosen] == 0) | np.isin(self.family[chosen], only)]
        weights = self.weights(chosen, 1.0)
        values = gram[:, chosen] @ fit(gram, chosen, self.label[chosen], weights, self.page[chosen], **how)
        return self.units(values, chosen, weights)

    def folded(self, of):
        """Each clip's score, of what is said of each fold."""
        scores = np.full(len(self), np.nan)
        for fold in (1, 2, 3, 4):
            scores[self.fold == fold] = of(fold)[self.fold == fold]
        scores[~self.enough] = np.nan
        return self.highest(scores)


def views(clips, have):
    grams = {view: clips.gram(view) for view in sorted(have) if not view.startswith("uploaded") and view not in FINE}
    print("each view")
    for view, gram in grams.items():
        clips.line(view, clips.folded(lambda fold: clips.fitted(gram, fold)))
    print("together")
    for some in TOGETHER:
        if set(some) <= set(grams):
            clips.line(", ".join(some), clips.out_of_fold(sum(grams[view] for view in some) / len(some)))
    return sum(grams[view] for view in R21) / 4


def fits(clips, gram):
    print("other fits of r21's views")
    for name, how in (("as shipped", {}), ("ridge 0.0002", {"ridge": 0.0002}), ("ridge 0.0015", {"ridge": 0.0015}),
                      ("contrast 0", {"contrast": 0.0}), ("contrast 0.75", {"contrast": 0.75})):
        clips.line(name, clips.folded(lambda fold: clips.fitted(gram, fold, **{"ridge": RIDGE, "contrast": CONTRAST, **how})))
    length = np.sqrt(np.diag(gram) + 1e-9)
    unit = gram / np.outer(length, length)
    for name, kernel in (("unit length", unit), ("quadratic, its square counting 0.3", (unit + 0.3 * unit**2) / 1.3),
                         ("quadratic, 1", (unit + unit**2) / 2), ("RBF, gamma 0.5", np.exp(unit - 1))):
        clips.line(name, clips.folded(lambda fold: clips.fitted(kernel, fold)))
    groups = (("face-edit", "face-swap"), ("lip-sync",), ("talking-head", "reenactment"), ("generated",))
    each = lambda fold: np.log(sum(np.exp(clips.fitted(gram, fold, only)) for only in groups))
    clips.line("four groups of families", clips.folded(each))
    clips.line("beside all of them", clips.folded(lambda fold: each(fold) + clips.fitted(gram, fold)))
    nearest = lambda fold: beside_nearest(clips, gram, unit, fold)
    clips.line("in units of the 100 most similar real people", clips.folded(nearest))


def beside_nearest(clips, gram, unit, fold, count=100):
    """Scores less the mean of the most similar real people's, over their deviation (adaptive score normalisation)."""
    chosen = np.where((clips.fold != fold) & clips.enough)[0]
    real, scores, own = chosen[clips.label[chosen] == 0], clips.fitted(gram, fold), np.zeros(len(clips))
    for inner in sorted(set(clips.fold[chosen])):
        others = chosen[clips.fold[chosen] != inner]
        weights = clips.weights(others, 1.0)
        values = gram[:, others] @ fit(gram, others, clips.label[others], weights, clips.page[others])
        held = chosen[clips.fold[chosen] == inner]
        own[held] = clips.units(values, others, weights)[held]
    for person in np.flatnonzero(clips.fold == fold):
        near = real[np.argsort(-unit[person, real])[:count]]
        weights = np.exp(4 * unit[person, near])
        weights /= weights.sum()
        mean = (weights * own[near]).sum()
        scores[person] = (scores[person] - mean) / (np.sqrt((weights * (own[near] - mean) ** 2).sum()) + 0.5)
    return scores


def uploads(clips, views):
    print(f"clips encoded anew: {', '.join(views)}")
    people, moves, gram = len(clips), clips.moving("uploaded", 0, 1), 0
    enough = np.bincount(clips.owner[moves], minlength=people) >= 3
    for view in views:
        values = clips.statistics(clips.rows([view]), clips.moves)
        copies = clips.statistics(clips.rows([f"uploaded {view}"]), moves)
        both = np.concatenate([clips.standardised(values)(values), clips.standardised(values)(copies)])
        gram = gram + both @ both.T / both.shape[1] / len(views)
    for share in (0, 0.2, 0.35, 0.5):
        as_they_are, anew = np.full((2, people), np.nan)
        for fold in (1, 2, 3, 4):
            chosen = np.where((clips.fold != fold) & clips.enough)[0]
            copies = chosen[enough[chosen]]
            weights, all_ = clips.weights(chosen, 1.0), np.r_[chosen, people + copies] if share else chosen
            shares = np.r_[weights * (1 - share), clips.weights(copies, 1.0) * share] if share else weights
            who = np.r_[chosen, copies] if share else chosen
            values = gram[:, all_] @ fit(gram, all_, clips.label[who], shares, clips.page[who])
            values, own = clips.units(values, chosen, weights), clips.fold == fold
            as_they_are[own], anew[own] = values[:people][own], values[people:][own]
        as_they_are[~clips.enough], anew[~(clips.enough & enough)] = np.nan, np.nan
        before, after = clips.highest(as_they_are), clips.highest(anew)
        clips.line(f"copies counting {share}: clips as they are", before)
        clips.line(f"copies counting {share}: encoded anew", after)
        real = clips.labels == 0
        limit = np.sort(before[real])[int(0.95 * real.sum())]
        print(f"    above what 5 % of the real clips reach, encoded anew: real {(after[real] > limit).mean():.3f}, "
              f"forged {(after[~real] > limit).mean():.3f} (as they are {(before[~real] > limit).mean():.3f})")


def few(clips):
    print("the first frames of people with eight moving ones; limit: what 5 % of the real reach with eight")
    rows = clips.rows(R21)
    full = clips.statistics(rows, clips.moves)
    standard, half = clips.standardised(full), rows.shape[1]
    everybody = np.bincount(clips.owner[clips.moves], minlength=len(clips)) >= 8
    real, forged = everybody & (clips.label == 0), everybody & (clips.label == 1)

    def scores(values, part):
        given, known, made = standard(values)[:, part], standard(full)[:, part], np.full(len(clips), np.nan)
        gram = known @ known.T / known.shape[1]
        for fold in (1, 2, 3, 4):
            chosen = np.where((clips.fold != fold) & clips.enough)[0]
            weights = clips.weights(chosen, 1.0)
            direction = fit(gram, chosen, clips.label[chosen], weights, clips.page[chosen]) @ known[chosen]
            own = clips.fold == fold
            together = clips.units(np.r_[known @ direction, given @ direction], chosen, weights)
            made[own] = together[len(clips):][own]
        return made

    both, means = slice(None), slice(half)
    eight, eight_means = scores(full, both), scores(full, means)
    limit = np.quantile(eight[real], 0.95)
    told = lambda some: f"real {(some[real] > limit).mean():.3f} forged {(some[forged] > limit).mean():.3f} AUC {auc(some[everybody], clips.label[everybody]):.3f}"
    print("8 frames:", told(eight))
    for count in (3, 4, 5, 6):
        values = clips.statistics(rows, clips.moves, lambda own: own[:count])
        joint, mean = scores(values, both), scores(values, means)
        mean = (mean - eight_means[real].mean()) / eight_means[real].std() * eight[real].std() + eight[real].mean()
        share = (count - 1) / (count + 3) * 11 / 7
        unbiased = values.copy()
        unbiased[:, half:] *= np.sqrt(count / (count - 1) * 7 / 8)
        print(f"{count} frames: as shipped {told(joint)}; deviations by n - 1 {told(scores(unbiased, both))}; "
              f"less of how they wander {told(share * joint + (1 - share) * mean)}")


def passages(clips, index):
    """How far a forged clip lies from the real one that it was made from, beside how far real clips of a page scatter."""
    print("aligned pairs: shift of the forged one, in deviations of real clips of a page")
    rows, of = clips.rows(R21), {}
    scaled = ((rows - rows[clips.moves].mean(0)) / (rows[clips.moves].std(0) + 1e-6)).clip(-2.5, 2.5)
    mean = np.array([scaled[(clips.owner == person) & clips.moves].mean(0) if clips.enough[person] else np.zeros(rows.shape[1])
                     for person in range(len(clips))])
    for person, record in enumerate(clips.records):
        of.setdefault(record, []).append(person)
    pairs = [(of[row["path"]][0], of[row["original"]][0]) for row in index
             if len(of.get(row["path"], [])) == len(of.get(row["original"], [])) == 1]
    pairs = np.array([pair for pair in pairs if clips.enough[list(pair)].all()])
    real = clips.enough & (clips.label == 0)
    pages = [page for page in sorted(set(clips.page[real])) if (real & (clips.page == page)).sum() > 1]
    scatter = np.zeros_like(mean)
    for page in pages:
        own = real & (clips.page == page)
        scatter[own] = (mean[own] - mean[own].mean(0)) * np.sqrt(own.sum() / (own.sum() - 1))
    known = np.isin(clips.page, pages) & real

    def told(name, scores):
        apart = np.concatenate([(scores[real & (clips.page == page)] - scores[real & (clips.page == page)].mean())
                                * np.sqrt((real & (clips.page == page)).sum() / ((real & (clips.page == page)).sum() - 1)) for page in pages])
        shift = (scores[pairs[:, 0]] - scores[pairs[:, 1]]) / np.sqrt((apart**2).mean())
        print(f"{name:40s} median {np.median(shift):.2f}, above 2 {(shift > 2).mean():.2f}, above 3 {(shift > 3).mean():.2f}")

    print(f"{len(pairs)} pairs of {len(set(clips.page[pairs[:, 0]]))} pages; {known.sum()} real people of {len(pages)} pages")
    gram, shipped, learnt = mean @ mean.T / mean.shape[1], np.zeros(len(clips)), np.zeros(len(clips))
    for fold in (1, 2, 3, 4):
        own = clips.fold == fold
        shipped[own] = clips.fitted(gram, fold)[own]
        others = pairs[clips.fold[pairs[:, 0]] != fold]
        weight = np.array([1 / (clips.page[others[:, 0]] == clips.page[forged]).sum() for forged in others[:, 0]])
        differences = mean[others[:, 0]] - mean[others[:, 1]]
        wanted = weight / weight.sum() @ differences
        among = scatter[known & ~own]
        spread = np.concatenate([among, (differences - wanted) * np.sqrt(len(among) / len(differences))])
        system = spread @ spread.T
        system[np.diag_indices(len(system))] += 0.2 * len(spread)
        direction = wanted - spread.T @ np.linalg.solve(system, spread @ wanted)
        learnt[own] = mean[own] @ direction / np.std(among @ direction)
    told("discriminant of means", shipped)
    told("learnt from the pairs of other folds", learnt)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--clips", type=pathlib.Path, help="the dataset, for its aligned pairs")
    options = parser.parse_args()
    clips, have = Clips(options.data), {file.stem for file in (options.data / "statistics").glob("*.npy")}
    fits(clips, views(clips, have))
    few(clips)
    if set(FINE) <= have:
        print("every other moment: finer pictures")
        grams = {view: clips.gram(view, 2) for view in (*R21, "residual3", *FINE)}
        for some in (*((view,) for view in (*R21, *FINE)), R21, (*R21, "residual3"), FINE, (*FINE, "residual3"),
                     *(tuple(FINE[i] if i == j else R21[i] for i in range(4)) for j in range(4))):
            clips.line(", ".join(some), clips.out_of_fold(sum(grams[view] for view in some) / len(some)))
    for some in (R21, (*R21, "residual3")):
        if {f"uploaded {view}" for view in some} <= have:
            uploads(clips, some)
    if options.clips:
        with (options.clips / "index.csv").open() as file:
            passages(clips, list(csv.DictReader(file)))


if __name__ == "__main__":
    main()
