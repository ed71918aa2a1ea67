"""Statistics of frozen networks' maps in two dozen views of every moving frame, as one Gram matrix a view and layer.

    python3 bank.py --data DATA --out FOLDER

writes grams.npz (the upper triangles), people.npz (clip, track and moving frames of each person) and shipped.npy, the
statistics of the three views of the shipped model, for copies.py. A view's name is followed by that of the layer;
"shipped" are the two of Inception that the shipped model pools.
"""

import argparse
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from clips import DEVICE, Clips
from networks import Inception, Transformer, normalised
from pictures import GREY, blur, cut, resized

SHIPPED = ("wide", "detail", "motion")
ALL_LAYERS = ("wide", "detail", "motion", "vwide")
LAYERS = ("half", "quarter", "mixed0", "mixed1", "mixed3")
WIDE = 160 / 192  # how large the 160 units of a face are in a view of 192
SELDOM = (3, 6, 9)  # the transformer's blocks of views of which not all are taken


def window(pictures, units, side, y=0.0, mirrored=False):
    """The middle of the crops, so many of their 224 units wide, at so many pixels."""
    scale, finer = units / 224, units / 224 * 288 / side
    place = torch.tensor([[[-scale if mirrored else scale, 0, 0], [0, scale, y]]], device=pictures.device)
    if finer > 1.3:
        pictures = blur(pictures, 0.35 * units / 224 * 288 / side)
    return cut(pictures, place.expand(len(pictures), -1, -1), side)


def amplified(differences, gain):
    """Differences around zero as a picture around grey."""
    return (differences * gain + 0.5).clamp(0, 1)


def detail(pictures, sigma=1.5, gain=4):
    """What a blur takes away, in the middle 160 of 192 pixels."""
    seen = window(pictures, 192, 192)
    return amplified((seen - blur(seen, sigma))[..., 16:-16, 16:-16], gain)


def shipped(now, following):
    """Name, picture and scale of the face of the shipped model's views."""
    wide = window(now, 192, 160)
    yield "wide", wide, WIDE
    yield "detail", detail(now), 1.0
    yield "motion", amplified(window(following, 192, 160) - wide, 3), WIDE


