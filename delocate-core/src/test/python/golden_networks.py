"""Reference outputs of the networks, from an independent implementation in plain PyTorch.

Written from the description of the architecture, not from the Java code: functions over tensors,
convolutions with strides where Java thins, attention from torch.nn.functional, MAE's un-shuffling
where Java concatenates. Weights are not stored: both sides derive each from its name (see `values`).

    python3 golden_networks.py ../resources/org/delocate/network/model/golden.safetensors

needs Python 3 with PyTorch (made with 2.15 on CPU). Outputs of more than 100 values are thinned to every third.
GoldenNetworksTest compares the Java networks with the file.
"""

import json
import math
import struct
import sys
import zlib

import torch
import torch.nn.functional as F

SIZE, PATCH, GRID = 64, 16, 4
WIDTH, DEPTH, HEADS, DECODER_WIDTH, DECODER_DEPTH, DECODER_HEADS, RATIO = 16, 2, 2, 8, 1, 2, 2
MAPPING, MAPPING_PIXEL_BLOCK, MAPPING_TRUNK = 4, 1, "resnet"
LOCALIZATION, REDUCTION, ENCODER = 8, 4, "se-resnet"
SURROUND = 8  # what the network with Inception sees around the crop
PARTS = [[0, 5, 9], [2, 5, 7], [11, 12, 14]], [[1, 3, 8], [4, 6, 15], [8, 10, 13]]  # two faces


def values(name, shape):
    """Numbers in -1..1 from a linear congruential generator seeded with the name's CRC-32."""
    state = zlib.crc32(name.encode())
    numbers = []
    for _ in range(math.prod(shape)):
        state = (1664525 * state + 1013904223) % 2**32
        numbers.append(state / 2**31 - 1)
    return torch.tensor(numbers, dtype=torch.float64).float().reshape(shape)


def weight(name, *shape):
    if len(shape) > 1:
        return values(name, shape) * math.sqrt(3 / math.prod(shape[1:]))
    if name.endswith("weight") or name.endswith("running_var"):
        return 1 + 0.5 * values(name, shape)
    return 0.2 * values(name, shape)


def linear(name, x, out):
    return F.linear(x, weight(name + ".weight", out, x.shape[-1]), weight(name + ".bias", out))


def layer_norm(name, x):
    c = x.shape[-1]
    return F.layer_norm(x, (c,), weight(name + ".weight", c), weight(name + ".bias", c), 1e-6)


