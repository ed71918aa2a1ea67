"""What is done to pictures on the GPU: JPEG, blur, degradation, colours, cutting out, blending a face with itself.

Pictures are tensors of batch, channel, height and width, from 0 to 1.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

LUMINANCE = torch.tensor([
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
    51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
    120, 101, 72, 92, 95, 98, 112, 100, 103, 99]).float().view(8, 8)
CHROMINANCE = torch.tensor([
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
    99, 99, 99, 99] + [99] * 32).float().view(8, 8)
COSINES = torch.tensor([[math.cos((2 * x + 1) * u * math.pi / 16) * (math.sqrt(1 / 8) if u == 0 else 0.5)
                         for x in range(8)] for u in range(8)])
TO_YCC = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])
GREY = torch.tensor([0.299, 0.587, 0.114])


def resized(pictures, side, mode="bilinear", antialias=False):
    """Pictures of another size."""
    return F.interpolate(pictures, size=side, mode=mode, antialias=antialias)


def jpeg(pictures, quality, subsampled=True):
    """What JPEG leaves of pictures, without its entropy coding."""
    device, side = pictures.device, pictures.shape[-1]
    cosines, pad = COSINES.to(device), (-side) % 16
    ycc = torch.einsum("ij,bjhw->bihw", TO_YCC.to(device), pictures * 255)
    ycc = F.pad(ycc, (0, pad, 0, pad), mode="replicate")
    scale = (5000 / quality if quality < 50 else 200 - 2 * quality) / 100

    def coded(planes, table):
        table = (table.to(device) * scale).round().clamp(1, 255)
        batch, count, height, width = planes.shape
        blocks = planes.view(batch, count, height // 8, 8, width // 8, 8).permute(0, 1, 2, 4, 3, 5)
        rounded = (cosines @ blocks @ cosines.t() / table).round() * table
        return (cosines.t() @ rounded @ cosines).permute(0, 1, 2, 4, 3, 5).reshape(batch, count, height, width)

    light, colour = coded(ycc[:, :1] - 128, LUMINANCE) + 128, ycc[:, 1:]
    if subsampled:
        colour = F.interpolate(coded(F.avg_pool2d(colour, 2), CHROMINANCE), scale_factor=2, mode="bilinear")
    else:
        colour = coded(colour, CHROMINANCE)
    rgb = torch.einsum("ij,bjhw->bihw", torch.linalg.inv(TO_YCC).to(device), torch.cat([light, colour], 1))
    return (rgb[..., :side, :side] / 255).clamp(0, 1)


def blur(pictures, sigma):
    """A Gaussian blur; less than 0.15 of a pixel is none."""
    if sigma < 0.15:
        return pictures
    radius, count = int(3 * sigma) + 1, pictures.shape[1]
    kernel = torch.exp(-((torch.arange(-radius, radius + 1, device=pictures.device).float() / sigma) ** 2) / 2)
    kernel = kernel / kernel.sum()
    pictures = F.pad(pictures, (radius, radius, radius, radius), mode="reflect")
    pictures = F.conv2d(pictures, kernel.view(1, 1, 1, -1).expand(count, 1, 1, -1), groups=count)
    return F.conv2d(pictures, kernel.view(1, 1, -1, 1).expand(count, 1, -1, 1), groups=count)


def sharpened(pictures, sigma, strength):
    """Pictures and as much of what a blur takes from them; not limited to 0 to 1."""
    return pictures + (pictures - blur(pictures, sigma)) * strength


def shrunk_and_back(pictures, rng):
    """Resized to 0.35 to 1 of their size, and back."""
    side, factor, modes = pictures.shape[-1], rng.uniform(0.35, 1.0), ["bilinear", "bicubic"]
    small = resized(pictures, int(side * factor), modes[rng.integers(2)], antialias=True)
    return resized(small, side, modes[rng.integers(2)]).clamp(0, 1)


def degraded(pictures, rng):
    """One draw of what happens to clips on their way, the same for all pictures."""
    if rng.random() < 0.4:
        pictures = shrunk_and_back(pictures, rng)
    if rng.random() < 0.2:
        pictures = blur(pictures, rng.uniform(0.3, 1.6))
    if rng.random() < 0.15:
        pictures = (pictures + torch.randn_like(pictures) * rng.uniform(0.003, 0.03)).clamp(0, 1)
    if rng.random() < 0.1:
        pictures = sharpened(pictures, 1.2, rng.uniform(0.2, 1.2)).clamp(0, 1)
    if rng.random() < 0.6:
        pictures = jpeg(pictures, rng.uniform(25, 95), rng.random() < 0.7)
    if rng.random() < 0.15:
        pictures = jpeg(shrunk_and_back(pictures, rng), rng.uniform(40, 95))
    return pictures


def recoloured(pictures, rng, together):
    """Other saturation, balance, light and gamma; one draw for each `together` pictures that follow each other."""
    count, device = len(pictures) // together, pictures.device
    matrices, added = torch.eye(3).repeat(count, 1, 1), torch.zeros(count, 3)
    for index in range(count):
        if rng.random() < 0.6:
            saturation = rng.uniform(0.6, 1.4)
            matrix = saturation * torch.eye(3) + (1 - saturation) * GREY.repeat(3, 1)
            if rng.random() < 0.07:
                matrix = GREY.repeat(3, 1)
            balance = torch.diag(torch.tensor(rng.uniform(0.92, 1.08, 3)).float())
            matrices[index] = balance @ matrix * rng.uniform(0.75, 1.25)
            added[index] = torch.tensor(rng.uniform(-0.08, 0.08, 3))
    gamma = torch.tensor(np.where(rng.random(count) < 0.4, rng.uniform(0.75, 1.35, count), 1.0)).float()
    matrices, added, gamma = (draw.repeat_interleave(together, 0).to(device) for draw in (matrices, added, gamma))
    pictures = torch.einsum("bij,bjhw->bihw", matrices, pictures) + added.view(-1, 3, 1, 1)
    return pictures.clamp(1e-4, 1) ** gamma.view(-1, 1, 1, 1)


def cut(pictures, places, side, padding="reflection"):
    """What lies at affine places (batch, 2, 3) of pictures, as squares of that side."""
    grid = F.affine_grid(places, (len(pictures), pictures.shape[1], side, side), align_corners=False)
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode=padding, align_corners=False)


def places(rng, count, varied, zoom=0.9):
    """Nine tenths of the crop; varied ones a little larger or smaller, turned, moved and mirrored."""
    made = np.zeros((count, 2, 3), np.float32)
    for index in range(count):
        scale, angle, x, y, mirror = zoom, 0, 0, 0, 1
        if varied:
            scale *= rng.uniform(0.85, 1.1)
            angle = rng.uniform(-0.17, 0.17)
            x, y = rng.uniform(-0.06, 0.06, 2)
            mirror = rng.choice([-1, 1])
        made[index] = [[scale * math.cos(angle) * mirror, -scale * math.sin(angle), x],
                       [scale * math.sin(angle) * mirror, scale * math.cos(angle), y]]
    return torch.tensor(made)


def self_blended(pictures, face, rng):
    """Real faces, and the same with a changed copy of themselves blended in; `face` is where, at any size."""
    batch, _, side, _ = pictures.shape
    mask = resized(face, side)
    moved = np.zeros((batch, 2, 3), np.float32)
    for index in range(batch):
        scale = rng.uniform(0.95, 1.05)
        moved[index] = [[scale, rng.uniform(-0.02, 0.02), rng.uniform(-0.03, 0.03)],
                        [rng.uniform(-0.02, 0.02), scale, rng.uniform(-0.015, 0.015)]]
    moved = torch.tensor(moved).to(pictures.device)
    source, target, draw = recoloured(pictures, rng, 1), pictures, rng.random()
    if draw < 0.4:
        source = resized(resized(source, int(side * rng.uniform(0.3, 0.8)), antialias=True), side)
    elif draw < 0.6:
        source = sharpened(source, 1.0, rng.uniform(0.2, 0.8)).clamp(0, 1)
    if rng.random() < 0.5:
        source, target = target, source
    source, mask = cut(source, moved, side), cut(mask, moved, side, "zeros")
    mask = blur(mask, rng.uniform(1, 5))
    mask = ((mask - rng.uniform(0, 0.6)) * rng.uniform(1.5, 4)).clamp(0, 1)
    mask = blur(mask, rng.uniform(0.5, 6)) * rng.choice([0.25, 0.5, 0.75, 1, 1, 1])
    return target, target * (1 - mask) + source * mask
