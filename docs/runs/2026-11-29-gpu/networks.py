"""A DINOv2-S, Inception v3 to its last 17 x 17 block, a detector over either, and autoencoders."""

import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

WIDTH, HEADS = 384, 6
TAPS = (3, 6, 9, 12)  # the transformer's blocks that the detector pools


def filled(module, weight, bias):
    """The module, with these weights instead of random ones."""
    module.weight.data, module.bias.data = weight.float().clone(), bias.float().clone()
    return module


class Block(nn.Module):
    """One block of the transformer."""

    def __init__(self, weights, prefix):
        super().__init__()
        of = lambda *names: [torch.cat([weights[f"{prefix}{name}.{kind}"] for name in names])
                             for kind in ("weight", "bias")]
        attention = [f"attention.attention.{name}" for name in ("query", "key", "value")]
        self.norm1 = filled(nn.LayerNorm(WIDTH, 1e-6), *of("norm1"))
        self.norm2 = filled(nn.LayerNorm(WIDTH, 1e-6), *of("norm2"))
        self.attend = filled(nn.Linear(WIDTH, 3 * WIDTH), *of(*attention))
        self.project = filled(nn.Linear(WIDTH, WIDTH), *of("attention.output.dense"))
        self.widen = filled(nn.Linear(WIDTH, 4 * WIDTH), *of("mlp.fc1"))
        self.narrow = filled(nn.Linear(4 * WIDTH, WIDTH), *of("mlp.fc2"))
        self.scale1 = nn.Parameter(weights[f"{prefix}layer_scale1.lambda1"].float())
        self.scale2 = nn.Parameter(weights[f"{prefix}layer_scale2.lambda1"].float())

    def forward(self, tokens):
        batch, count, _ = tokens.shape
        heads = self.attend(self.norm1(tokens)).view(batch, count, 3, HEADS, WIDTH // HEADS)
        mixed = F.scaled_dot_product_attention(*heads.permute(2, 0, 3, 1, 4))
        tokens = tokens + self.project(mixed.transpose(1, 2).reshape(batch, count, WIDTH)) * self.scale1
        return tokens + self.narrow(F.gelu(self.widen(self.norm2(tokens)))) * self.scale2


class Transformer(nn.Module):
    """DINOv2-S on squares whose side is a multiple of 14."""

    def __init__(self, folder: pathlib.Path):
        super().__init__()
        weights = torch.load(folder / "transformer.pt")
        self.token = nn.Parameter(weights["embeddings.cls_token"].float() + weights["class_place"].float())
        self.places = nn.Parameter(weights["places"].float().permute(2, 0, 1)[None])
        projection = "embeddings.patch_embeddings.projection"
        self.patch = filled(nn.Conv2d(3, WIDTH, 14, 14), weights[projection + ".weight"], weights[projection + ".bias"])
        self.blocks = nn.ModuleList(Block(weights, f"encoder.layer.{index}.") for index in range(12))

    def forward(self, pictures):
        """All tokens after each of the blocks, the class token first."""
        mean, deviation = (pictures.new_tensor(values).view(1, 3, 1, 1)
                           for values in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
        patches = self.patch((pictures - mean) / deviation)
        places = F.interpolate(self.places, size=patches.shape[2:], mode="bicubic", antialias=False)
        tokens = (patches + places.to(patches.dtype)).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.token.expand(len(tokens), -1, -1).to(tokens.dtype), tokens], 1)
        after = []
        for block in self.blocks:
            tokens = block(tokens)
            after.append(tokens)
        return after


def normalised(tokens):
    """Tokens as a map (batch, channel, place), each normalised over its channels; without the class token."""
    return F.layer_norm(tokens[:, 1:].float(), (WIDTH,)).transpose(1, 2)


