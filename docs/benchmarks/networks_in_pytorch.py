"""The same networks in PyTorch on CPU, beside what Delocate measured of itself.

    ./delocate benchmark --networks --json > networks.json
    python3 docs/benchmarks/networks_in_pytorch.py networks.json

needs Python 3 with PyTorch 1.13 or newer. The file says which networks, how many faces a call and how many
threads. Stage 2 is that of golden_networks.py, to whose outputs the Java networks are held by a test; stage 1
is written here in batches, as one would for speed (there, it goes head by head and face by face). The weights
are random: speed does not depend on them. What is shown is the fastest call, as in Delocate.
"""

import argparse
import json
import math
import pathlib
import re
import sys
import time

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


def recover(images, hidden, visible):
    """Each face with one part after the other hidden: hidden [B·3, K], visible [B·3, N−K]."""
    width, narrow, count = reference.WIDTH, reference.DECODER_WIDTH, reference.GRID**2
    patches = reference.to_patches(images)
    seen = take(patches.repeat_interleave(PARTS, 0), visible)
    x = reference.linear("recovering.patch_embed", seen * 2 - 1, width) + positions(width)[visible]
    x = torch.cat([weight("recovering.cls_token", 1, 1, width).expand(len(x), -1, -1), x], dim=1)
    for i in range(reference.DEPTH):
        x = block(f"recovering.encoder{i}", x, reference.HEADS)
    x = reference.linear("recovering.decoder_embed", reference.layer_norm("recovering.encoder_norm", x), narrow)
    mask = weight("recovering.mask_token", 1, 1, narrow).expand(len(x), hidden.shape[1], -1)
    order = torch.cat([visible, hidden], dim=1)
    x = torch.cat([x[:, :1], torch.cat([x[:, 1:], mask.to(x.dtype)], dim=1) + positions(narrow)[order]], dim=1)
    for i in range(reference.DECODER_DEPTH):
        x = block(f"recovering.decoder{i}", x, reference.DECODER_HEADS)
    x = reference.layer_norm("recovering.decoder_norm", x[:, -hidden.shape[1] :])
    predicted = reference.linear("recovering.decoder_pred", x, patches.shape[-1]).float() * 0.5 + 0.5
    ids = hidden.reshape(len(images), -1)
    predicted = predicted.reshape(len(images), -1, patches.shape[-1])
    sums = torch.zeros_like(patches).scatter_add_(1, ids.unsqueeze(-1).expand_as(predicted), predicted)
    times = torch.zeros(len(images), count).scatter_add_(1, ids, torch.ones(ids.shape)).unsqueeze(-1)
    return reference.to_image(torch.where(times > 0, sums / times.clamp(min=1), patches))


def judge(images, recovered):
    mapped = reference.mapping(images)
    logits, deep, fine = reference.localization(images, recovered, mapped)
    return reference.classify(mapped, recovered, logits, deep, fine), logits.sigmoid()


def bordered(images, border):
    inner = images[:, :, border : images.shape[2] - border, border : images.shape[3] - border]
    black = torch.nn.functional.pad(inner, (border,) * 4)
    return black.contiguous(memory_format=torch.channels_last)


def forward(images, hidden, visible, look):
    recovered = recover(images, hidden, visible).contiguous(memory_format=torch.channels_last)
    answer, mask = judge(images, recovered)
    if look["share"] > 0:
        border = look["blackBorder"]
        answer = answer.lerp(judge(bordered(images, border), bordered(recovered, border))[0], look["share"])
    return answer, mask


def milliseconds_per_face(faces, batch, masked, calls, bf16, look):
    count = reference.GRID**2
    order = torch.rand(faces * PARTS, count).argsort(1)
    hidden, visible = order[:, :masked], order[:, masked:]
    size = reference.SIZE
    images = torch.rand(faces, 3, size, size).contiguous(memory_format=torch.channels_last)
    fastest = math.inf
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        for call in range(calls + 1):
            start = time.perf_counter()
            for i in range(0, faces, batch):
                rows = slice(i * PARTS, (i + batch) * PARTS)
                forward(images[i : i + batch], hidden[rows], visible[rows], look)
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
    look = measured["configuration"].get("secondLook") or {"blackBorder": 0, "share": 0}
    torch.set_num_threads(measured["threads"])
    torch.manual_seed(1)
    faces = measured["faces"]
    batches = sorted({min(faces, int(batch)) for batch in options.batches.split(",")})
    print(f"PyTorch {torch.__version__}, {measured['threads']} threads, {faces} faces a call, ms a face")
    for precision, own in measured["millisecondsPerFace"].items():
        times = {
            batch: milliseconds_per_face(
                faces, batch, measured["maskedPatches"], measured["calls"], precision == "bf16", look
            )
            for batch in batches
        }
        tried = ", ".join(f"{time:.2f} in batches of {batch}" for batch, time in times.items())
        best = min(times.values())
        print(f"{precision}: PyTorch {best:.2f} ({tried}); Delocate {own:.2f}; {best / own:.2f} times as fast")


if __name__ == "__main__":
    main()
