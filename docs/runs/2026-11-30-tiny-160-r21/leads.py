"""What stood behind the choice of the residual: views of eight moments of each person, each by itself and beside the
three views of r20. Statistics, discriminants and scores are those of ../2026-11-29-gpu.

    python3 leads.py --store STORE --inception FILE

STORE is what `delocate prepare --frames 24 --neighbours` made of the clips, FILE the Inception weights of
scripts/pretrained-encoder.mjs. Python with PyTorch, NumPy, OpenCV, safetensors and onnx (which ../2026-11-29-gpu/pack.py
imports).
"""

import argparse
import collections
import json
import pathlib
import sys
import tarfile
import tempfile

import cv2
import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "2026-11-29-gpu"))
from bank import WIDE, amplified, regions  # noqa: E402
from discriminant import People, auc, found  # noqa: E402
from networks import Inception  # noqa: E402

MOMENTS, BATCH, SIDE = 8, 32, 160


class Clips(People):
    """The people of a store, as the discriminants of the study before take them."""

    def __init__(self, store: pathlib.Path):
        kept = collections.defaultdict(dict)
        for shard in sorted(store.glob("shard-*.tar")):
            with tarfile.open(shard) as archive:
                crops = {}
                for member in archive:
                    if member.name.endswith(".face.png"):
                        crops[member.name.removesuffix(".face.png")] = archive.extractfile(member).read()
                    elif member.name.endswith(".json"):
                        face = json.load(archive.extractfile(member))
                        later = face["key"].endswith("n")
                        moment = (face["frame"], False) if not later else (face["key"][:-1], True)
                        person = kept[face["record"], face["track"]]
                        person[face["key"]] = (face, crops.pop(member.name.removesuffix(".json")), moment)
        people = sorted(kept)
        clips = sorted({record for record, _ in people})
        faces = [next(iter(kept[person].values()))[0] for person in people]
        self.clip = np.array([clips.index(record) for record, _ in people])
        self.label = np.array([int(face["label"] == "fake") for face in faces])
        self.fold = np.array([int(face["split"][-1]) for face in faces])
        self.page = np.array([face["source"].split("@")[0] for face in faces])
        self.domain = np.where(self.label == 0, self.page, [face["method"] for face in faces])
        self.clips = np.arange(len(clips))
        first = [np.flatnonzero(self.clip == clip)[0] for clip in self.clips]
        self.labels = self.label[first]
        self.families = np.array([faces[index]["traits"]["family"] for index in first])
        self.now, self.later, self.owner = self.pairs(people, kept)
        moving = np.abs(self.later.astype(np.int16) - self.now).mean((1, 2, 3)) > 0.25
        self.now, self.later, self.owner = self.now[moving], self.later[moving], self.owner[moving]
        self.enough = np.bincount(self.owner, minlength=len(people)) >= 3

    @staticmethod
    def pairs(people, kept):
        """Crops of up to eight moments of each person, and the crops a moment later."""
        now, later, owner = [], [], []
        decoded = lambda png: cv2.cvtColor(cv2.imdecode(np.frombuffer(png, np.uint8), 1), cv2.COLOR_BGR2RGB)
        for index, person in enumerate(people):
            faces = kept[person]
            keys = sorted((key for key in faces if not key.endswith("n") and key + "n" in faces),
                          key=lambda key: faces[key][0]["frame"])
            if keys:
                for place in np.unique(np.linspace(0, len(keys) - 1, MOMENTS).round().astype(int)):
                    now.append(decoded(faces[keys[place]][1]))
                    later.append(decoded(faces[keys[place] + "n"][1]))
                    owner.append(index)
        return np.array(now), np.array(later), np.array(owner)

    def line(self, name, gram):
        """AUC, what is found at 5 % false alarms, and each family's AUC against all real clips."""
        scores = self.out_of_fold(gram)
        text = f"{name:40s} {auc(scores, self.labels):.3f} found {found(scores, self.labels):.3f}"
        for family in sorted(set(self.families[self.labels == 1])):
            among = (self.labels == 0) | (self.families == family)
            text += f" {family} {auc(scores[among], self.labels[among]):.3f}"
        print(text, flush=True)


def blur(pictures, deviation):
    """A Gaussian that reaches six pixels; pictures are mirrored at their borders."""
    shape = torch.exp(-((torch.arange(-6, 7) / deviation) ** 2) / 2)
    shape, channels = shape / shape.sum(), pictures.shape[1]
    pictures = F.pad(pictures, (6,) * 4, mode="reflect")
    across = F.conv2d(pictures, shape.view(1, 1, 1, -1).expand(channels, 1, 1, -1), groups=channels)
    return F.conv2d(across, shape.view(1, 1, -1, 1).expand(channels, 1, -1, 1), groups=channels)


