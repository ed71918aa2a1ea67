"""Statistics of a frozen Inception in views of every moment that crops.py cut out: one file a view.

    python3 views.py --data DATA --inception FILE [--kind KIND] --views NAME,NAME,...

writes DATA/statistics/NAME.npy (`uploaded NAME.npy` of what was encoded anew), a row a moment. Networks and regions are
those of ../2026-11-29-gpu. Python with PyTorch, NumPy, OpenCV, safetensors and onnx.
"""

import argparse
import pathlib
import re
import sys
import tempfile
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "2026-11-29-gpu"))
from bank import WIDE, amplified, regions  # noqa: E402
from networks import Inception  # noqa: E402

from crops import KINDS  # noqa: E402

BATCH, SIDE = 32, 160
VIEW = re.compile(r"(wide|detail|motion|residual|both ways)([0-9]*)(?: at ([0-9]+))?$")


def blur(pictures, deviation):
    """A Gaussian that reaches six pixels; pictures are mirrored at their borders."""
    shape = torch.exp(-((torch.arange(-6, 7) / deviation) ** 2) / 2)
    shape, channels = shape / shape.sum(), pictures.shape[1]
    pictures = F.pad(pictures, (6,) * 4, mode="reflect")
    across = F.conv2d(pictures, shape.view(1, 1, 1, -1).expand(channels, 1, 1, -1), groups=channels)
    return F.conv2d(across, shape.view(1, 1, -1, 1).expand(channels, 1, -1, 1), groups=channels)


def compensated(now, later):
    """Later crops, drawn back to where things were."""
    search = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    places = np.stack(np.meshgrid(np.arange(now.shape[2]), np.arange(now.shape[1])), -1).astype(np.float32)
    back = np.empty_like(later)
    for index, (one, other) in enumerate(zip(now, later)):
        flow = search.calc(*(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (one, other)), None)
        back[index] = cv2.remap(other, places + flow, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return back


def tensor(crops):
    return torch.from_numpy(np.ascontiguousarray(crops)).permute(0, 3, 1, 2).float() / 255


def view(name, crops, steps):
    """The picture of a view, and the scale of the face in it; `residual3` is that of the frame three steps later."""
    what, step, side = VIEW.match(name).groups()
    step, side = int(step or 1), int(side or SIDE)
    frame = lambda later: np.asarray(crops[:, steps.index(later)])
    small = lambda picture: F.interpolate(picture, size=(side, side), mode="bilinear", antialias=True)
    now = tensor(frame(0))
    if what == "wide":
        return small(now), WIDE
    if what == "motion":
        return amplified(small(tensor(frame(step)) - now), 3 if step == 1 else 2.5), WIDE
    if what == "detail":
        border = now.shape[-1] // 12
        seen = amplified(now - blur(now, 1.5), 4)[..., border:-border, border:-border]
        return seen if side == SIDE or now.shape[-1] > 192 else small(seen), 1.0
    back = lambda later: tensor(compensated(frame(0), frame(later)))
    contrast = blur((now - blur(now, 2)).abs().mean(1, keepdim=True), 2) + 0.01
    if what == "both ways":
        return amplified(small(((back(1) + back(-1)) / 2 - now) / contrast), 0.2), WIDE
    return amplified(small((back(step) - now) / contrast), 0.15 if step == 1 else 0.12), WIDE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "inception"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--kind", choices=list(KINDS), default="near")
    parser.add_argument("--views", required=True)
    options = parser.parse_args()
    crops, (_, times, steps) = np.load(options.data / f"{options.kind}.npy", mmap_mode="r"), KINDS[options.kind]
    first = np.load(options.data / "near.npy", mmap_mode="r")[:, 1:2] if options.kind == "late" else None
    names = options.views.split(",")
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "inception.safetensors").symlink_to(options.inception.resolve())
        network = Inception(pathlib.Path(folder), False).eval().to(memory_format=torch.channels_last)
    weights, rows, begun = {}, {name: [] for name in names}, time.time()

    @torch.no_grad()
    def statistics(picture, scale):
        maps, made = network(picture.contiguous(memory_format=torch.channels_last), False), []
        for layer in ("pooled", "mixed2"):
            side = maps[layer].shape[-1]
            if (side, scale) not in weights:
                weights[side, scale] = regions(side, scale).t()
            places = maps[layer].flatten(2).float()
            mean = places @ weights[side, scale]
            spread = ((places * places) @ weights[side, scale] - mean * mean).clamp_min(0).sqrt()
            made += [mean.flatten(1), spread.flatten(1)]
        return torch.cat(made, 1).half().numpy()

    for begin in range(0, len(crops), BATCH):
        some = np.asarray(crops[begin:begin + BATCH])
        if first is not None:  # The moment itself is among the others.
            some = np.concatenate([first[begin:begin + BATCH], some], 1)
        for name in names:
            picture, scale = view(name, some, ((0,) if first is not None else ()) + steps)
            rows[name].append(statistics(picture, scale if times == 1 else None))
        if begin // BATCH % 10 == 0:
            print(f"{begin} of {len(crops)} moments, {time.time() - begun:.0f} s", flush=True)
    (options.data / "statistics").mkdir(exist_ok=True)
    before = {"near": "", "late": ""}.get(options.kind, f"{options.kind} ")
    for name, values in rows.items():
        np.save(options.data / "statistics" / f"{before}{name}.npy", np.concatenate(values))


if __name__ == "__main__":
    main()
