"""The shipped model's discriminant from a Gram matrix, out of fold, and what its scores are worth."""

import collections
import pathlib

import numpy as np

FOLDS = (1, 2, 3, 4)
SEEN = 3  # moving frames that a person needs
RIDGE, CONTRAST = 0.0007, 0.5


def auc(scores, labels) -> float:
    """Area under the ROC curve; equal scores count half."""
    scores, labels = np.asarray(scores, float), np.asarray(labels)
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    forged, real = labels.sum(), len(labels) - labels.sum()
    return (ranks[labels == 1].sum() - forged * (forged + 1) / 2) / (forged * real)


def found(scores, labels) -> float:
    """Share of the forged above 95 % of the real."""
    real = np.sort(scores[labels == 0])
    return (scores[labels == 1] > real[int(np.ceil(0.95 * len(real))) - 1]).mean()


def standardised(scores, labels):
    """Scores in deviations of the real ones."""
    return (scores - scores[labels == 0].mean()) / scores[labels == 0].std()


def square(triangle, side):
    """A symmetric matrix of its upper triangle."""
    upper = np.zeros((side, side))
    upper[np.triu_indices(side)] = triangle.astype(np.float64)
    return upper + np.triu(upper, 1).T


def fit(gram, chosen, labels, weights, pages, ridge=RIDGE, contrast=CONTRAST):
    """Coefficients over the chosen: how forged differ from real ones, apart from what either differ among themselves.

    With contrast, that much of the difference is that within pages that have both; a page without name has no part.
    """
    share = weights.astype(float)
    for label in (0, 1):
        share[labels == label] /= share[labels == label].sum()
    difference = np.where(labels == 1, share, -share)
    if contrast > 0:
        within, total = np.zeros(len(chosen)), 0.0
        for page in set(pages) - {""}:
            forged, real = (np.where((pages == page) & (labels == label))[0] for label in (1, 0))
            if len(forged) and len(real):
                weight = np.sqrt(1 / (1 / len(forged) + 1 / len(real)))
                within[forged] += weight / len(forged)
                within[real] -= weight / len(real)
                total += weight
        difference = (1 - contrast) * difference + contrast * within / total
    centred = np.eye(len(chosen))
    for label in (0, 1):
        own = labels == label
        centred[np.ix_(own, own)] -= np.tile(share[own], (own.sum(), 1))
    spread, inner = np.sqrt(share / 2)[:, None] * centred, gram[np.ix_(chosen, chosen)]
    system = spread @ inner @ spread.T
    system[np.diag_indices(len(chosen))] += ridge
    return difference - spread.T @ np.linalg.solve(system, spread @ (inner @ difference))


class People:
    """The bank's people, and what is known of their clips."""

    def __init__(self, meta: pathlib.Path, bank: pathlib.Path):
        self.meta, self.bank, people = dict(np.load(meta)), bank, np.load(bank / "people.npz")
        self.clip, self.enough = people["clip"], people["moving"] >= SEEN
        self.label = self.meta["label"][self.clip].astype(int)
        self.fold, self.page = self.meta["fold"][self.clip], self.meta["page"][self.clip]
        self.domain = np.where(self.label == 0, self.page, self.meta["generator"][self.clip])
        self.clips = np.unique(self.clip)
        self.labels, self.families = self.meta["label"][self.clips].astype(int), self.meta["family"][self.clips]

    def __len__(self) -> int:
        return len(self.clip)

    def grams(self) -> dict[str, np.ndarray]:
        """By view and layer."""
        with np.load(self.bank / "grams.npz") as file:
            return {name: square(file[name], len(self)) for name in sorted(file.files)}

    def weights(self, chosen, evenness):
        """With evenness 1, pages of the real and generators of the forged count alike."""
        domains = list(zip(self.label[chosen], self.domain[chosen]))
        counts = collections.Counter(domains)
        return np.array([counts[domain] ** -evenness for domain in domains])

    def highest(self, scores):
        """Of each clip its most suspicious person's score; -9 where nobody has one."""
        return np.array([np.nanmax(np.r_[scores[self.clip == clip], -9]) for clip in self.clips])

    def out_of_fold(self, gram, evenness=1.0, ridge=RIDGE, contrast=CONTRAST):
        """Each clip's score by the discriminant of the three other folds."""
        def fitted(fold):
            chosen = np.where((self.fold != fold) & self.enough)[0]
            weights = self.weights(chosen, evenness)
            fit_ = fit(gram, chosen, self.label[chosen], weights, self.page[chosen], ridge, contrast)
            return gram[:, chosen] @ fit_, chosen, weights

        return self.gathered(fitted)

    def with_copies(self, gram, info, kinds, share, contrast_copies=False):
        """The same with copies of these kinds beside their originals, for that share of both classes' weight; of 1:
        by the copies alone. With contrast_copies, those of a page are contrasted as clips of a page are."""
        owner, kind, people = info[:, 0], info[:, 1], len(self)

        def fitted(fold):
            chosen = np.where((self.fold != fold) & self.enough)[0]
            usable = (self.fold[owner] != fold) & self.enough[owner]
            originals, copies = np.where(usable & (kind == 0))[0], np.where(usable & np.isin(kind, kinds))[0]
            own, weights = self.weights(chosen, 1.0), []
            for label, rows in ((0, originals), (1, copies)):
                pages = collections.Counter(self.page[owner[rows]])
                even = np.array([1 / pages[page] for page in self.page[owner[rows]]])
                total = own[self.label[chosen] == label].sum()
                weights.append(even if share == 1 else even / even.sum() * total * share / (1 - share))
            of = self.page[owner[np.r_[originals, copies]]]
            pages = ["copy of " + page if contrast_copies else "" for page in of]
            labels = np.r_[self.label[chosen], np.zeros(len(originals), int), np.ones(len(copies), int)]
            everybody = np.r_[chosen, people + originals, people + copies]
            weights = np.concatenate([own * (1e-6 if share == 1 else 1), *weights])
            coefficients = fit(gram, everybody, labels, weights, np.r_[self.page[chosen], pages],
                               contrast=0.0 if share == 1 else CONTRAST)
            return gram[:people][:, everybody] @ coefficients, chosen, own

        return self.gathered(fitted)

    def gathered(self, fitted):
        """Scores of all folds, each in weighted deviations of the real people that it was fitted to."""
        scores = np.full(len(self), np.nan)
        for fold in FOLDS:
            values, chosen, weights = fitted(fold)
            real = self.label[chosen] == 0
            known, share = values[chosen][real], weights[real] / weights[real].sum()
            mean = (share * known).sum()
            deviation = np.sqrt((share * known * known).sum() - mean * mean)
            scores[self.fold == fold] = ((values - mean) / deviation)[self.fold == fold]
        scores[~self.enough] = np.nan
        return self.highest(scores)
