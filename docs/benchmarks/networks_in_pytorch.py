"""The same networks in PyTorch on CPU, beside what Delocate measured of itself.

    ./delocate benchmark --networks --json > networks.json
    python3 docs/benchmarks/networks_in_pytorch.py networks.json

needs Python 3 with PyTorch 1.13 or newer. The file says which networks, how many faces a call and how many
threads. Stage 2 is that of golden_networks.py, to whose outputs the Java networks are held by a test; stage 1
and the texture network's statistics are written here in batches, as one would for speed (there, they go head by
head, face by face and place by place). The weights are random, unless read_weights was called: speed does not
depend on them. What is shown is the fastest call, as in Delocate.
"""

import argparse
import json
import math
import pathlib
import re
import struct
import sys
import time

import numpy
import torch
import torch.nn.functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "delocate-core" / "src" / "test" / "python"))
import golden_networks as reference  # noqa: E402

PARTS = 3
MADE = {}


def weight(name, *shape):
    """A random tensor for each name, made when it is first asked for."""
    if name not in MADE:
        if len(shape) > 1:
            made = torch.randn(shape) / math.sqrt(math.prod(shape[1:]))
        elif name.endswith("weight") or name.endswith("running_var"):
            made = torch.rand(shape) + 0.5
        else:
            made = 0.1 * torch.randn(shape)
        MADE[name] = made.contiguous(memory_format=torch.channels_last) if len(shape) == 4 else made
    return MADE[name]


def positions(width):
    key = f"positions{width}"
    if key not in MADE:
        MADE[key] = reference_positions(width)
    return MADE[key]


reference_positions = reference.position_table
reference.weight = weight


def configure(configuration):
    """Gives the reference its sizes."""
    sizes = configuration["recovering"]
    reference.SIZE, reference.PATCH = configuration["crop"]["size"], sizes["patchSize"]
    reference.GRID = reference.SIZE // reference.PATCH
    reference.WIDTH, reference.DEPTH = sizes["encoderWidth"], sizes["encoderDepth"]
    reference.HEADS, reference.RATIO = sizes["encoderHeads"], sizes["mlpRatio"]
    reference.DECODER_WIDTH, reference.DECODER_DEPTH = sizes["decoderWidth"], sizes["decoderDepth"]
    reference.DECODER_HEADS = sizes["decoderHeads"]
    for key, value in configuration["mapping"].items():
        name = "MAPPING" if key == "width" else "MAPPING_" + re.sub("([A-Z])", r"_\1", key).upper()
        if hasattr(reference, name):
            setattr(reference, name, value)
        elif value != 1:
            sys.exit(f"golden_networks.py has no {name} for the {key} of {value} in the configuration")
    reference.LOCALIZATION = configuration["localization"]["width"]
    reference.REDUCTION = configuration["localization"]["reduction"]
    reference.ENCODER = configuration["localization"].get("encoder", "se-resnet")
    reference.SURROUND = configuration.get("surround", 0)


