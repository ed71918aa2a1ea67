"""Reads the clips and crops every frame in which a face was prepared, or lies between two that were.

    python3 decode.py --data DATA

writes crops.npy (people, frame after frame, 288 pixels, RGB), masks.npy (face and lips at a quarter of that) and
frames.npz (clip, track and frame of each crop) beside meta.npz.
"""

import argparse
import functools
import multiprocessing
import pathlib
import time

import cv2
import numpy as np

SIDE = 288  # pixels of a crop
SPAN = 224.0  # what a crop shows, in units of the store's crop
STORED = 192  # the store's crop, whose units cropToFrame and the landmarks are in
MARGIN = (SPAN - STORED) / 2
UNIT = SPAN / SIDE
MASK = SIDE // 4
OUTLINE = 36  # landmarks around the face; those that follow are around the lips

cv2.setNumThreads(1)


def read(file: pathlib.Path) -> list[np.ndarray]:
    """All frames of a clip."""
    capture, frames = cv2.VideoCapture(str(file)), []
    while True:
        more, frame = capture.read()
        if not more:
            return frames
        frames.append(frame)


def crop(frame: np.ndarray, crop_to_frame: np.ndarray) -> np.ndarray:
    """The face, upright; averaged first where it is much larger than the crop."""
    (a, b, c), (d, e, f) = crop_to_frame
    matrix = np.array([[a * UNIT, b * UNIT, c - MARGIN * (a + b)],
                       [d * UNIT, e * UNIT, f - MARGIN * (d + e)]], np.float32)
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    if scale > 1.6:
        frame = cv2.resize(frame, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
        matrix = matrix * (1 / scale)
    return cv2.warpAffine(frame, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                          borderMode=cv2.BORDER_REFLECT_101)[..., ::-1]


def masks(outline: np.ndarray) -> np.ndarray:
    """Where the face is, and where the lips are."""
    points = (outline + MARGIN) / UNIT / 4
    face, lips = np.zeros((2, MASK, MASK), np.uint8)
    cv2.fillPoly(face, [np.round(points[:OUTLINE]).astype(np.int32)], 255)
    cv2.fillConvexPoly(lips, cv2.convexHull(np.round(points[OUTLINE:]).astype(np.int32)), 255)
    return np.stack([face, lips])


def people(meta: dict[str, np.ndarray], job: tuple[int, pathlib.Path]) -> list[tuple]:
    """Clip, track, frames, crops and masks of each person of a clip; between two faces the crop moves evenly."""
    clip, file = job
    faces, frames, found = np.where(meta["clip"] == clip)[0], read(file), []
    for track in np.unique(meta["track"][faces]):
        own = faces[meta["track"][faces] == track]
        at, places = meta["frame"][own], meta["crop_to_frame"][own]
        outlines = meta["outline"][own].astype(np.float32)
        numbers = range(at.min(), min(at.max() + 1, len(frames) - 1) + 1)
        crops, hidden = [], []
        for number in numbers:
            place = np.array([np.interp(number, at, places[:, j]) for j in range(6)], np.float32)
            crops.append(crop(frames[number], place.reshape(2, 3)))
            hidden.append(masks(outlines[np.abs(at - number).argmin()]))
        found.append((clip, int(track), list(numbers), np.stack(crops), np.stack(hidden)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--processes", type=int, default=16)
    options = parser.parse_args()
    started, meta = time.time(), dict(np.load(options.data / "meta.npz"))
    jobs = sorted((int(file.stem), file) for file in (options.data / "clips").iterdir())
    with multiprocessing.Pool(options.processes) as pool:
        found = [person for clip in pool.imap(functools.partial(people, meta), jobs, chunksize=2) for person in clip]
    total = sum(len(numbers) for _, _, numbers, _, _ in found)
    new = lambda name, *shape: np.lib.format.open_memmap(options.data / name, "w+", np.uint8, (total, *shape))
    crops, hidden = new("crops.npy", SIDE, SIDE, 3), new("masks.npy", 2, MASK, MASK)
    index = {"clip": [], "track": [], "frame": []}
    for clip, track, numbers, own_crops, own_masks in found:
        begin, end = len(index["clip"]), len(index["clip"]) + len(numbers)
        crops[begin:end], hidden[begin:end] = own_crops, own_masks
        index["clip"] += [clip] * len(numbers)
        index["track"] += [track] * len(numbers)
        index["frame"] += numbers
    np.savez(options.data / "frames.npz", **index)
    print(f"{total} frames, {len(found)} people, {len(set(index['clip']))} clips, {time.time() - started:.1f} s")


if __name__ == "__main__":
    main()
