"""Tunes detectors on three of the folds and scores the clips of the fourth, half way and at the end.

    python3 tune.py --data DATA --fold 1 --plan tuning.json --decoders FOLDER --out FOLDER

writes fold1.json: for each tuning its clips' scores, the most suspicious person's mean logit. Nothing is chosen by
them: half way and end are where the time says.
"""

import argparse
import dataclasses
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from clips import DEVICE, Clips
from discriminant import auc
from networks import Autoencoder, Detector
from pictures import blur, cut, degraded, places, recoloured, resized, self_blended


@dataclasses.dataclass
class Tuning:
    """One way to tune; `decay` is by how much the rate falls from a block to the one before."""

    name: str
    rate: float
    seconds: float
    batch: int  # pictures of a step, forged and real
    transformer: bool = True
    tuned: str = "norms"
    side: int = 224
    frames: int = 1
    stride: int = 1
    decay: float = 1.0
    own: str = ""  # "blended" or "decoded": forgeries of our own, for this share of the pairs
    share: float = 0.0


def groups(network: Detector, tuning: Tuning) -> list[dict]:
    """What the optimiser tunes, each with the rate it begins with."""
    made = []
    for name, parameter in network.body.named_parameters():
        if parameter.requires_grad:
            depth = 11 - int(name.split(".")[1]) if name.startswith("blocks") else 12
            rate = tuning.rate * tuning.decay ** depth
            made.append(dict(params=[parameter], lr=rate, first=rate, weight_decay=0.05 if parameter.ndim > 1 else 0))
    return made + [dict(params=list(network.last.parameters()), lr=1e-3, first=1e-3, weight_decay=0.05)]


