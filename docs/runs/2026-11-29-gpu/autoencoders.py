"""Trains one of the four autoencoders on real people's crops, for so many seconds.

    python3 autoencoders.py --data DATA --kind 0 --seconds 95 --side 160 --out FOLDER

Two of them (1 and 3) learn against a critic in their second half. Those of tuning get 35 s and 224 pixels.
"""

import argparse
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from clips import DEVICE, Clips
from networks import Autoencoder, Inception
from pictures import cut

SEEN = ("pooled", "mixed2")  # Inception's maps in which a copy should be like its original


def crops(rng, count, side):
    """Places of squares of that many pixels, somewhere in the crop, mirrored half of the time."""
    scale = side / 288 * rng.uniform(0.9, 1.6)
    shift = 1 - min(scale, 1)
    centre, made = rng.uniform(-shift, shift, (count, 2)), np.zeros((count, 2, 3), np.float32)
    made[:, 0, 0], made[:, 1, 1], made[:, :, 2] = scale * rng.choice([-1, 1], count), scale, centre
    return torch.tensor(made).to(DEVICE)


def train(data: pathlib.Path, kind: int, seconds: float, side: int, batch: int) -> Autoencoder:
    """Trains as long as it may; the rate falls with time."""
    clips, rng = Clips(data), np.random.default_rng(kind)
    torch.manual_seed(kind)
    network = Autoencoder(kind).to(DEVICE)
    inception = Inception(data, False).to(DEVICE).eval().requires_grad_(False)
    critic = nn.Sequential(nn.Conv2d(3, 64, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(64, 128, 4, 2, 1),
                           nn.GroupNorm(8, 128), nn.LeakyReLU(0.2), nn.Conv2d(128, 1, 4, 1, 1)).to(DEVICE)
    optimizer = torch.optim.AdamW(network.parameters(), 6e-4, betas=(0.9, 0.99), weight_decay=0)
    critics = torch.optim.AdamW(critic.parameters(), 3e-4, betas=(0.5, 0.9))
    real, started, steps = [person for person in range(len(clips)) if clips.label[person] == 0], time.time(), 0
    half = lambda: torch.autocast(DEVICE, torch.bfloat16)
    while time.time() - started < seconds:
        progress = (time.time() - started) / seconds
        against = kind % 2 == 1 and progress > 0.5
        for group in optimizer.param_groups:
            group["lr"] = 6e-4 * min(1, steps / 50) * (1 - progress) + 1e-6
        indices = [clips.first[person] + rng.integers(clips.count[person]) for person in rng.choice(real, batch)]
        pictures = cut(clips.pictures(indices), crops(rng, batch, side), side)
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with half():
            copies = network(pictures, 0.02)
            loss = (copies - pictures).abs().mean() + 2 * ((copies - pictures) ** 2).mean()
            originals, seen = inception(pictures), inception(copies)
            loss = loss + 0.05 * sum(((originals[name] - seen[name]) ** 2).mean() / (originals[name] ** 2).mean()
                                     for name in SEEN)
            if against:
                loss = loss + 0.004 * F.softplus(-critic(copies).float()).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if against:
            with half():
                loss = F.softplus(critic(copies.detach()).float()).mean() + F.softplus(-critic(pictures).float()).mean()
            critics.zero_grad()
            loss.backward()
            critics.step()
        steps += 1
    with torch.no_grad(), half():
        error = ((network(pictures).float().clamp(0, 1) - pictures) ** 2).mean().item()
    print(f"autoencoder {kind} {Autoencoder.KINDS[kind]}: {steps} steps, {-10 * math.log10(error):.2f} dB", flush=True)
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--kind", type=int, required=True, choices=range(len(Autoencoder.KINDS)))
    parser.add_argument("--seconds", type=float, default=95)
    parser.add_argument("--side", type=int, default=160)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network = train(options.data, options.kind, options.seconds, options.side, options.batch)
    torch.save(network.state_dict(), options.out / f"{options.kind}.pt")


if __name__ == "__main__":
    main()
