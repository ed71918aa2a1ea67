"""What is left between two frames when motion is taken out, as numbers: which of them tell, and how much they should count.

    python3 spectrum.py statistics --store STORE --out FILE.npz
    python3 spectrum.py table --store STORE --out FILE.npz --residual RESIDUAL.npz

STORE is what `delocate prepare --frames 24 --neighbours` made of the clips, RESIDUAL.npz what
../2026-11-30-tiny-160-r22/moments.py wrote of it: the statistics of the residual as a picture. The first command writes a
row of numbers for each moment, the second fits and prints, out of fold, without the classifier. Python with PyTorch, NumPy
and OpenCV.
"""

import argparse
import json
import pathlib
import sys

import cv2
import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / name) for name in ("2026-11-30-tiny-160-r22", "2026-11-30-leads", "2026-11-29-gpu")]
from discriminant import FOLDS, SEEN, auc, fit, found  # noqa: E402
from moments import Clips, moments  # noqa: E402

SIDE, BANDS, BATCH = 192, 7, 16
# Left, top, right and bottom, as shares of the view: face, mouth, eyes, around (outside of its box), cheeks, forehead.
BOXES = (((0.25, 0.25, 0.75, 0.85),), ((0.3, 0.6, 0.7, 0.82),), ((0.25, 0.3, 0.75, 0.5),), ((0.2, 0.15, 0.8, 0.9),),
         ((0.25, 0.5, 0.42, 0.75), (0.58, 0.5, 0.75, 0.75)), ((0.3, 0.15, 0.7, 0.3),))
FACE, AROUND = 0, 3
LIGHT_AND_COLOURS = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]) * 255


def regions():
    """Of each band the weights of its pixels in each region, [pixels, regions]."""
    y, x = (np.mgrid[0:SIDE, 0:SIDE] + 0.5) / SIDE
    inside = [np.any([(x >= a) & (x < c) & (y >= b) & (y < d) for a, b, c, d in boxes], 0) for boxes in BOXES]
    inside[AROUND] = ~inside[AROUND]
    masks, made = torch.from_numpy(np.stack(inside).astype(np.float32))[None], []
    for _ in range(BANDS):
        flat = masks[0].flatten(1)
        made.append((flat / flat.sum(1, keepdim=True)).t())
        masks = F.avg_pool2d(masks, 2)
    return made


REGIONS = regions()


def pyramid(picture):
    """Bands from fine to coarse; the last is what is left."""
    bands = []
    for _ in range(BANDS - 1):
        coarse = F.avg_pool2d(picture, 2)
        bands.append(picture - F.interpolate(coarse, scale_factor=2, mode="bilinear"))
        picture = coarse
    return [*bands, picture]


def blurred(pictures, deviation):
    """Of one channel."""
    planes = [cv2.GaussianBlur(plane[0].numpy(), (0, 0), deviation, borderType=cv2.BORDER_REFLECT_101) for plane in pictures]
    return torch.from_numpy(np.stack(planes))[:, None]


def mean(values, band):
    return values.flatten(2) @ REGIONS[band]


def correlation(one, other, band, least=0.05):
    return mean(one * other, band) / torch.sqrt(mean(one * one, band) * mean(other * other, band) + least)


def by_steepness(left, light):
    """Energies of the finest bands over plain, ..., steep places of the face, and around it; weights overlap."""
    across, down = torch.zeros_like(light), torch.zeros_like(light)
    across[..., 1:-1] = (light[..., 2:] - light[..., :-2]) / 2
    down[..., 1:-1, :] = (light[..., 2:, :] - light[..., :-2, :]) / 2
    steepness, made = blurred(torch.sqrt(across**2 + down**2), 2), []
    for band in range(3):
        energy = left[band][:, :1] ** 2
        logarithm = torch.log2(steepness + 0.25).clamp(-1, 3)
        for middle in range(-1, 4):
            near = (1 - (logarithm - middle).abs()).clamp(0)
            share = (mean(energy * near, band) + 0.01 * mean(energy, band)) / (mean(near, band) + 0.01)
            made.append(torch.log(share + 0.05)[:, :, [FACE, AROUND]])
        steepness = F.avg_pool2d(steepness, 2)
    return made