def conv(name, x, out, kernel, stride=1, bias=False):
    b = weight(name + ".bias", out) if bias else None
    w = weight(name + ".weight", out, x.shape[1], kernel, kernel)
    return F.conv2d(x, w, b, stride=stride, padding=kernel // 2)


def batch_norm(name, x, eps=1e-5):
    c = x.shape[1]
    mean, var = weight(name + ".running_mean", c), weight(name + ".running_var", c)
    scale, shift = weight(name + ".weight", c), weight(name + ".bias", c)
    return F.batch_norm(x, mean, var, scale, shift, eps=eps)


# --- stage 1 -----------------------------------------------------------------------------------


def position_table(width):
    """MAE's get_2d_sincos_pos_embed: first half from the column, second from the row."""

    def one(positions):
        omega = 1.0 / 10000 ** (torch.arange(width // 4, dtype=torch.float64) / (width / 4))
        angles = positions.reshape(-1, 1) * omega
        return torch.cat([angles.sin(), angles.cos()], dim=1)

    ys, xs = torch.meshgrid(torch.arange(GRID), torch.arange(GRID), indexing="ij")
    return torch.cat([one(xs.double().reshape(-1)), one(ys.double().reshape(-1))], dim=1).float()


def block(name, x, heads):
    b, n, c = x.shape
    h = layer_norm(name + ".norm1", x)
    q, k, v = linear(name + ".attn.qkv", h, 3 * c).chunk(3, dim=-1)
    outs = []
    for i in range(heads):  # one head after the other
        s = slice(i * c // heads, (i + 1) * c // heads)
        scores = torch.einsum("bid,bjd->bij", q[..., s], k[..., s]) / math.sqrt(c / heads)
        outs.append(torch.einsum("bij,bjd->bid", scores.softmax(-1), v[..., s]))
    x = x + linear(name + ".attn.proj", torch.cat(outs, dim=-1), c)
    h = F.gelu(linear(name + ".fc1", layer_norm(name + ".norm2", x), RATIO * c))
    return x + linear(name + ".fc2", h, c)


def to_patches(images):
    b = images.shape[0]
    patches = F.unfold(images, PATCH, stride=PATCH)  # [B, 3 p p, N], channel first
    return patches.reshape(b, 3, PATCH, PATCH, -1).permute(0, 4, 2, 3, 1).reshape(b, GRID**2, -1)


def to_image(patches):
    b = patches.shape[0]
    columns = patches.reshape(b, GRID**2, PATCH, PATCH, 3).permute(0, 4, 2, 3, 1)
    return F.fold(columns.reshape(b, -1, GRID**2), SIZE, PATCH, stride=PATCH)


def recover_one(image, masked):
    """Predictions of all patches of one image with some hidden, in MAE's own way."""
    visible = [i for i in range(GRID**2) if i not in masked]
    patches = to_patches(image)
    x = linear("recovering.patch_embed", patches * 2 - 1, WIDTH) + position_table(WIDTH)
    x = torch.cat([weight("recovering.cls_token", 1, 1, WIDTH), x[:, visible]], dim=1)
    for i in range(DEPTH):
        x = block(f"recovering.encoder{i}", x, HEADS)
    x = layer_norm("recovering.encoder_norm", x)
    x = linear("recovering.decoder_embed", x, DECODER_WIDTH)
    full = weight("recovering.mask_token", 1, 1, DECODER_WIDTH).repeat(1, GRID**2, 1)
    full[:, visible] = x[:, 1:]
    x = torch.cat([x[:, :1], full + position_table(DECODER_WIDTH)], dim=1)
    for i in range(DECODER_DEPTH):
        x = block(f"recovering.decoder{i}", x, DECODER_HEADS)
    x = layer_norm("recovering.decoder_norm", x)
    return linear("recovering.decoder_pred", x, PATCH * PATCH * 3)[:, 1:] * 0.5 + 0.5


def recover(image, parts):
    patches = to_patches(image)
    collected, errors = {}, []
    for masked in parts:
        predicted = recover_one(image, masked)
        errors.append(((predicted - patches)[:, masked] ** 2).mean())
        for i in masked:
            collected.setdefault(i, []).append(predicted[:, i])
    for i, predictions in collected.items():
        patches[:, i] = sum(predictions) / len(predictions)
    return to_image(patches), torch.stack(errors)


# --- stage 2 -----------------------------------------------------------------------------------


def squeeze_excitation(name, x, reduction):
    c = x.shape[1]
    s = x.mean(dim=(2, 3), keepdim=True)
    s = F.relu(conv(name + ".squeeze", s, max(1, c // reduction), 1, bias=True))
    return x * torch.sigmoid(conv(name + ".excite", s, c, 1, bias=True))


def basic_block(name, x, out, stride, reduction=0):
    y = F.relu(batch_norm(name + ".bn1", conv(name + ".conv1", x, out, 3, stride)))
    y = batch_norm(name + ".bn2", conv(name + ".conv2", y, out, 3))
    if reduction:
        y = squeeze_excitation(name + ".se", y, reduction)
    if stride != 1 or x.shape[1] != out:
        x = batch_norm(name + ".downsample_bn", conv(name + ".downsample_conv", x, out, 1, stride))
    return F.relu(x + y)


def stage(name, x, out, stride, reduction=0):
    x = basic_block(name + "_0", x, out, stride, reduction)
    return basic_block(name + "_1", x, out, 1, reduction)


def enlarge(x, like):
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


def to_blocks(image, k):
    """[B, 3, S, S] to [B, 3 k k, S / k, S / k]: channel c k k + row k + column."""
    b, c, height, width = image.shape
    x = image.reshape(b, c, height // k, k, width // k, k).permute(0, 1, 3, 5, 2, 4)
    return x.reshape(b, c * k * k, height // k, width // k)


def from_blocks(x, k):
    b, c, height, width = x.shape
    x = x.reshape(b, c // (k * k), k, k, height, width).permute(0, 1, 4, 2, 5, 3)
    return x.reshape(b, c // (k * k), height * k, width * k)


def mapping_by_resnet(image, k=None):
    n, w = "mapping.", MAPPING
    k = k or MAPPING_PIXEL_BLOCK
    x = to_blocks(image * 2 - 1, k)
    x = F.relu(batch_norm(n + "bn1", conv(n + "conv1", x, w, 3)))
    s1 = stage(n + "layer1", x, w, 1)
    s2 = stage(n + "layer2", s1, 2 * w, 2)
    s3 = stage(n + "layer3", s2, 4 * w, 2)
    x = stage(n + "layer4", s3, 8 * w, 2)
    for i, skip in ((3, s3), (2, s2), (1, s1)):
        up = batch_norm(f"{n}up{i}_bn", conv(f"{n}up{i}", x, skip.shape[1], 3))
        x = F.relu(enlarge(up, skip) + skip)
    correction = torch.tanh(conv(n + "to_face", x, 3 * k * k, 3, bias=True))
    return image + from_blocks(correction, k)


def mapping_by_mobilenet(image):
    n = "mapping."
    *maps, _ = mobilenet(image * 2 - 1, n + "encoder.")
    correction = torch.tanh(conv(n + "to_face", unet(n, *maps), 3 * 2 * 2, 3, bias=True))
    return image + from_blocks(correction, 2)


TRUNKS = {"resnet": mapping_by_resnet, "mobilenet": mapping_by_mobilenet}


def mapping(image):
    return TRUNKS[MAPPING_TRUNK](image)


def se_resnet(x):
    n, w, r = "localization.", LOCALIZATION, REDUCTION
    s0 = F.relu(batch_norm(n + "bn1", conv(n + "conv1", x, w, 7, 2)))
    s1 = stage(n + "layer1", F.max_pool2d(s0, 3, 2, 1), w, 1, r)
    s2 = stage(n + "layer2", s1, 2 * w, 2, r)
    s3 = stage(n + "layer3", s2, 4 * w, 2, r)
    s4 = stage(n + "layer4", s3, 8 * w, 2, r)
    return s0, s1, s2, s3, s4, s4


def filtered(name, x, out, stride, groups):
    """TensorFlow's "same": with stride 2 and even sides, the border is on the right and below."""
    w = weight(name + ".conv.weight", out, x.shape[1] // groups, 3, 3)
    x = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
    x = F.conv2d(x, w, stride=stride, groups=groups)
    return torch.clamp(batch_norm(name + ".bn", x, 1e-3), 0, 6)


def mobilenet(x, n="localization.encoder."):
    """MobileNetV2 by the table of its paper: expansion, channels, repeats, first stride."""
    index, maps = 0, {}
    x = filtered(n + "stem", x, 32, 2, 1)
    table = (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    )
    for expansion, out, repeats, first in table:
        for repeat in range(repeats):
            block, stride = f"{n}block{index}.", first if repeat == 0 else 1
            y = x
            if expansion != 1:
                y = conv(block + "expand", y, expansion * x.shape[1], 1)
                y = torch.clamp(batch_norm(block + "expand_bn", y, 1e-3), 0, 6)
            y = filtered(block + "depthwise", y, y.shape[1], stride, y.shape[1])
            y = batch_norm(block + "project_bn", conv(block + "project", y, out, 1), 1e-3)
            x = x + y if stride == 1 and x.shape[1] == out else y
            index += 1
        maps[out] = x
    top = torch.clamp(batch_norm(n + "head_bn", conv(n + "head", x, 1280, 1), 1e-3), 0, 6)
    return maps[16], maps[24], maps[32], maps[96], maps[320], top


class Inception:
    """Inception v3 by the table of its paper; batch normalisation is part of the filters."""

    def __init__(self, n="localization.encoder."):
        self.n, self.count = n, 0

    def filter(self, x, out, kernel, stride=1):
        self.count += 1
        name = f"{self.n}filter{self.count}.conv"
        w = weight(name + ".weight", out, x.shape[1], *kernel)
        border = (kernel[0] // 2, kernel[1] // 2)
        return F.relu(F.conv2d(x, w, weight(name + ".bias", out), stride, border))

    def branch(self, x, *steps):
        for out, kernel, *stride in steps:
            x = self.filter(x, out, kernel, *stride)
        return x

    def eighths(self, x):
        """The maps at an eighth before the first block, and behind the last one of this size."""
        one, three, five = (1, 1), (3, 3), (5, 5)
        half = self.branch(x, (32, three, 2), (32, three), (64, three))
        x = F.max_pool2d(F.pad(half, (1, 1, 1, 1), value=-math.inf), 3, 2)
        x = self.branch(x, (80, one), (192, three))
        x = shallow = F.max_pool2d(F.pad(x, (1, 1, 1, 1), value=-math.inf), 3, 2)
        for out in (32, 64, 64):
            branches = [
                self.branch(x, (64, one)),
                self.branch(x, (48, one), (64, five)),
                self.branch(x, (64, one), (96, three), (96, three)),
                self.branch(mean_of_nine(x), (out, one)),
            ]
            x = torch.cat(branches, dim=1)
        return shallow, x

    def __call__(self, x):
        one, three, row, column = (1, 1), (3, 3), (1, 7), (7, 1)
        x = eighth = self.eighths(x)[1]
        branches = [
            self.branch(x, (384, three, 2)),
            self.branch(x, (64, one), (96, three), (96, three, 2)),
            F.max_pool2d(F.pad(x, (1, 1, 1, 1), value=-math.inf), 3, 2),
        ]
        x = torch.cat(branches, dim=1)
        for c in (128, 160, 160, 192):
            branches = [
                self.branch(x, (192, one)),
                self.branch(x, (c, one), (c, row), (192, column)),
                self.branch(x, (c, one), (c, column), (c, row), (c, column), (192, row)),
                self.branch(mean_of_nine(x), (192, one)),
            ]
            x = torch.cat(branches, dim=1)
        return eighth, x


def mean_of_nine(x):
    ones = torch.ones_like(x[:1, :1])
    sums = F.avg_pool2d(x, 3, 1, 1) * 9
    return sums / (F.avg_pool2d(ones, 3, 1, 1) * 9)


def localization_by_inception(image, recovered, mapped):
    """Sees SURROUND pixels around what stage 1 and the mapping see."""
    n, s = "localization.", SURROUND
    gap = 4 * (image[:, :, s:-s, s:-s] - recovered).abs()
    parts = [image * 2 - 1, F.pad(gap, (s, s, s, s)), F.pad(mapped * 2 - 1, (s, s, s, s))]
    x = F.interpolate(torch.cat(parts, dim=1), size=SIZE, mode="bilinear", align_corners=False)
    eighth, sixteenth = Inception()(x)
    fine = conv(n + "lateral3", eighth, LOCALIZATION, 1, bias=True)
    coarse = conv(n + "lateral4", sixteenth, LOCALIZATION, 1, bias=True)
    x = F.relu(fine + enlarge(coarse, fine))
    x = F.relu(conv(n + "joined", x, LOCALIZATION, 3, bias=True))
    return enlarge(conv(n + "to_mask", x, 1, 3, bias=True), image), sixteenth, eighth


ENCODERS = {"se-resnet": se_resnet, "mobilenet": mobilenet}


def unet(n, s0, s1, s2, s3, x):
    w, r = LOCALIZATION, REDUCTION
    for i, skip, out in ((4, s3, 4 * w), (3, s2, 2 * w), (2, s1, w), (1, s0, w)):
        m = f"{n}up{i}."
        x = torch.cat([enlarge(x, skip), skip], dim=1)
        x = F.relu(batch_norm(m + "bn1", conv(m + "conv1", x, out, 3)))
        x = F.relu(batch_norm(m + "bn2", conv(m + "conv2", x, out, 3)))
        place = torch.sigmoid(conv(m + "scse.places", x, 1, 1, bias=True))
        x = squeeze_excitation(m + "scse.channels", x, r) + x * place
    return x


def localization(image, recovered, mapped, encoder=None):
    n = "localization."
    x = torch.cat([image * 2 - 1, 4 * (image - recovered).abs(), mapped * 2 - 1], dim=1)
    s0, s1, s2, s3, s4, top = ENCODERS[encoder or ENCODER](x)
    x = unet(n, s0, s1, s2, s3, s4)
    return enlarge(conv(n + "to_mask", x, 1, 3, bias=True), image), top, s3


def pooled(x, mask):
    weights = F.adaptive_avg_pool2d(mask, x.shape[2:]) + 0.01
    under = (x * weights).sum(dim=(2, 3)) / weights.sum(dim=(2, 3))
    return torch.cat([x.mean(dim=(2, 3)), under], dim=1)


def classify(mapped, recovered, logits, deep, fine):
    n, w = "classifier.", LOCALIZATION
    gap = 4 * (mapped - recovered).abs()
    x = gap
    for i, out in ((1, max(8, w // 2)), (2, w), (3, 2 * w)):
        x = F.relu(batch_norm(f"{n}bn{i}", conv(f"{n}conv{i}", x, out, 3, 2)))
    mask = torch.sigmoid(logits)
    coarse = F.adaptive_avg_pool2d(mask, fine.shape[2:])
    border = (mask.shape[2] - gap.shape[2]) // 2
    inner = mask[:, :, border : border + gap.shape[2], border : border + gap.shape[3]]
    features = [pooled(x, inner), pooled(deep, mask), pooled(fine, mask), pooled(gap, inner)]
    features += [mask.mean(dim=(2, 3)), coarse.flatten(1).max(dim=1, keepdim=True).values]
    return linear(n + "output", F.relu(linear(n + "hidden", torch.cat(features, 1), 128)), 1)[:, 0]


# --- texture -----------------------------------------------------------------------------------

EYE_LINE, MOUTH_LINE = 0.32, 0.72  # of the crop's side
SHARE = 0.4  # of the classifier's logit
MOVING_SCALE, STILL_SCALE = (0.5, -1.25), (0.75, 0.5)  # gain and bias


def detail(pictures):
    """Four times what a Gaussian blur of deviation 1.5, cut off after 6 pixels, takes away."""
    side = pictures.shape[2]
    mirrored = [abs(i) if i < side else 2 * (side - 1) - i for i in range(-6, side + 6)]
    bell = [math.exp(-0.5 * (i / 1.5) ** 2) for i in range(-6, 7)]
    large = pictures.double()[:, :, mirrored][:, :, :, mirrored]
    blurred = torch.zeros_like(pictures, dtype=torch.float64)
    for dy, down in enumerate(bell):
        for dx, aside in enumerate(bell):
            share = down * aside / sum(bell) ** 2
            blurred += share * large[:, :, dy : dy + side, dx : dx + side]
    s = SURROUND
    return (0.5 + 4 * (pictures - blurred)).clamp(0, 1)[:, :, s:-s, s:-s].float()


def shrunk(pictures):
    return F.interpolate(pictures, size=SIZE, mode="bilinear", align_corners=False)


def places(shown):
    """Which places of 8 by 8 pixels are whole, mouth, eyes and surroundings of a face.

    Lengths are those of a crop of 160 pixels; `shown` is the crop's share of what is seen.
    """
    unit = SIZE * shown / 160
    eyes, mouth = (SIZE / 2 + SIZE * shown * (line - 0.5) for line in (EYE_LINE, MOUTH_LINE))
    regions = [[], [], [], []]
    for row in range(SIZE // 8):
        for column in range(SIZE // 8):
            x, y = abs(8 * column + 4 - SIZE / 2), 8 * row + 4
            ellipse = (x / (62 * unit)) ** 2 + ((y - (eyes + mouth) / 2) / (78 * unit)) ** 2
            belongs = (
                True,
                x < 34 * unit and abs(y - mouth) < 20 * unit,
                x < 52 * unit and abs(y - eyes) < 18 * unit,
                ellipse > 1.15,
            )
            for region, inside in zip(regions, belongs):
                if inside:
                    region.append((row, column))
    return regions


def view_statistics(view, shown):
    values = []
    for maps in Inception("texture.encoder.").eighths(view * 2 - 1):
        for region in places(shown):
            rows, columns = zip(*region)
            there = maps[:, :, rows, columns].double()
            values += [there.mean(dim=2), there.std(dim=2, correction=0)]
    return torch.cat(values, dim=1).float()


def texture_statistics(pictures, later):
    """Of faces with a next frame; those of faces without one come first."""
    shown = SIZE / (SIZE + 2 * SURROUND)
    moved = (0.5 + 3 * (later - pictures)).clamp(0, 1)
    views = (shrunk(pictures), shown), (detail(pictures), 1), (shrunk(moved), shown)
    return torch.cat([view_statistics(view, share) for view, share in views], dim=1)


def told(statistics, name, scale):
    weights = weight("texture." + name, statistics.shape[1])
    gain, bias = scale
    return gain * (statistics.double() @ weights.double()).float() + bias


# --- the file ----------------------------------------------------------------------------------


def write(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        content = tensor.contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(content)],
        }
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def part_distances(first, second):
    gaps = to_patches((first - second) ** 2)
    means = [[gaps[i, masked].mean() for masked in parts] for i, parts in enumerate(PARTS)]
    return torch.tensor(means)


def logits_of_crop(crops):
    recovered = torch.cat([recover(crops[i : i + 1], PARTS[i])[0] for i in range(2)])
    mapped = mapping(crops)
    return classify(mapped, recovered, *localization(crops, recovered, mapped))


def main():
    images = values("images", (2, 3, SIZE, SIZE)) * 0.5 + 0.5
    recovered, errors = zip(*(recover(images[i : i + 1], PARTS[i]) for i in range(2)))
    recovered = torch.cat(recovered)
    mapped = mapping(images)
    logits, deep, fine = localization(images, recovered, mapped)
    slim_logits, slim_deep, slim_fine = localization(images, recovered, mapped, "mobilenet")
    whole = values("whole", (2, 3, SIZE + 2 * SURROUND, SIZE + 2 * SURROUND)) * 0.5 + 0.5
    wide_logits, wide_deep, wide_fine = localization_by_inception(whole, recovered, mapped)
    later = (whole + 0.1 * values("later", whole.shape)).clamp(0, 1)
    statistics = texture_statistics(whole, later)
    still = statistics[:, : 2 * statistics.shape[1] // 3]
    inner = whole[:, :, SURROUND:-SURROUND, SURROUND:-SURROUND]
    told_by_crop = logits_of_crop(inner)
    outputs = {
        "recovered": recovered,
        "partErrors": torch.stack(errors),
        "partDiscrepancies": part_distances(mapped, recovered),
        "mapped": mapped,
        "mappedByMobilenet": mapping_by_mobilenet(images),
        "mappedByBlocks": mapping_by_resnet(images, 2),
        "maskLogits": logits,
        "deep": deep,
        "logits": classify(mapped, recovered, logits, deep, fine),
        "mobilenetMaskLogits": slim_logits,
        "mobilenetDeep": slim_deep,
        "mobilenetLogits": classify(mapped, recovered, slim_logits, slim_deep, slim_fine),
        "inceptionMaskLogits": wide_logits,
        "inceptionDeep": wide_deep,
        "inceptionLogits": classify(mapped, recovered, wide_logits, wide_deep, wide_fine),
        "textureStatistics": statistics,
        "textureLogits": SHARE * told_by_crop + told(statistics, "moving", MOVING_SCALE),
        "textureStillLogits": SHARE * told_by_crop + told(still, "still", STILL_SCALE),
    }
    for name, tensor in outputs.items():
        print(name, tuple(tensor.shape), "mean", tensor.mean().item(), "std", tensor.std().item())
    thinned = {n: t.flatten()[:: 3 if t.numel() > 100 else 1] for n, t in outputs.items()}
    write(sys.argv[1], thinned)


if __name__ == "__main__":
    with torch.no_grad():
        main()
