"""What plain statistics of pictures tell about a split of a store: size of the face, fine detail.

    python3 picture_statistics.py STORE SPLIT SOURCE [scores.csv]

Prints the AUC of each statistic as a score for "forged", and, for the scores of an evaluation, their AUC among faces
of one size (ten classes of equal number, weighed by their pairs). Needs NumPy and the program ffmpeg.
"""
import csv
import glob
import json
import os
import subprocess
import sys
import threading

import numpy as np

SIDE = 160
CLASSES = 10


def entries(store, split, source):
    csv.field_size_limit(10**9)
    for index in sorted(glob.glob(os.path.join(store, "shard-*.tsv"))):
        with open(index, encoding="utf-8", newline="") as lines:
            for entry in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if entry["split"] == split and entry["source"] == source:
                    yield index[:-3] + "tar", entry


def part(tar, entry, name):
    with open(tar, "rb") as file:
        file.seek(int(entry[name + "_offset"]))
        return file.read(int(entry[name + "_length"]))


def luminance(found):
    """[N, SIDE, SIDE]: the middle of the stored crops."""
    command = ["ffmpeg", "-v", "error", "-f", "image2pipe", "-c:v", "png", "-i", "-", "-f", "rawvideo",
               "-pix_fmt", "rgb24", "-vf", f"crop={SIDE}:{SIDE}", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for tar, entry in found:
            process.stdin.write(part(tar, entry, "face"))
        process.stdin.close()

    threading.Thread(target=feed).start()
    rgb = np.frombuffer(process.stdout.read(), np.uint8).reshape(-1, SIDE, SIDE, 3)
    assert len(rgb) == len(found), "a crop cannot be read"
    return rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)


def smooth(pictures, sigma):
    reach = int(4 * sigma + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (1, 2):
        width = [(0, 0)] * 3
        width[axis] = (reach, reach)
        padded = np.pad(pictures, width, mode="symmetric")
        pictures = sum(weight * np.take(padded, np.arange(i, i + SIDE), axis) for i, weight in enumerate(kernel))
    return pictures


def area(score, forged):
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score):
        same = score == value
        ranks[same] = ranks[same].mean()
    positives = forged.sum()
    return (ranks[forged].sum() - positives * (positives + 1) / 2) / positives / (~forged).sum()


def area_at_one_size(score, forged, size):
    bounds = np.quantile(size, np.linspace(0, 1, CLASSES + 1))
    bounds[-1] += 1
    total = pairs = 0
    for low, high in zip(bounds, bounds[1:]):
        inside = (size >= low) & (size < high)
        weight = forged[inside].sum() * (~forged[inside]).sum()
        total += weight * area(score[inside], forged[inside])
        pairs += weight
    return total / pairs


def main():
    store, split, source = sys.argv[1:4]
    found = list(entries(store, split, source))
    forged = np.array([entry["label"] == "fake" for _, entry in found])
    maps = [np.ravel(json.loads(part(tar, entry, "json"))["cropToFrame"]) for tar, entry in found]
    size = np.array([np.hypot(each[0], each[3]) for each in maps])  # frame's pixels for one of the crop's
    grey = luminance(found)
    levels = [grey] + [smooth(grey, sigma) for sigma in (0.7, 1.4)]
    finest, next_finest = (np.abs(fine - coarse) for fine, coarse in zip(levels, levels[1:]))
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    face = ((x - 80) / 42) ** 2 + ((y - 88) / 50) ** 2 < 1
    border = (y < 24) | (x < 12) | (x >= SIDE - 12)

    def ratio(place):
        return np.log(finest[:, place].mean(1) + 0.05) - np.log(next_finest[:, place].mean(1) + 0.05)

    print(f"{source}, {split}: {forged.sum()} forged, {(~forged).sum()} real; AUC of")
    print(f"  size of the face in the picture            {area(size, forged):.3f}")
    print(f"  finest detail over the next, in the face   {area(ratio(face), forged):.3f}")
    print(f"  the same at the crop's border              {area(ratio(border), forged):.3f}")
    print(f"  face less border                           {area(ratio(face) - ratio(border), forged):.3f}")
    if len(sys.argv) > 4:
        with open(sys.argv[4], encoding="utf-8", newline="") as lines:
            scores = {row["video"]: float(row["logit"]) for row in csv.DictReader(lines)}
        score = np.array([scores[entry["record"]] for _, entry in found])
        print(f"  the model's score                          {area(score, forged):.3f}")
        print(f"  the model's score among faces of one size  {area_at_one_size(score, forged, size):.3f}")


if __name__ == "__main__":
    main()