def read_weights(path):
    """Takes the weights of a checkpoint instead of random ones."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    kinds = {"F16": torch.float16, "F32": torch.float32}
    for name, entry in header.items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            made = torch.frombuffer(memoryview(data)[first:last], dtype=kinds[entry["dtype"]])
            made = made.float().reshape(entry["shape"])
            MADE[name] = made.contiguous(memory_format=torch.channels_last) if made.dim() == 4 else made


def block(name, x, heads):
    b, n, c = x.shape
    qkv = reference.linear(name + ".attn.qkv", reference.layer_norm(name + ".norm1", x), 3 * c)
    q, k, v = qkv.reshape(b, n, 3, heads, c // heads).permute(2, 0, 3, 1, 4)
    attention = ((q * (c // heads) ** -0.5) @ k.transpose(-2, -1)).softmax(-1)
    heard = (attention @ v).transpose(1, 2).reshape(b, n, c)
    x = x + reference.linear(name + ".attn.proj", heard, c)
    hidden = reference.linear(name + ".fc1", reference.layer_norm(name + ".norm2", x), reference.RATIO * c)
    return x + reference.linear(name + ".fc2", F.gelu(hidden), c)


def take(x, ids):
    return x.gather(1, ids.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


def expected(images, visible, count):
    """Whole faces as eigenfaces expect them of what is visible, at half the size and enlarged."""
    side, patch = reference.SIZE // 2, reference.PATCH // 2
    faces = weight("recovering.eigenfaces.faces", count, 3 * side * side)
    mean = weight("recovering.eigenfaces.mean", 3 * side * side)
    if "products" not in MADE:
        apart = faces.reshape(count, 3, reference.GRID, patch, reference.GRID, patch)
        apart = apart.permute(2, 4, 0, 1, 3, 5).reshape(reference.GRID**2, count, -1)
        MADE["products"] = (apart @ apart.transpose(1, 2)).reshape(reference.GRID**2, -1)
    seen = torch.zeros(len(images), reference.GRID**2).scatter_(1, visible, 1.0)
    shown = seen.reshape(-1, 1, reference.GRID, 1, reference.GRID, 1)
    shown = shown.expand(-1, 3, -1, patch, -1, patch).reshape(len(images), -1)
    aims = ((F.avg_pool2d(images, 2).reshape(len(images), -1) - mean) * shown) @ faces.t()
    noise = weight("recovering.eigenfaces.noise", 1).abs() + 1e-3
    system = (seen @ MADE["products"]).reshape(-1, count, count) + torch.eye(count) * noise
    coefficients = torch.cholesky_solve(aims.unsqueeze(2), torch.linalg.cholesky(system)).squeeze(2)
    return F.interpolate((coefficients @ faces + mean).reshape(-1, 3, side, side), scale_factor=2, mode="bilinear")


def predict(images, hidden, visible, eigenfaces):
    """What stage 1 says of hidden patches: [B, K] and [B, N−K] to [B, K, p·p·3], in 0..1."""
    width, narrow = reference.WIDTH, reference.DECODER_WIDTH
    patches = reference.to_patches(images)
    seen = take(patches, visible)
    x = reference.linear("recovering.patch_embed", seen * 2 - 1, width) + positions(width)[visible]
    x = torch.cat([weight("recovering.cls_token", 1, 1, width).expand(len(x), -1, -1), x], dim=1)
    for i in range(reference.DEPTH):
        x = block(f"recovering.encoder{i}", x, reference.HEADS)
    x = reference.linear("recovering.decoder_embed", reference.layer_norm("recovering.encoder_norm", x), narrow)
    mask = weight("recovering.mask_token", 1, 1, narrow).expand(len(x), hidden.shape[1], -1)
    begin = None
    if eigenfaces > 0:
        with torch.autocast("cpu", enabled=False):
            begin = take(reference.to_patches(expected(images, visible, eigenfaces)), hidden)
        mask = mask + reference.linear("recovering.decoder_expected", begin * 2 - 1, narrow)
    order = torch.cat([visible, hidden], dim=1)
    x = torch.cat([x[:, :1], torch.cat([x[:, 1:], mask.to(x.dtype)], dim=1) + positions(narrow)[order]], dim=1)
    for i in range(reference.DECODER_DEPTH):
        x = block(f"recovering.decoder{i}", x, reference.DECODER_HEADS)
    x = reference.layer_norm("recovering.decoder_norm", x[:, -hidden.shape[1] :])
    said = reference.linear("recovering.decoder_pred", x, patches.shape[-1]).float() * 0.5
    return said + (0.5 if begin is None else begin)


def recover(images, hidden, visible, sizes):
    """Each face with its parts hidden, in turn, [B·3, K], or together, [B, 3 K]."""
    patches = reference.to_patches(images)
    eigenfaces = sizes.get("eigenfaces", 0)
    if sizes.get("partsTogether"):
        predicted = predict(images, hidden, visible, eigenfaces)
        return reference.to_image(patches.scatter(1, hidden.unsqueeze(-1).expand_as(predicted), predicted))
    predicted = predict(images.repeat_interleave(PARTS, 0), hidden, visible, eigenfaces)
    ids = hidden.reshape(len(images), -1)
    predicted = predicted.reshape(len(images), -1, patches.shape[-1])
    sums = torch.zeros_like(patches).scatter_add_(1, ids.unsqueeze(-1).expand_as(predicted), predicted)
    times = torch.zeros(len(images), reference.GRID**2).scatter_add_(1, ids, torch.ones(ids.shape)).unsqueeze(-1)
    return reference.to_image(torch.where(times > 0, sums / times.clamp(min=1), patches))


def blurred(images, deviation=1.5):
    """A Gaussian, cut off after 6 pixels, rows and columns apart."""
    channels = images.shape[1]
    bell = torch.exp(-0.5 * (torch.arange(-6, 7) / deviation) ** 2)
    bell = (bell / bell.sum()).reshape(1, 1, 1, -1).repeat(channels, 1, 1, 1)
    rows = F.conv2d(F.pad(images, (6, 6, 6, 6), mode="reflect"), bell, groups=channels)
    return F.conv2d(rows, bell.transpose(2, 3), groups=channels)


def region_weights(shown):
    key = f"regions{shown}"
    if key not in MADE:
        cells = reference.SIZE // 8
        made = torch.zeros(cells * cells, 4)
        for region, inside in enumerate(reference.places(shown)):
            for row, column in inside:
                made[row * cells + column, region] = 1 / len(inside)
        MADE[key] = made
    return MADE[key]


def view_statistics(view, shown):
    view = (view * 2 - 1).contiguous(memory_format=torch.channels_last)
    regions, values = region_weights(shown), []
    for maps in reference.Inception("texture.encoder.").eighths(view):
        with torch.autocast("cpu", enabled=False):
            there = maps.float().flatten(2)
            mean = there @ regions
            deviation = (there**2 @ regions - mean**2).clamp(min=0).sqrt()
            values.append(torch.cat([mean, deviation], 1).transpose(1, 2).flatten(1))
    return torch.cat(values, dim=1)


def compensated(pictures, later):
    """The later pictures, drawn back to where things were."""
    import cv2  # only models that look at the residual need it

    now, after = ((faces * 255).round().byte().permute(0, 2, 3, 1).contiguous().numpy() for faces in (pictures, later))
    side = now.shape[1]
    places = numpy.stack(numpy.meshgrid(numpy.arange(side), numpy.arange(side)), -1).astype(numpy.float32)
    search, back = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_FAST), numpy.empty_like(after)
    for index, (one, other) in enumerate(zip(now, after)):
        flow = search.calc(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), cv2.cvtColor(other, cv2.COLOR_RGB2GRAY), None)
        back[index] = cv2.remap(other, places + flow, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return torch.from_numpy(back).permute(0, 3, 1, 2).float() / 255


def residual(pictures, back):
    """What motion does not explain, over the contrast of the place."""
    with torch.autocast("cpu", enabled=False):
        contrast = blurred((pictures - blurred(pictures, 2)).abs().mean(1, keepdim=True), 2) + 0.01
        left = (back - pictures) / contrast
        return reference.shrunk((0.5 + 0.15 * left).clamp(0, 1))


# Face, mouth, eyes, around (outside of its box), cheeks, forehead: left, top, right and bottom as shares of the crop.
BOXES = (((0.2, 0.2, 0.8, 0.92),), ((0.26, 0.62, 0.74, 0.884),), ((0.2, 0.26, 0.8, 0.5),), ((0.14, 0.08, 0.86, 0.98),),
         ((0.2, 0.5, 0.404, 0.8), (0.596, 0.5, 0.8, 0.8)), ((0.26, 0.08, 0.74, 0.26),))


def spectrum_regions(side):
    """Of each of seven bands the weights of its pixels, [pixels, regions]."""
    if "spectrum" not in MADE:
        y, x = ((numpy.mgrid[0:side, 0:side] + 0.5 - side / 2) / reference.SIZE) + 0.5
        inside = [sum((x >= a) & (x < c) & (y >= b) & (y < d) for a, b, c, d in boxes) > 0 for boxes in BOXES]
        inside[3] = ~inside[3]
        masks, MADE["spectrum"] = torch.from_numpy(numpy.stack(inside)).float()[None], []
        for _ in range(7):
            flat = masks[0].flatten(1)
            MADE["spectrum"].append((flat / flat.sum(1, keepdim=True)).t().contiguous())
            masks = F.avg_pool2d(masks, 2)
    return MADE["spectrum"]


def gaussian(side, deviation):
    """Rows of a blur, mirrored at the border."""
    key = f"gaussian{deviation}"
    if key not in MADE:
        reach = math.ceil(4 * deviation)
        bell = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / deviation) ** 2)
        at = (torch.arange(side)[:, None] + torch.arange(-reach, reach + 1)).abs()
        at = torch.where(at < side, at, 2 * (side - 1) - at)
        MADE[key] = torch.zeros(side, side).scatter_add_(1, at, (bell / bell.sum()).expand(side, -1).contiguous())
    return MADE[key]


def spectrum(pictures, back):
    """What motion does not explain, as numbers; of sides that 64 divides."""
    colours = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]) * 255
    side, values, bands = pictures.shape[-1], [], []
    regions = spectrum_regions(side)
    mean = lambda maps, band: maps.flatten(2) @ regions[band]
    mixed = lambda faces: (colours @ faces.flatten(2)).view(faces.shape)
    seen = mixed(pictures.contiguous())
    left, light = mixed(back.contiguous()) - seen, seen[:, :1]
    rest = left
    for _ in range(6):
        coarse = F.avg_pool2d(rest, 2)
        bands.append(rest - F.interpolate(coarse, scale_factor=2, mode="bilinear"))
        rest = coarse
    bands.append(rest)
    values += [torch.log(mean(band**2, k) + 0.05) for k, band in enumerate(bands)]
    values += [torch.log((mean(band**4, k) + 0.01) / (mean(band**2, k) ** 2 + 0.01)) for k, band in enumerate(bands[:5])]
    finer = left[:, :1], light
    for deviation in (0.8, 1.6, 3.2, 6.4):
        blur = gaussian(side, deviation)
        coarse = blur @ left[:, :1] @ blur.t(), blur @ light @ blur.t()
        one, other = finer[0] - coarse[0], finer[1] - coarse[1]
        values.append(mean(one * other, 0) / (mean(one**2, 0) * mean(other**2, 0) + 0.05).sqrt())
        finer = coarse
    across, down = torch.zeros_like(light), torch.zeros_like(light)
    across[..., 1:-1] = (light[..., 2:] - light[..., :-2]) / 2
    down[..., 1:-1, :] = (light[..., 2:, :] - light[..., :-2, :]) / 2
    steep = blurred((across**2 + down**2).sqrt(), 2)
    for band in range(3):
        energy, kind = bands[band][:, :1] ** 2, (steep + 0.25).log2().clamp(-1, 3)
        for middle in range(-1, 4):
            near = (1 - (kind - middle).abs()).relu()
            share = (mean(energy * near, band) + 0.01 * mean(energy, band)) / (mean(near, band) + 0.01)
            values.append(torch.log(share + 0.05)[:, :, [0, 3]])
        steep = F.avg_pool2d(steep, 2)
    return torch.cat([value.flatten(1) for value in values], 1)


def texture(pictures, later, gains):
    """What texture and motion tell; without a next frame, what texture alone does."""
    s = reference.SURROUND
    shown = reference.SIZE / (reference.SIZE + 2 * s)

    def fine():
        with torch.autocast("cpu", enabled=False):
            return (0.5 + 4 * (pictures - blurred(pictures))).clamp(0, 1)[:, :, s:-s, s:-s]

    # Cards before r22 name no views.
    moving = gains.get("views") or ["wide", "detail", "motion"] + ["residual"] * bool(gains.get("residual"))
    back = compensated(pictures, later) if later is not None and {"residual", "spectrum"} & set(moving) else None

    def numbers():
        with torch.autocast("cpu", enabled=False):
            return spectrum(pictures, back)

    views = {
        "wide": lambda: view_statistics(reference.shrunk(pictures), shown),
        "detail": lambda: view_statistics(fine(), 1),
        "motion": lambda: view_statistics(reference.shrunk((0.5 + 3 * (later - pictures)).clamp(0, 1)), shown),
        "residual": lambda: view_statistics(residual(pictures, back), shown),
        "spectrum": numbers,
    }
    statistics = torch.cat([views[name]() for name in (("wide", "detail") if later is None else moving)], dim=1)
    kind = "still" if later is None else "moving"
    told = statistics @ weight("texture." + kind, statistics.shape[1])
    return gains[kind]["gain"] * told + gains[kind]["bias"]


def judge(images, recovered):
    mapped = reference.mapping(images)
    logits, deep, fine = reference.localization(images, recovered, mapped)
    return reference.classify(mapped, recovered, logits, deep, fine), logits.sigmoid()


def forward(images, later, hidden, visible, networks):
    """Logits and masks of pictures with what is around the crop, [B, 3, V, V]."""
    s = reference.SURROUND
    crops = images[:, :, s : images.shape[2] - s, s : images.shape[3] - s].contiguous(memory_format=torch.channels_last)
    recovered = recover(crops, hidden, visible, networks["recovering"]).contiguous(memory_format=torch.channels_last)
    answer, mask = judge(crops, recovered)
    gains = networks.get("texture")
    if gains and gains["still"]["gain"] != 0:
        share = gains["stillShare"] if later is None else gains["classifierShare"]
        answer = share * answer + texture(images, later, gains)
    return answer, mask


def milliseconds_per_face(faces, batch, masked, calls, bf16, networks):
    count = reference.GRID**2
    together = networks["recovering"].get("partsTogether", False)
    rows_a_face, masked = (1, PARTS * masked) if together else (PARTS, masked)
    order = torch.rand(faces * rows_a_face, count).argsort(1)
    hidden, visible = order[:, :masked], order[:, masked:]
    size = reference.SIZE + 2 * reference.SURROUND
    images = torch.rand(faces, 3, size, size).contiguous(memory_format=torch.channels_last)
    later = torch.rand(faces, 3, size, size).contiguous(memory_format=torch.channels_last)
    fastest = math.inf
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        for call in range(calls + 1):
            start = time.perf_counter()
            for i in range(0, faces, batch):
                rows = slice(i * rows_a_face, (i + batch) * rows_a_face)
                forward(images[i : i + batch], later[i : i + batch], hidden[rows], visible[rows], networks)
            if call > 0:
                fastest = min(fastest, time.perf_counter() - start)
    return 1000 * fastest / faces


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("measured", help="what delocate benchmark --networks --json printed")
    parser.add_argument("--batches", default="4,8,32", help="batch sizes to try (default: 4,8,32)")
    options = parser.parse_args()
    with open(options.measured) as file:
        measured = json.load(file)
    configure(measured["configuration"])
    torch.set_num_threads(measured["threads"])
    torch.manual_seed(1)
    faces = measured["faces"]
    batches = sorted({min(faces, int(batch)) for batch in options.batches.split(",")})
    print(f"PyTorch {torch.__version__}, {measured['threads']} threads, {faces} faces a call, ms a face")
    for precision, own in measured["millisecondsPerFace"].items():
        times = {
            batch: milliseconds_per_face(
                faces, batch, measured["maskedPatches"], measured["calls"], precision == "bf16", measured["configuration"]
            )
            for batch in batches
        }
        tried = ", ".join(f"{time:.2f} in batches of {batch}" for batch, time in times.items())
        best = min(times.values())
        print(f"{precision}: PyTorch {best:.2f} ({tried}); Delocate {own:.2f}; {best / own:.2f} times as fast")


if __name__ == "__main__":
    main()