def compensated(now, later, preset):
    """Later crops, drawn back to where things were, and how far that is."""
    search = cv2.DISOpticalFlow_create(preset)
    places = np.stack(np.meshgrid(np.arange(now.shape[2]), np.arange(now.shape[1])), -1).astype(np.float32)
    back, flows = np.empty_like(later), []
    for index, (one, other) in enumerate(zip(now, later)):
        grey = [cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (one, other)]
        flows.append(search.calc(*grey, None))
        back[index] = cv2.remap(other, places + flows[-1], None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return back, np.array(flows)


def small(pictures):
    return F.interpolate(pictures, size=(SIDE, SIDE), mode="bilinear", antialias=True)


def middle(pictures):
    return pictures[..., 16:-16, 16:-16]


def views(now, later, rgb, rgb_later):
    """Name, picture, scale of the face."""
    yield "wide", small(now), WIDE
    yield "detail", middle(amplified(now - blur(now, 1.5), 4)), 1.0
    yield "motion", amplified(small(later - now), 3), WIDE
    fast, flow = compensated(rgb, rgb_later, cv2.DISOPTICAL_FLOW_PRESET_FAST)
    medium, _ = compensated(rgb, rgb_later, cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = torch.from_numpy(flow).permute(0, 3, 1, 2)
    far = flow.norm(dim=1, keepdim=True)
    moved = torch.cat([flow - flow.mean((2, 3), keepdim=True), far - far.mean((2, 3), keepdim=True)], 1)
    yield "flow as a picture", small((moved / 8 + 0.5).clamp(0, 1)), WIDE
    left, left_medium = (tensor(back) - now for back in (fast, medium))
    yield "residual x 6", amplified(small(left), 6), WIDE
    yield "residual x 12", amplified(small(left), 12), WIDE
    yield "residual x 6, a slower flow", amplified(small(left_medium), 6), WIDE
    yield "residual x 6, the crop alone", middle(amplified(left, 6)), 1.0
    yield "fine residual x 6", middle(amplified(left - blur(left, 1.5), 6)), 1.0
    contrast = blur((now - blur(now, 2)).abs().mean(1, keepdim=True), 2) + 0.01
    for gain in (0.075, 0.15, 0.3):
        yield f"residual over contrast x {gain}", amplified(small(left / contrast), gain), WIDE
    yield "fine residual over contrast", middle(amplified((left - blur(left, 1.5)) / contrast, 0.2)), 1.0
    yield "motion over contrast", amplified(small((later - now) / contrast), 0.15), WIDE
    yield "detail over contrast", middle(amplified((now - blur(now, 1.5)) / contrast, 0.3)), 1.0


def tensor(crops):
    return torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255


def statistics(clips: Clips, inception: pathlib.Path) -> dict[str, np.ndarray]:
    """Of each view: mean and deviation over a person's moments."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "inception.safetensors").symlink_to(inception.resolve())
        network = Inception(pathlib.Path(folder), False).eval().to(memory_format=torch.channels_last)
    found_regions, values = {}, collections.defaultdict(list)

    @torch.no_grad()
    def pooled(picture, scale):
        with torch.autocast("cpu", torch.bfloat16):
            maps = network(picture.contiguous(memory_format=torch.channels_last), False)
        made = []
        for name in ("pooled", "mixed2"):
            side = maps[name].shape[-1]
            weights = found_regions.setdefault((side, scale), regions(side, scale)).t()
            places = maps[name].flatten(2).float()
            mean = places @ weights
            made += [mean.flatten(1), ((places * places) @ weights - mean * mean).clamp_min(0).sqrt().flatten(1)]
        return torch.cat(made, 1)

    for begin in range(0, len(clips.now), BATCH):
        rgb, rgb_later = clips.now[begin:begin + BATCH], clips.later[begin:begin + BATCH]
        for name, picture, scale in views(tensor(rgb), tensor(rgb_later), rgb, rgb_later):
            values[name].append(pooled(picture, scale).numpy())
        print(f"{begin} of {len(clips.now)}", file=sys.stderr)
    made = {}
    for name, parts in values.items():
        rows = np.concatenate(parts).astype(np.float64)
        made[name] = np.zeros((len(clips), 2 * rows.shape[1]))
        for person in np.unique(clips.owner):
            own = rows[clips.owner == person]
            made[name][person] = np.r_[own.mean(0), own.std(0)]
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("store", "inception"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    clips = Clips(options.store)
    grams = {}
    for name, values in statistics(clips, options.inception).items():
        reference = values[clips.enough]
        standard = ((values - reference.mean(0)) / (reference.std(0) + 1e-6)).clip(-2.5, 2.5)
        grams[name] = standard @ standard.T / standard.shape[1]
    shipped = [grams.pop(name) for name in ("wide", "detail", "motion")]
    clips.line("r20's views", sum(shipped) / 3)
    for name, gram in grams.items():
        clips.line(name, gram)
        clips.line("    beside r20's", (sum(shipped) + gram) / 4)
        clips.line("    instead of motion", (shipped[0] + shipped[1] + gram) / 3)


if __name__ == "__main__":
    main()