def views(now, following, third, before):
    """Those and all others; a scale of None: thirds of the view instead of regions of the face."""
    yield from shipped(now, following)
    wide, after = window(now, 192, 160), window(following, 192, 160)
    yield "motion3", amplified(window(third, 192, 160) - wide, 2), WIDE
    yield "flicker", amplified(window(before, 192, 160) - 2 * wide + after, 3), WIDE
    yield "tight", window(now, 160, 160), 1.0
    yield "tight112", window(now, 112, 160, 0.1), None
    yield "mouth", window(now, 64, 160, 0.22 * 160 / 224), None
    yield "eyes", window(now, 80, 160, -0.18 * 160 / 224), None
    grey = (wide * GREY.to(wide.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
    yield "chroma", amplified(wide - grey, 3), WIDE
    yield "detailmotion", amplified((after - blur(after, 1.5)) - (wide - blur(wide, 1.5)), 4), WIDE
    yield "detail07", detail(now, 0.7, 8), 1.0
    yield "detail3", detail(now, 3.0, 2), 1.0
    yield "wide224", window(now, 192, 224), WIDE
    yield "far224", window(now, 224, 160), 160 / 224
    yield "small", window(now, 192, 96), WIDE
    yield "flip", window(now, 192, 160, mirrored=True), WIDE
    yield "flipdetail", detail(now).flip(3), 1.0
    yield "flipmotion", amplified(after - wide, 3).flip(3), WIDE
    yield "vwide", window(now, 192, 196), WIDE
    yield "vmotion", amplified(window(following, 192, 196) - window(now, 192, 196), 3), WIDE
    yield "vdetail", resized(detail(now), 196), 1.0
    mean, deviation = wide.mean((2, 3), keepdim=True), wide.std((2, 3), keepdim=True) + 0.02
    yield "norm", ((wide - mean) / deviation * 0.2 + 0.5).clamp(0, 1), WIDE


def regions(side, scale):
    """The whole, mouth, eyes and what is around the face; or the whole and its upper, middle and lower third."""
    if scale is None:
        third = torch.arange(side) * 3 // side
        inside = [torch.ones(side, side)] + [(third == index)[:, None].expand(side, side) for index in range(3)]
    else:
        steps = (torch.arange(side) + 0.5) / side * 160
        y, x = torch.meshgrid(steps, steps, indexing="ij")
        eyes, mouth = ((line * 160 - 80) * scale + 80 for line in (0.32, 0.72))
        unit, x = 160 * scale, (x - 80).abs()
        inside = [torch.ones(side, side),
                  ((y - mouth).abs() < 20 / 160 * unit) & (x < 34 / 160 * unit),
                  ((y - eyes).abs() < 18 / 160 * unit) & (x < 52 / 160 * unit),
                  ((x / (62 / 160 * unit)) ** 2 + ((y - (eyes + mouth) / 2) / (78 / 160 * unit)) ** 2) > 1.15]
    return torch.stack([(region.float() / region.float().sum().clamp_min(1)).flatten() for region in inside])


class Eyes:
    """Both frozen networks, and the statistics that are taken of their maps."""

    def __init__(self, data: pathlib.Path):
        self.inception = Inception(data, True).to(DEVICE).eval().to(memory_format=torch.channels_last)
        self.transformer, self.regions = Transformer(data).to(DEVICE).eval(), {}

    def pooled(self, maps, scale):
        """Mean and deviation of each channel (batch, channel, place) in each region."""
        key = (math.isqrt(maps.shape[2]), scale)
        if key not in self.regions:
            self.regions[key] = regions(*key).to(DEVICE)
        weights, maps = self.regions[key].t(), maps.float()
        mean = maps @ weights
        return torch.cat([mean.flatten(1), ((maps * maps) @ weights - mean * mean).clamp_min(0).sqrt().flatten(1)], 1)

    @torch.no_grad()
    def statistics(self, pictures, scale, transformer=False, all_layers=False) -> dict[str, torch.Tensor]:
        """By layer."""
        with torch.autocast(DEVICE, torch.bfloat16):
            if transformer:
                blocks = range(1, 13) if all_layers else SELDOM
                after = self.transformer(pictures)
                made = {f"block{block}": self.pooled(normalised(after[block - 1]), scale) for block in blocks}
            else:
                maps = self.inception(pictures.contiguous(memory_format=torch.channels_last), all_layers)
                of = lambda name: self.pooled(maps[name].flatten(2), scale)
                made = {"shipped": torch.cat([of("pooled"), of("mixed2")], 1)}
                if all_layers:
                    made.update({name: of(name) for name in LAYERS})
        return {name: values.float() for name, values in made.items()}


class Sums:
    """Sums over each person's frames, and what mean and deviation follow from them."""

    def __init__(self, people: int, width: int):
        self.values, self.squares = torch.zeros(2, people, width, device=DEVICE)
        self.count = torch.zeros(people, device=DEVICE)

    def add(self, owners, values):
        self.values.index_add_(0, owners, values)
        self.squares.index_add_(0, owners, values * values)
        self.count.index_add_(0, owners, torch.ones(len(owners), device=DEVICE))

    def with_(self, other: "Sums") -> "Sums":
        both = Sums(*self.values.shape)
        for name in ("values", "squares", "count"):
            setattr(both, name, getattr(self, name) + getattr(other, name))
        return both

    def statistics(self):
        count = self.count.clamp_min(1)[:, None]
        mean = self.values / count
        return torch.cat([mean, (self.squares / count - mean * mean).clamp_min(0).sqrt()], 1)


def gram(statistics, reference):
    """Products of all rows, standardised by the reference and within 2.5 deviations; its upper triangle."""
    standard = (statistics - reference.mean(0)) / (reference.std(0) + 1e-6)
    standard = standard.clamp(-2.5, 2.5).double()
    products = (standard @ standard.t() / standard.shape[1]).float().cpu().numpy()
    return products[np.triu_indices(len(products))].astype(np.float16)


def look(clips: Clips, eyes: Eyes, people: np.ndarray, size: int) -> dict[str, Sums]:
    """All views of every frame from which something moves until the next."""
    rows = []
    for owner, person in enumerate(people):
        first, last = int(clips.first[person]), int(clips.first[person] + clips.count[person]) - 1
        rows += [(owner, at, at + 1, min(last, at + 3), max(first, at - 1)) for at in range(first, last)]
    rows, sums, started = np.array(rows), {}, time.time()
    for begin in range(0, len(rows), size):
        owners, *indices = rows[begin:begin + size].T
        now, following, third, before = (clips.pictures(column) for column in indices)
        moving = ((following - now).abs().mean((1, 2, 3)) > 0.25 / 255).nonzero()[:, 0]
        if len(moving) == 0:
            continue
        owners = torch.as_tensor(owners.copy()).to(DEVICE)[moving]
        for view, pictures, scale in views(now[moving], following[moving], third[moving], before[moving]):
            made = eyes.statistics(pictures, scale, view.startswith("v"), view in ALL_LAYERS)
            for layer, values in made.items():
                name = f"{view}.{layer}"
                sums.setdefault(name, Sums(len(people), values.shape[1])).add(owners, values)
        if begin // size % 20 == 0:
            print(f"{begin} of {len(rows)} frames, {time.time() - started:.1f} s", flush=True)
    return sums


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--people", type=int, default=0, help="only the first and last of them, for a try")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    clips, half = Clips(options.data), options.people // 2
    people = np.r_[:half, len(clips) - half:len(clips)] if half else np.arange(len(clips))
    sums = look(clips, Eyes(options.data), people, options.batch)
    moving = sums["wide.shipped"].count.cpu().numpy()
    for view, mirrored in (("wide", "flip"), ("detail", "flipdetail"), ("motion", "flipmotion")):
        sums[f"{view}+flip.shipped"] = sums[f"{view}.shipped"].with_(sums[f"{mirrored}.shipped"])
    statistics = {name: sums[name].statistics() for name in sorted(sums)}
    np.savez(options.out / "grams.npz", **{name: gram(values, values) for name, values in statistics.items()})
    np.savez(options.out / "people.npz", clip=clips.clip[people], track=clips.track[people], moving=moving)
    kept = torch.cat([statistics[f"{view}.shipped"] for view in SHIPPED], 1)
    np.save(options.out / "shipped.npy", kept.cpu().numpy())
    print(f"{len(statistics)} Gram matrices, {int(moving.sum())} moving frames", flush=True)


if __name__ == "__main__":
    main()
