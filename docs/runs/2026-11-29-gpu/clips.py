"""The decoded people of the clips, and how pairs of a forged and a real one are drawn."""

import collections
import pathlib

import numpy as np
import torch

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
torch.backends.cuda.matmul.allow_tf32 = True
torch.backends.cudnn.allow_tf32 = True


class Clips:
    """People, that is tracks of clips, in order: `first` crop and `count` of crops, and what their clip is."""

    def __init__(self, folder: pathlib.Path):
        self.meta, index = dict(np.load(folder / "meta.npz")), np.load(folder / "frames.npz")
        self.crops = torch.from_numpy(np.load(folder / "crops.npy", mmap_mode="r"))
        self.masks = torch.from_numpy(np.load(folder / "masks.npy"))
        if DEVICE == "cuda":
            self.crops, self.masks = self.crops.to(DEVICE), self.masks.to(DEVICE)
        keys = index["clip"].astype(int) * 1000 + index["track"]
        people, self.first, self.count = np.unique(keys, return_index=True, return_counts=True)
        self.clip, self.track = people // 1000, people % 1000
        self.label = self.meta["label"][self.clip].astype(int)
        for name in ("fold", "page", "generator", "original"):
            setattr(self, name, self.meta[name][self.clip])
        self.main = {clip: person for person, clip in reversed(list(enumerate(self.clip)))}

    def __len__(self) -> int:
        return len(self.clip)

    def pictures(self, indices) -> torch.Tensor:
        """These crops, from 0 to 1."""
        crops = self.crops[torch.as_tensor(indices).to(self.crops.device)]
        return crops.to(DEVICE).permute(0, 3, 1, 2).float() / 255

    def hidden(self, indices) -> torch.Tensor:
        """Where face and lips of these crops are, from 0 to 1."""
        return self.masks[torch.as_tensor(indices).to(self.masks.device)].to(DEVICE).float() / 255

    def frames(self, person: int, count: int, stride: int, rng, at: int | None = None) -> tuple[list[int], int]:
        """Crops of so many frames of a person, and where they begin: drawn, or as near as can be to `at`."""
        length, span = self.count[person], (count - 1) * stride
        if span >= length:
            stride = max(1, (length - 1) // max(1, count - 1))
            span = (count - 1) * stride
        start = rng.integers(max(1, length - span)) if at is None else min(at, max(0, length - 1 - span))
        return [self.first[person] + min(length - 1, start + step * stride) for step in range(count)], start

    def pairs(self, fold: int, rng):
        """Without end: a forged person, a real one, and whether that is the forgery's own original.

        Both are of other folds. A forged person counts less the more there are of its generator and page; the real
        one is the original in half of the cases that have one, else in 0.7 of them one of the same page.
        """
        others = [person for person in range(len(self)) if self.fold[person] != fold]
        forged = [person for person in others if self.label[person]]
        real = [person for person in others if not self.label[person]]
        generators = collections.Counter(self.generator[person] for person in forged)
        pages = collections.Counter(self.page[person] for person in forged)
        real_pages = collections.Counter(self.page[person] for person in real)
        of_forged = np.array([generators[self.generator[p]] ** -0.5 * pages[self.page[p]] ** -0.4 for p in forged])
        of_real = np.array([real_pages[self.page[person]] ** -0.8 for person in real])
        of_forged, of_real = of_forged / of_forged.sum(), of_real / of_real.sum()
        beside = collections.defaultdict(list)
        for person in real:
            beside[self.page[person]].append(person)
        while True:
            one, draw = forged[rng.choice(len(forged), p=of_forged)], rng.random()
            original = self.main.get(self.original[one]) if self.original[one] >= 0 else None
            same_page = beside[self.page[one]]
            if original is not None and self.fold[original] != fold and draw < 0.5:
                other = original
            elif same_page and draw < 0.7:
                other = same_page[rng.integers(len(same_page))]
            else:
                other = real[rng.choice(len(real), p=of_real)]
            yield one, other, other == original
