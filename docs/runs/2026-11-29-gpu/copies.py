"""Real people through one of the four decoders each: whole, the face only, the mouth only.

    python3 copies.py --data DATA --decoders FOLDER --bank FOLDER

writes copies.npz beside the bank: the Gram matrix (upper triangle) of people and copies over the statistics of the
shipped model's views, and person, what was copied (0: nothing, 1: all, 2: face, 3: mouth) and decoder of each copy.
Original and copies are degraded alike.
"""

import argparse
import pathlib

import numpy as np
import torch

from bank import Eyes, gram, shipped
from clips import DEVICE, Clips
from networks import Autoencoder
from pictures import blur, degraded, resized


@torch.no_grad()
def copies(clips: Clips, person: int, decoders, rng) -> tuple[torch.Tensor, int]:
    """Original and its three copies, frame after frame, at most 24, and the decoder that was drawn."""
    frames = np.arange(clips.first[person], clips.first[person] + min(24, clips.count[person]))
    pictures, masks = clips.pictures(frames), resized(clips.hidden(frames), 288)
    decoder = int(rng.integers(len(decoders)))
    with torch.autocast(DEVICE, torch.bfloat16):
        copied = decoders[decoder](pictures, rng.choice([0, 0, 0.04])).float().clamp(0, 1)
    face, mouth = blur(masks[:, :1], 5.0), (blur(masks[:, 1:], 8.0) * 2.5).clamp(0, 1)
    group = torch.cat([pictures, copied, pictures * (1 - face) + copied * face,
                       pictures * (1 - mouth) + copied * mouth])
    return (degraded(group, rng) if rng.random() < 0.8 else group), decoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "decoders", "bank"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    clips, eyes, rng = Clips(options.data), Eyes(options.data), np.random.default_rng(5)
    decoders, people = Autoencoder.trained(options.decoders, DEVICE), np.load(options.bank / "people.npz")
    rows, info = [], []
    for owner, key in enumerate(zip(people["clip"], people["track"])):
        person = next(iter(np.where((clips.clip == key[0]) & (clips.track == key[1]))[0]))
        if clips.label[person] or clips.count[person] < 4:
            continue
        group, decoder = copies(clips, person, decoders, rng)
        series = group.view(4, -1, *group.shape[1:])
        now, following = series[:, :-1].flatten(0, 1), series[:, 1:].flatten(0, 1)
        parts = [eyes.statistics(pictures, scale)["shipped"].view(4, series.shape[1] - 1, -1)
                 for _, pictures, scale in shipped(now, following)]
        both = lambda part: torch.cat([part.mean(1), part.var(1, unbiased=False).sqrt()], 1)
        rows.append(torch.cat([both(part) for part in parts], 1))
        info += [(owner, copied, decoder) for copied in range(4)]
    clean = torch.from_numpy(np.load(options.bank / "shipped.npy")).to(DEVICE)
    np.savez(options.bank / "copies.npz", gram=gram(torch.cat([clean, *rows]), clean), info=np.array(info))
    print(f"{len(info)} originals and copies of {len(rows)} people", flush=True)


if __name__ == "__main__":
    main()