class Inception(nn.Module):
    """Inception v3, to mixed2 or to mixed7, its normalisation folded into the filters."""

    POOLED = [32, 64, 64]
    NARROW = [128, 160, 160, 192]

    def __init__(self, folder: pathlib.Path, deep: bool):
        super().__init__()
        self.deep = deep
        weights, self.filters = load_file(folder / "inception.safetensors"), nn.ModuleList()
        for index, (inputs, outputs, height, width, stride) in enumerate(self.shapes(deep)):
            filter_ = nn.Conv2d(inputs, outputs, (height, width), stride, (height // 2, width // 2))
            name = f"filter{index + 1}.conv."
            self.filters.append(filled(filter_, weights[name + "weight"], weights[name + "bias"]))

    @classmethod
    def shapes(cls, deep):
        """Inputs, outputs, height, width and stride of each filter, in order of use."""
        made, square = [], lambda inputs, outputs, side, stride=1: made.append((inputs, outputs, side, side, stride))
        for stem in ((3, 32, 3, 2), (32, 32, 3), (32, 64, 3), (64, 80, 1), (80, 192, 3)):
            square(*stem)
        inputs = 192
        for pooled in cls.POOLED:
            for outputs in ((inputs, 64, 1), (inputs, 48, 1), (48, 64, 5), (inputs, 64, 1), (64, 96, 3), (96, 96, 3),
                            (inputs, pooled, 1)):
                square(*outputs)
            inputs = 64 + 64 + 96 + pooled
        if deep:
            for reduction in ((inputs, 384, 3, 2), (inputs, 64, 1), (64, 96, 3), (96, 96, 3, 2)):
                square(*reduction)
            inputs += 384 + 96
            for narrow in cls.NARROW:
                made += [(inputs, 192, 1, 1, 1), (inputs, narrow, 1, 1, 1), (narrow, narrow, 1, 7, 1),
                         (narrow, 192, 7, 1, 1), (inputs, narrow, 1, 1, 1), (narrow, narrow, 7, 1, 1),
                         (narrow, narrow, 1, 7, 1), (narrow, narrow, 7, 1, 1), (narrow, 192, 1, 7, 1),
                         (inputs, 192, 1, 1, 1)]
        return made

    def forward(self, pictures, deep: bool = True):
        """Maps by name; those after mixed2 where the network has them and they are wanted."""
        filters = iter(self.filters)

        def run(maps, count):
            for _ in range(count):
                maps = F.relu(next(filters)(maps))
            return maps

        largest = lambda maps: F.max_pool2d(maps, 3, 2, 1)
        mean = lambda maps: F.avg_pool2d(maps, 3, 1, 1, count_include_pad=False)
        maps = {"half": run((pictures - 0.5) * 2, 3)}
        maps["quarter"] = run(largest(maps["half"]), 2)
        now = maps["pooled"] = largest(maps["quarter"])
        for index in range(len(self.POOLED)):
            now = torch.cat([run(now, 1), run(now, 2), run(now, 3), run(mean(now), 1)], 1)
            maps[f"mixed{index}"] = now
        if self.deep and deep:
            now = maps["mixed3"] = torch.cat([run(now, 1), run(now, 3), largest(now)], 1)
            for _ in self.NARROW:
                now = torch.cat([run(now, 1), run(now, 3), run(now, 5), run(mean(now), 1)], 1)
            maps["mixed7"] = now
        return maps


def regions(side):
    """Weights of a map's places for the picture, mouth, eyes and what is around the face."""
    steps = (torch.arange(side) + 0.5) / side - 0.5
    y, x = torch.meshgrid(steps, steps, indexing="ij")
    unit = 160 / 224 / 0.9
    eyes, mouth = (0.36 - 0.5) * unit, (0.70 - 0.5) * unit
    inside = [torch.ones(side, side),
              ((y - mouth).abs() < 0.125 * unit) & (x.abs() < 0.21 * unit),
              ((y - eyes).abs() < 0.11 * unit) & (x.abs() < 0.32 * unit),
              ((x / (0.39 * unit)) ** 2 + ((y - (eyes + mouth) / 2) / (0.49 * unit)) ** 2) > 1.15]
    return torch.stack([(region.float() / region.float().sum()).flatten() for region in inside])


class Detector(nn.Module):
    """Means and deviations of maps over regions, and how maps differ between frames, to one logit.

    `tuned` is what learns beside the last layer: "norms" (the transformer's), "all" or "after-stem" (Inception's).
    """

    def __init__(self, folder: pathlib.Path, transformer: bool, frames: int, tuned: str):
        super().__init__()
        self.transformer, self.frames = transformer, frames
        self.body = Transformer(folder) if transformer else Inception(folder, True)
        channels = len(TAPS) * WIDTH if transformer else 192 + 288 + 768
        count = channels * 8 + (WIDTH if transformer else 0) + (channels * 4 if frames > 1 else 0)
        self.norm = nn.BatchNorm1d(count, affine=False, momentum=0.05)
        self.drop, self.last = nn.Dropout(0.3), nn.Linear(count, 1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)
        for name, parameter in self.body.named_parameters():
            parameter.requires_grad = {"norms": ".norm" in name, "all": name not in ("places", "token"),
                                       "after-stem": not transformer and int(name.split(".")[1]) >= 5}[tuned]
        self.regions = {}

    def statistics(self, pictures):
        """What the last layer sees of each group of frames."""
        whole = []
        if self.transformer:
            after = self.body(pictures)
            whole = [F.layer_norm(after[-1][:, 0].float(), (WIDTH,))]
            maps = [normalised(after[tap - 1]) for tap in TAPS]
        else:
            named = self.body(pictures.contiguous(memory_format=torch.channels_last))
            maps = [named[name].flatten(2).float() for name in ("pooled", "mixed2", "mixed7")]
        still, moving = [], []
        for places in maps:
            side = math.isqrt(places.shape[2])
            if side not in self.regions:
                self.regions[side] = regions(side).to(places.device)
            weights = self.regions[side].t()
            mean, square = places @ weights, (places * places) @ weights
            deviation = (square - mean * mean).clamp_min(1e-6).sqrt()
            still += [mean.flatten(1), deviation.flatten(1)]
            if self.frames > 1:
                series = places.view(-1, self.frames, *places.shape[1:])
                moving.append(((series[:, 1:] - series[:, :-1]).abs().mean(1) @ weights).flatten(1))
        still = torch.cat(still + whole, 1)
        return torch.cat([still.view(-1, self.frames, still.shape[1]).mean(1)] + moving, 1)

    def forward(self, groups):
        """Logits of groups of frames (batch, frame, channel, height, width)."""
        with torch.autocast(groups.device.type, torch.bfloat16):
            statistics = self.statistics(groups.flatten(0, 1))
        return self.last(self.drop(self.norm(statistics.float()).clamp(-3, 3)))[:, 0]


class Residual(nn.Module):
    """Two convolutions beside what they change."""

    def __init__(self, channels):
        super().__init__()
        half = lambda: [nn.GroupNorm(8, channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, 1, 1)]
        self.change = nn.Sequential(*half(), *half())

    def forward(self, maps):
        return maps + self.change(maps)


class Autoencoder(nn.Module):
    """Pictures through few numbers and back; the decoders enlarge in different ways."""

    KINDS = [(4, 4, "nearest"), (4, 3, "shuffle"), (8, 12, "transposed"), (8, 16, "bilinear")]
    BROAD = 64

    def __init__(self, kind: int):
        super().__init__()
        factor, code, enlarging = self.KINDS[kind]
        steps, width = int(math.log2(factor)), self.BROAD
        layers = [nn.Conv2d(3, width, 3, 1, 1)]
        for _ in range(steps):
            wider = min(256, width * 2)
            layers += [nn.Conv2d(width, wider, 4, 2, 1), Residual(wider)]
            width = wider
        layers += [nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, code, 1)]
        self.encoder = nn.Sequential(*layers)
        layers = [nn.Conv2d(code, width, 3, 1, 1), Residual(width)]
        for step in range(steps):
            narrower = max(self.BROAD, width // 2) if step < steps - 1 else self.BROAD
            if enlarging == "shuffle":
                layers += [nn.Conv2d(width, narrower * 4, 3, 1, 1), nn.PixelShuffle(2)]
            elif enlarging == "transposed":
                layers += [nn.ConvTranspose2d(width, narrower, 4, 2, 1)]
            else:
                layers += [nn.Upsample(scale_factor=2, mode=enlarging), nn.Conv2d(width, narrower, 3, 1, 1)]
            layers += [Residual(narrower)]
            width = narrower
        layers += [nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, 3, 3, 1, 1)]
        self.decoder = nn.Sequential(*layers)

    @classmethod
    def trained(cls, folder: pathlib.Path, device: str) -> list["Autoencoder"]:
        """All kinds, as autoencoders.py left them in a folder."""
        made = [cls(kind) for kind in range(len(cls.KINDS))]
        for kind, network in enumerate(made):
            network.load_state_dict(torch.load(folder / f"{kind}.pt"))
        return [network.to(device).eval() for network in made]

    def forward(self, pictures, noise=0.0):
        code = self.encoder(pictures * 2 - 1)
        if noise > 0:
            code = code + torch.randn_like(code) * noise * code.std()
        return (self.decoder(code) + 1) / 2
