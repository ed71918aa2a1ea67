"""What the residual alone is worth by how many moments of a person are looked at, and which: out of fold, without the classifier.

    python3 moments.py statistics --store STORE --inception FILE --out FILE.npz
    python3 moments.py table --store STORE --out FILE.npz

STORE is what `delocate prepare --frames 24 --neighbours` made of the clips. The first command looks at every moment and
writes a row of statistics for each; the second fits and prints. View, network and regions are those of
../2026-11-30-leads and ../2026-11-29-gpu, discriminants and scores those of ../2026-11-29-gpu. Python with PyTorch,
NumPy, OpenCV, safetensors and onnx.
"""

import argparse
import json
import pathlib
import re
import sys
import tarfile
import tempfile

import cv2
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "2026-11-30-leads"), str(HERE.parent / "2026-11-29-gpu")]
from discriminant import SEEN, People, auc, found  # noqa: E402

BATCH = 16
# A face and the one 40 ms later; later ones still are not looked at.
FACE = re.compile(r"^(.*_f\d+)(n?)((?:_t\d+)?)\.(face\.png|json)$")


def members(store: pathlib.Path, kind):
    """Bytes of each face of the store, by the key of its moment and whether it is the later one."""
    for shard in sorted(store.glob("shard-*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                name = FACE.match(member.name)
                if name and name.group(4) == kind:
                    yield name.group(1) + name.group(3), bool(name.group(2)), archive.extractfile(member).read()


def picture(encoded):
    return cv2.cvtColor(cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def moments(store):
    """Key, face and later face of each moment in which something moves."""
    waiting = {}
    for key, later, encoded in members(store, "face.png"):
        if not later:
            waiting[key] = picture(encoded)
        elif key in waiting:
            face, after = waiting.pop(key), picture(encoded)
            if np.abs(face.astype(np.int16) - after).mean() > 0.1:
                yield key, face, after
        if len(waiting) > 16:
            waiting.pop(next(iter(waiting)))


def statistics(store, inception, out):
    import torch
    from bank import WIDE, regions
    from networks import Inception
    from views import view

    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "inception.safetensors").symlink_to(inception.resolve())
        network = Inception(pathlib.Path(folder), False).eval().to(memory_format=torch.channels_last)
    weights, keys, rows, some = {}, [], [], []

    @torch.no_grad()
    def look():
        shown, _ = view("residual1", np.stack([np.stack(pair) for _, *pair in some]), (0, 1))
        with torch.autocast("cpu", torch.bfloat16):
            maps = network(shown.contiguous(memory_format=torch.channels_last), False)
        made = []
        for layer in ("pooled", "mixed2"):
            side = maps[layer].shape[-1]
            weights.setdefault(side, regions(side, WIDE).t())
            places = maps[layer].flatten(2).float()
            mean = places @ weights[side]
            made += [mean.flatten(1), ((places * places) @ weights[side] - mean * mean).clamp_min(0).sqrt().flatten(1)]
        rows.append(torch.cat(made, 1).half().numpy())
        keys.extend(key for key, *_ in some)
        some.clear()

    for moment in moments(store):
        some.append(moment)
        if len(some) == BATCH:
            look()
    if some:
        look()
    np.savez(out, keys=np.array(keys), rows=np.concatenate(rows))


class Clips(People):
    """The people of a store, as the discriminants of the study before take them."""

    def __init__(self, store, keys):
        known = {key: json.loads(text) for key, later, text in members(store, "json") if not later}
        person = lambda key: re.sub(r"_f\d+((?:_t\d+)?)$", r"\1", key)
        names = sorted({person(key) for key in known})
        self.owner = np.array([names.index(person(key)) for key in keys])
        self.frame = np.array([known[key]["frame"] for key in keys])
        first = {person(key): face for key, face in reversed(known.items())}
        of = lambda key: np.array([first[name][key] for name in names])
        records = sorted(set(of("record")))
        self.clip = np.array([records.index(record) for record in of("record")])
        self.label, self.page = (of("label") == "fake").astype(int), of("source")
        self.fold = np.array([int(split[-1]) for split in of("split")])
        self.domain = np.where(self.label == 0, self.page, of("method"))
        self.families = np.array([first[name].get("traits", {}).get("family", "real") for name in names])
        self.clips = np.unique(self.clip)
        one = [np.flatnonzero(self.clip == clip)[0] for clip in self.clips]
        self.labels, self.families = self.label[one], self.families[one]

    def gram(self, rows, pick):
        """Of mean and deviation over the picked moments of each person, in deviations of all, within 2.5."""
        made, self.enough = np.zeros((len(self), 2 * rows.shape[1])), np.zeros(len(self), bool)
        for person in range(len(self)):
            own = np.flatnonzero(self.owner == person)
            own = pick(own[np.argsort(self.frame[own])])
            if len(own) >= SEEN:
                values = rows[own].astype(np.float64)
                made[person], self.enough[person] = np.r_[values.mean(0), values.std(0)], True
        known = made[self.enough]
        made[self.enough] = ((known - known.mean(0)) / (known.std(0) + 1e-6)).clip(-2.5, 2.5)
        return made @ made.T / made.shape[1]

    def line(self, name, gram):
        scores = self.out_of_fold(gram)
        text = f"{name:28s} {auc(scores, self.labels):.3f} found {found(scores, self.labels):.3f} |"
        for family in sorted(set(self.families[self.labels == 1])):
            among = (self.labels == 0) | (self.families == family)
            text += f" {family} {auc(scores[among], self.labels[among]):.3f}"
        print(text, flush=True)


def spread(count):
    return lambda own: own[np.unique(np.linspace(0, len(own) - 1, count).round().astype(int))] if len(own) > count else own


def table(store, out):
    file = np.load(out)
    clips, rows = Clips(store, file["keys"]), file["rows"]
    for count in (4, 8, 12, 16, 24):
        clips.line(f"{count} moments", clips.gram(rows, spread(count)))
    clips.line("every other moment", clips.gram(rows, lambda own: own[::2]))
    clips.line("those of the first half", clips.gram(rows, lambda own: own[: len(own) // 2]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("statistics", "table"))
    parser.add_argument("--store", type=pathlib.Path, required=True)
    parser.add_argument("--inception", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    if options.what == "statistics":
        statistics(options.store, options.inception, options.out)
    else:
        table(options.store, options.out)


if __name__ == "__main__":
    main()