def compensated(now, later):
    grid = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), -1).astype(np.float32)
    back, length = np.empty_like(later), np.empty(now.shape[:3], np.float32)
    for index, (one, other) in enumerate(zip(now, later)):
        search = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        flow = search.calc(*(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (one, other)), None)
        back[index] = cv2.remap(other, grid + flow, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        length[index] = np.hypot(flow[..., 0], flow[..., 1])
    return back, torch.from_numpy(length)[:, None]


def numbers(now, later):
    """All kinds of numbers of some moments, by kind; [moments, numbers] each."""
    mixed = lambda faces: torch.einsum("cd,bhwd->bchw", LIGHT_AND_COLOURS, torch.from_numpy(faces).float() / 255)
    back, length = compensated(now, later)
    seen, after, drawn = mixed(now), mixed(later), mixed(back)
    light, unexplained = seen[:, :1], drawn - seen
    left, shown, moved = pyramid(unexplained), pyramid(seen), pyramid(after - seen)
    energies = lambda bands: [torch.log(mean(band**2, number) + 0.05) for number, band in enumerate(bands)]
    between, finer = [], (unexplained[:, :1], light)
    for deviation in (0.8, 1.6, 3.2, 6.4):
        coarse = tuple(blurred(picture, deviation) for picture in (unexplained[:, :1], light))
        between.append(correlation(finer[0] - coarse[0], finer[1] - coarse[1], 0))
        finer = coarse
    shifted = lambda band, number, step: mean(band * torch.roll(band, step, (2, 3)), number) / (mean(band**2, number) + 0.05)
    made = {
        "strength": energies(left),
        "peaks": [torch.log((mean(band**4, number) + 0.01) / (mean(band**2, number) ** 2 + 0.01)) for number, band in enumerate(left[:5])],
        "likeness": between,
        "likeness by bands of the pyramid": [correlation(left[k][:, :1], shown[k][:, :1], k) for k in range(4)],
        "slopes": by_steepness(left, light),
        "strength without compensation": energies(moved),
        "strength of the picture": energies(shown[:-1]),
        "likeness of colours": [correlation(left[k][:, a:a + 1], left[k][:, b:b + 1], k, 0.02) for k in range(BANDS) for a, b in ((0, 1), (0, 2), (1, 2))],
        "likeness to neighbours": [shifted(left[k][:, :1], k, step) for k in range(4) for step in ((0, 1), (1, 0), (1, 1), (1, -1), (0, 2), (2, 0))],
        "length of the flow": [torch.log(mean(length, 0) + 0.02)],
    }
    return {kind: torch.cat([part.flatten(1) for part in parts], 1).numpy() for kind, parts in made.items()}


def statistics(store, out):
    cv2.setNumThreads(1)
    keys, rows, some = [], [], []

    @torch.no_grad()
    def look():
        made = numbers(*(np.stack([moment[place] for moment in some]) for place in (1, 2)))
        rows.append(made)
        keys.extend(key for key, *_ in some)
        some.clear()

    for moment in moments(store):
        some.append(moment)
        if len(some) == BATCH:
            look()
    if some:
        look()
    np.savez(out, keys=np.array(keys), **{kind: np.concatenate([made[kind] for made in rows]) for kind in rows[0]})


class People(Clips):
    """With means and deviations apart."""

    def grams(self, rows):
        """Of means, and of deviations, over each person's moments, in deviations of all, within 2.5."""
        means, deviations = np.zeros((2, len(self), rows.shape[1]))
        self.enough = np.bincount(self.owner, minlength=len(self)) >= SEEN
        for person in np.flatnonzero(self.enough):
            values = rows[self.owner == person].astype(np.float64)
            means[person], deviations[person] = values.mean(0), values.std(0)
        made = []
        for values in (means, deviations):
            known = values[self.enough]
            values[self.enough] = ((known - known.mean(0)) / (known.std(0) + 1e-6)).clip(-2.5, 2.5)
            made.append(values @ values.T / values.shape[1])
        return made


def chosen_without(people, grams, fold):
    """The name of the Gram matrix that is best on the other folds, each scored by what is fitted to the two that are left."""
    others, best = [other for other in FOLDS if other != fold], (0, "")
    own = {clip: people.fold[people.clip == clip][0] for clip in people.clips}
    among = np.array([own[clip] != fold for clip in people.clips])
    for name, gram in grams.items():
        scores = np.full(len(people), np.nan)
        for inner in others:
            known = np.flatnonzero((people.fold != fold) & (people.fold != inner) & people.enough)
            weights = people.weights(known, 1.0)
            values = gram[:, known] @ fit(gram, known, people.label[known], weights, people.page[known])
            real = people.label[known] == 0
            share = weights[real] / weights[real].sum()
            mean = (share * values[known][real]).sum()
            deviation = np.sqrt((share * values[known][real] ** 2).sum() - mean**2)
            scores[people.fold == inner] = ((values - mean) / deviation)[people.fold == inner]
        scores[~people.enough] = np.nan
        best = max(best, (auc(people.highest(scores)[among], people.labels[among]), name))
    return best[1]


def by_fold(people, scores, own):
    areas = [auc(scores[own == fold], people.labels[own == fold]) for fold in FOLDS]
    return f"mean of the folds {np.mean(areas):.3f} ({', '.join(f'{area:.3f}' for area in areas)})"


def nested(people, grams, shipped):
    """Each fold by what the others chose; scales of different choices differ, so folds count one by one, too."""
    scores, own = np.full(len(people.clips), np.nan), np.array([people.fold[people.clip == clip][0] for clip in people.clips])
    for fold in FOLDS:
        name = chosen_without(people, grams, fold)
        scores[own == fold] = people.out_of_fold(grams[name])[own == fold]
        print(f"    without fold {fold}: {name}", flush=True)
    print(f"    each fold by what the others chose: {auc(scores, people.labels):.3f}, {by_fold(people, scores, own)}, found {found(scores, people.labels):.3f}")
    for name in ("the picture, 0.5", "the picture, 0.2", shipped):
        scores = people.out_of_fold(grams[name])
        print(f"    {name} throughout: {auc(scores, people.labels):.3f}, {by_fold(people, scores, own)}, found {found(scores, people.labels):.3f}")


def table(store, out, residual):
    deep, own = np.load(residual), np.load(out)
    place = {key: row for row, key in enumerate(deep["keys"])}
    both = [row for row, key in enumerate(own["keys"]) if key in place]
    keys = own["keys"][both]
    print(f"{len(keys)} moments, of {len(own['keys'])}")
    people = People(store, keys)
    picture = people.grams(deep["rows"][[place[key] for key in keys]])
    kinds = {kind: people.grams(own[kind][both]) for kind in own.files if kind != "keys"}
    weighed = lambda grams, wander: (1 - wander) * grams[0] + wander * grams[1]

    def together(some, share, wander):
        return (1 - share) * weighed(picture, wander) + share / len(some) * sum(weighed(kinds[kind], wander) for kind in some)

    shipped = ("strength", "peaks", "likeness", "slopes")
    people.line("the residual as a picture", weighed(picture, 0.5))
    people.line("its deviations counting 0.2", weighed(picture, 0.2))
    print("by themselves")
    for kind, grams in kinds.items():
        people.line(f"{kind}, {own[kind].shape[1]}", weighed(grams, 0.5))
    print("counting 0.2 beside the picture, deviations 0.5")
    for kind in kinds:
        people.line(kind, together((kind,), 0.2, 0.5))
    print("beside the picture, counting 0.65, deviations 0.2")
    for some in (*(shipped[:count] for count in (1, 2, 3, 4)), ("strength", "peaks", "likeness by bands of the pyramid", "slopes"), tuple(kinds)):
        people.line(", ".join(some), together(some, 0.65, 0.2))
    print("the four kinds: what they count; what deviations count")
    for share in (0.35, 0.5, 0.65, 0.75, 1):
        for wander in (0, 0.1, 0.2, 0.33, 0.5):
            scores = people.out_of_fold(together(shipped, share, wander))
            print(f"    {share} {wander}: {auc(scores, people.labels):.3f} found {found(scores, people.labels):.3f}", flush=True)
    grams = {f"the picture, {wander}": weighed(picture, wander) for wander in (0.1, 0.2, 0.33, 0.5)}
    for some in (*(shipped[:count] for count in (1, 2, 3, 4)), tuple(kinds)):
        for share in (0.35, 0.5, 0.65, 0.75):
            for wander in (0.1, 0.2, 0.33, 0.5):
                grams[f"{len(some)} kinds, {share}, {wander}"] = together(some, share, wander)
    print(f"chosen without looking at the fold that is scored, of {len(grams)}")
    nested(people, grams, "4 kinds, 0.65, 0.2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("statistics", "table"))
    for name in ("store", "out", "residual"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=name != "residual")
    options = parser.parse_args()
    if options.what == "statistics":
        statistics(options.store, options.out)
    elif options.residual is None:
        parser.error("table needs --residual")
    else:
        table(options.store, options.out, options.residual)


if __name__ == "__main__":
    main()
