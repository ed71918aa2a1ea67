"""The same steps of training in PyTorch on CPU, beside what Delocate measured of itself.

    ./delocate benchmark --training --json > training.json
    python3 docs/benchmarks/training_in_pytorch.py training.json

needs Python 3 with PyTorch 1.13 or newer. The networks are those of networks_in_pytorch.py, in training mode; the
losses, the clipping of gradients, AdamW and the average of the weights are Delocate's. The fastest step is shown.
"""

import argparse
import json
import math
import time

import networks_in_pytorch as networks
import torch
import torch.nn.functional as F

reference = networks.reference

WARM_UP = 5


def batch_norm(name, x, eps=1e-5):
    c = x.shape[1]
    mean, var = networks.weight(name + ".running_mean", c), networks.weight(name + ".running_var", c)
    scale, shift = networks.weight(name + ".weight", c), networks.weight(name + ".bias", c)
    return F.batch_norm(x, mean, var, scale, shift, training=True, eps=eps)


reference.batch_norm = batch_norm


def recovering_loss(images, hidden, visible):
    """Mean squared error of the hidden patches; hidden [B, K], visible [B, N - K]."""
    width, narrow = reference.WIDTH, reference.DECODER_WIDTH
    patches = reference.to_patches(images)
    seen = networks.take(patches, visible)
    x = reference.linear("recovering.patch_embed", seen * 2 - 1, width) + networks.positions(width)[visible]
    x = torch.cat([networks.weight("recovering.cls_token", 1, 1, width).expand(len(x), -1, -1), x], dim=1)
    for i in range(reference.DEPTH):
        x = networks.block(f"recovering.encoder{i}", x, reference.HEADS)
    x = reference.linear("recovering.decoder_embed", reference.layer_norm("recovering.encoder_norm", x), narrow)
    mask = networks.weight("recovering.mask_token", 1, 1, narrow).expand(len(x), hidden.shape[1], -1)
    order = torch.cat([visible, hidden], dim=1)
    x = torch.cat([x[:, :1], torch.cat([x[:, 1:], mask.to(x.dtype)], dim=1) + networks.positions(narrow)[order]], dim=1)
    for i in range(reference.DECODER_DEPTH):
        x = networks.block(f"recovering.decoder{i}", x, reference.DECODER_HEADS)
    x = reference.layer_norm("recovering.decoder_norm", x[:, -hidden.shape[1] :])
    predicted = reference.linear("recovering.decoder_pred", x, patches.shape[-1]).float() * 0.5 + 0.5
    return ((predicted - networks.take(patches, hidden)) ** 2).mean()


def localization_loss(images, hidden, visible, truth, forged):
    """LocalizationLoss: mapping, localization (cross-entropy and Dice), classification."""
    with torch.no_grad():
        recovered = networks.recover(images, hidden, visible).contiguous(memory_format=torch.channels_last)
    mapped = reference.mapping(images)
    logits, deep, fine = reference.localization(images, recovered, mapped)
    score = reference.classify(mapped, recovered, logits, deep, fine)
    with torch.autocast("cpu", enabled=False):
        recovered, mapped, logits, score = (x.float() for x in (recovered, mapped, logits, score))
        square = ((mapped - recovered) ** 2).mean(dim=1, keepdim=True)
        missing = F.relu(0.3 - (square + 1e-6).sqrt()) ** 2
        pull = (square * (1 - truth)).sum() / ((1 - truth).sum() + 1e-6)
        loss = (pull + (missing * truth).sum() / (truth.sum() + 1e-6)) / 2
        painted = torch.sigmoid(logits)
        overlap = 2 * (painted * truth).sum(dim=(1, 2, 3)) + 1
        areas = painted.sum(dim=(1, 2, 3)) + truth.sum(dim=(1, 2, 3)) + 1
        dice = ((1 - overlap / areas) * forged).sum() / (forged.sum() + 1e-6)
        loss = loss + F.binary_cross_entropy_with_logits(logits, truth) + dice
        return loss + F.binary_cross_entropy_with_logits(score, forged)


def milliseconds_per_step(stage, faces, masked, steps, bf16):
    networks.MADE.clear()
    size, patches = reference.SIZE, reference.GRID**2
    rows = faces if stage == "recovering" else faces * networks.PARTS
    order = torch.rand(rows, patches).argsort(1)
    hidden, visible = order[:, :masked], order[:, masked:]
    images = torch.rand(faces, 3, size, size).contiguous(memory_format=torch.channels_last)
    forged = (torch.arange(faces) % 2 == 0).float()
    truth = torch.rand(faces, 1, size, size) * forged.reshape(-1, 1, 1, 1)

    def loss():
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            if stage == "recovering":
                return recovering_loss(images, hidden, visible)
            return localization_loss(images, hidden, visible, truth, forged)

    loss()  # makes the weights
    trained = [
        tensor
        for name, tensor in networks.MADE.items()
        if not name.startswith("positions")
        and not name.split(".")[-1].startswith("running")
        and name.startswith("recovering.") == (stage == "recovering")
    ]
    for tensor in trained:
        tensor.requires_grad_(True)
    groups = [
        {"params": [tensor for tensor in trained if tensor.dim() > 1], "weight_decay": 0.05},
        {"params": [tensor for tensor in trained if tensor.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.95))
    average = [tensor.detach().clone() for tensor in trained]
    fastest = math.inf
    for step in range(WARM_UP + steps):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        value = loss()
        value.item()
        value.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_mul_(average, 0.98)
            torch._foreach_add_(average, trained, alpha=0.02)
        if step >= WARM_UP:
            fastest = min(fastest, time.perf_counter() - start)
    return 1000 * fastest


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("measured", help="what delocate benchmark --training --json printed")
    options = parser.parse_args()
    with open(options.measured) as file:
        measured = json.load(file)
    networks.configure(measured["configuration"])
    torch.set_num_threads(measured["threads"])
    torch.manual_seed(1)
    print(f"PyTorch {torch.__version__}, {measured['threads']} threads, ms a step")
    for stage, times in measured["millisecondsPerStep"].items():
        for precision, own in times.items():
            faces = measured["faces"][stage]
            theirs = milliseconds_per_step(
                stage, faces, measured["maskedPatches"], measured["steps"], precision == "bf16"
            )
            print(
                f"{stage} {precision}, {faces} faces: PyTorch {theirs:.1f}; Delocate {own:.1f};"
                f" {theirs / own:.2f} times as fast"
            )


if __name__ == "__main__":
    main()