@torch.no_grad()
def scores(network: Detector, clips: Clips, fold: int, tuning: Tuning, looks: int) -> dict[int, float]:
    """The highest mean logit of a person of each clip of the fold, at so many places of each."""
    network.eval()
    jobs, owners, frames = [], [], tuning.frames
    for person in np.where(clips.fold == fold)[0]:
        count = clips.count[person]
        last = max(0, count - 1 - (frames - 1) * tuning.stride)
        times = min(looks, count) if frames == 1 else max(1, looks // frames * 2)
        for at in np.unique(np.linspace(0, last, times).astype(int)):
            jobs.append(clips.frames(person, frames, tuning.stride, None, at)[0])
            owners.append(person)
    logits, batch = [], max(1, 192 // frames)
    for begin in range(0, len(jobs), batch):
        indices = np.array(jobs[begin:begin + batch]).ravel()
        pictures = cut(clips.pictures(indices), places(None, len(indices), False).to(DEVICE), tuning.side)
        logits.append(network(pictures.view(-1, frames, *pictures.shape[1:])).float().cpu())
    network.train()
    logits, owners, highest = torch.cat(logits).numpy(), np.array(owners), {}
    for person in np.unique(owners):
        clip = int(clips.clip[person])
        highest[clip] = max(highest.get(clip, -1e9), float(logits[owners == person].mean()))
    return highest


def decoded(pictures, masks, decoders, frames, rng):
    """The whole picture, the face or the mouth through autoencoders, a third of the pictures through each draw."""
    masks, draw = resized(masks, pictures.shape[-1]), rng.random()
    with torch.no_grad(), torch.autocast(DEVICE, torch.bfloat16):
        copies = torch.cat([decoders[rng.integers(len(decoders))](part, rng.choice([0, 0, 0.05, 0.1]))
                            for part in pictures.split(max(frames, len(pictures) // 3))]).float().clamp(0, 1)
    if draw < 0.35:
        mask = torch.ones_like(masks[:, :1])
    elif draw < 0.65:
        mask = blur(masks[:, :1], rng.uniform(2, 6))
    else:
        mask = (blur(masks[:, 1:], 6.0) * 2).clamp(0, 1)
    return pictures * (1 - mask) + copies * mask


def batch(clips: Clips, drawn, tuning: Tuning, decoders, rng) -> torch.Tensor:
    """Real and forged groups in turn; the two of a pair lie at the same place, and colours are theirs together."""
    pairs, frames, side = tuning.batch // tuning.frames // 2, tuning.frames, tuning.side
    ours = int(round(pairs * tuning.share))
    theirs = (pairs - ours) * frames
    real, forged = [], []
    for _ in range(pairs - ours):
        one, other, aligned = next(drawn)
        stride = int(rng.integers(1, tuning.stride + 1))
        faces, at = clips.frames(one, frames, stride, rng)
        forged += faces
        real += clips.frames(other, frames, stride, rng, at if aligned else None)[0]
    for _ in range(ours):
        _, other, _ = next(drawn)
        real += clips.frames(other, frames, int(rng.integers(1, tuning.stride + 1)), rng)[0]
    where = places(rng, pairs, True).repeat_interleave(frames, 0).to(DEVICE)
    genuine, fake = cut(clips.pictures(real), where, side), cut(clips.pictures(forged), where[:theirs], side)
    if ours:
        masks, originals = cut(clips.hidden(real[theirs:]), where[theirs:], side // 2, "zeros"), genuine[theirs:]
        if tuning.own == "blended":
            originals, made = self_blended(originals, masks[:, :1], rng)
        else:
            made = decoded(originals, masks, decoders, frames, rng)
        genuine, fake = torch.cat([genuine[:theirs], originals]), torch.cat([fake, made])
    of = lambda pictures: pictures.view(pairs, frames, *pictures.shape[1:])
    both = recoloured(torch.stack([of(genuine), of(fake)], 1).flatten(0, 2), rng, 2 * frames)
    both = torch.cat([degraded(part, rng) for part in both.split(max(1, pairs // 8) * 2 * frames)])
    return both.view(pairs * 2, frames, *both.shape[1:])


def tune(clips: Clips, data: pathlib.Path, fold: int, tuning: Tuning, decoders, steps: int, looks: int) -> dict:
    """Tunes as long as the tuning may, or so many steps; evaluates the mean of the weights over the last hundred."""
    torch.manual_seed(1)
    rng, network = np.random.default_rng(10 + fold), Detector(data, tuning.transformer, tuning.frames, tuning.tuned)
    network = network.to(DEVICE)
    if not tuning.transformer:
        network.body.to(memory_format=torch.channels_last)
    optimizer, drawn = torch.optim.AdamW(groups(network, tuning), betas=(0.9, 0.98)), clips.pairs(fold, rng)
    learnt = [parameter for parameter in network.parameters() if parameter.requires_grad]
    mean = [parameter.detach().clone() for parameter in learnt]
    total, step, losses, results, started = steps or 100_000, 0, [], {}, time.time()

    def evaluate(when):
        now = [parameter.detach().clone() for parameter in learnt]
        for parameter, weights in zip(learnt, mean):
            parameter.data.copy_(weights)
        found = scores(network, clips, fold, tuning, looks)
        for parameter, weights in zip(learnt, now):
            parameter.data.copy_(weights)
        area = auc(list(found.values()), [int(clips.meta["label"][clip]) for clip in found])
        results[when] = dict(auc=area, clips=found)
        print(f"{tuning.name} fold {fold} {when}: AUC {area:.4f}, loss {np.mean(losses[-40:]):.3f}, "
              f"{step * tuning.batch} faces, {time.time() - started:.1f} s", flush=True)

    while step < total:
        factor = min(1, (step + 1) / 30) * (0.5 * (1 + math.cos(math.pi * step / total)) * 0.97 + 0.03)
        for group in optimizer.param_groups:
            group["lr"] = group["first"] * factor
        faces = batch(clips, drawn, tuning, decoders, rng)
        wanted = torch.tensor([0.0, 1.0]).repeat(len(faces) // 2).to(DEVICE)
        loss = F.binary_cross_entropy_with_logits(network(faces), wanted * 0.9 + 0.05)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        keep = min(0.99, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_mul_(mean, keep)
            torch._foreach_add_(mean, [parameter.detach() for parameter in learnt], alpha=1 - keep)
        if step % 10 == 0:
            losses.append(float(loss.detach()))
        step += 1
        if not steps and step in (10, 30):  # how long twenty steps take says how many there are time for
            if DEVICE == "cuda":
                torch.cuda.synchronize()
            if step == 10:
                begun = time.time()
            else:
                total = max(60, int(tuning.seconds / ((time.time() - begun) / 20)))
        if step == total // 2:
            evaluate("half")
    evaluate("end")
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "plan", "decoders", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--steps", type=int, default=0, help="instead of the plan's seconds, for a try")
    parser.add_argument("--batch", type=int, default=0, help="instead of the plan's, for a try")
    parser.add_argument("--looks", type=int, default=12, help="frames of a person that are scored")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    clips, decoders, results = Clips(options.data), Autoencoder.trained(options.decoders, DEVICE), {}
    for entry in json.loads(options.plan.read_text()):
        tuning = Tuning(**entry)
        tuning.batch = options.batch or tuning.batch
        results[tuning.name] = tune(clips, options.data, options.fold, tuning, decoders, options.steps, options.looks)
        (options.out / f"fold{options.fold}.json").write_text(json.dumps(results))


if __name__ == "__main__":
    main()
