"""Crops of up to eight moments of each person of the clips, and of frames around each, at the place of the moment itself.

    python3 crops.py --clips PATH --store STORE --out DATA [--kind KIND]... [--people N]

PATH is the dataset of clips, STORE what `delocate prepare --frames 24 --neighbours` made of them (where faces are; its
pictures are not used). Of each kind, DATA gets KIND.npy, [moments, frames, side, side, 3]; of all, people.json and
moments.npz, which do not depend on the kind. `uploaded` encodes each clip anew with ffmpeg first. Python with NumPy and
OpenCV.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import tarfile
import tempfile

import cv2
import numpy as np

MOMENTS = 8
# Side in pixels; how many times the 192 units of a stored crop are seen; frames, in steps of some 40 ms.
KINDS = {
    "near": (192, 1.0, (-1, 0, 1, 2, 3)),
    "late": (192, 1.0, (6, 12)),
    "fine": (288, 1.0, (0, 1, 3)),
    "far": (224, 2.2, (0, 1)),
    "uploaded": (192, 1.0, (0, 1, 3)),
}


def people(store: pathlib.Path):
    """What is known of each person's faces, by clip and track."""
    kept = collections.defaultdict(dict)
    for shard in sorted(store.glob("shard-*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                if member.name.endswith(".json"):
                    face = json.load(archive.extractfile(member))
                    kept[face["record"], face["track"]][face["key"]] = face
    return dict(sorted(kept.items()))


def moments(faces, count):
    """Frame, step to the frame 40 ms later, and place of up to eight moments, around which all frames are if possible."""
    keys = sorted((key for key in faces if not key.endswith("n") and key + "n" in faces), key=lambda key: faces[key]["frame"])
    known = [(faces[key]["frame"], faces[key + "n"]["frame"] - faces[key]["frame"], faces[key]["cropToFrame"]) for key in keys]
    good = [moment for moment in known if moment[0] >= 2 * moment[1] and moment[0] + 3 * moment[1] < count]
    if len(good) < 3:
        good = [moment for moment in known if moment[0] + moment[1] < count]
    places = np.unique(np.linspace(0, len(good) - 1, MOMENTS).round().astype(int)) if good else []
    return [good[place] for place in places]


def cut(frame, place, side, times):
    """The place, so many times as wide, at so many pixels; sharper pictures are averaged."""
    place = np.array(place).reshape(2, 3)
    finer = max(1, int(np.ceil(np.hypot(place[0, 0], place[1, 0]) * times * 192 / side - 0.25)))
    step = 192 * times / (side * finer)
    shift = step / 2 - 96 * (times - 1) - 0.5
    seen = np.vstack([place, [0, 0, 1]]) @ np.array([[step, 0, shift], [0, step, shift], [0, 0, 1]])
    crop = cv2.warpAffine(frame, seen[:2].astype(np.float32), (side * finer,) * 2,
                          flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT_101)
    crop = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA) if finer > 1 else crop
    return cv2.cvtColor(crop, cv2.COLOR_BGR2RGB)


def shown(start, step, times, count):
    """The frame so many steps away; on the other side of the moment where there is none, or else the next one."""
    for at in (start + times * step, start - times * step):
        if 0 <= at < count:
            return at
    return min(start + step, count - 1) if times > 0 else start


def decoded(path):
    video, frames = cv2.VideoCapture(str(path)), []
    while True:
        more, frame = video.read()
        if not more:
            return frames
        frames.append(frame)


def uploads(clips: pathlib.Path):
    """Of each clip, in the order of the index: shares of its size, and what ffmpeg is told."""
    draw, chosen = random.Random(7), {}
    header, *rows = [line.split(",") for line in (clips / "index.csv").read_text().split()]
    for row in rows:
        clip = dict(zip(header, row))
        width, height = int(clip["width"]), int(clip["height"])
        share = max(draw.choice([1, 1, 0.8, 0.65, 0.5]), min(1, 240 / min(width, height)))
        new = [int(round(length * share / 2)) * 2 for length in (width, height)]
        crf, preset = draw.randint(23, 36), draw.choice(["ultrafast", "veryfast", "medium"])
        scaler = draw.choice(["bilinear", "bicubic", "lanczos"])
        chosen[clip["path"]] = (new[0] / width, new[1] / height, [
            *("-vf", f"scale={new[0]}:{new[1]}:flags={scaler},format=yuv420p", "-fps_mode", "passthrough"),
            *("-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-g", str(draw.choice([12, 50, 250])), "-an")])
    return chosen


def uploaded(path, how, folder):
    """The frames of a clip, encoded anew."""
    file = pathlib.Path(folder) / "clip.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-threads", "1", "-i", str(path), *how, str(file)], check=True)
    return decoded(file)


def smaller(place, across, down):
    """A place of the clip in its smaller copy."""
    a, b, x, c, d, y = place
    return [a * across, b * across, (x + 0.5) * across - 0.5, c * down, d * down, (y + 0.5) * down - 0.5]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("clips", "store", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--people", type=int, default=0, help="only the first of them, for a try")
    options = parser.parse_args()
    kinds, everybody = options.kind or list(KINDS), list(people(options.store).items())
    everybody = everybody[: options.people or None]
    options.out.mkdir(parents=True, exist_ok=True)
    how, crops, owner, known = uploads(options.clips), collections.defaultdict(list), [], []
    with tempfile.TemporaryDirectory() as folder:
        clip, frames = None, []
        for index, ((record, track), faces) in enumerate(everybody):
            first = next(iter(faces.values()))
            known.append({"record": record, "track": track, "label": first["label"], "split": first["split"],
                          "page": first["source"].split("@")[0], "method": first["method"], "family": first["traits"]["family"]})
            if record != clip:
                clip, frames = record, decoded(options.clips / record)
                worse = uploaded(options.clips / record, how[record][2], folder) if "uploaded" in kinds else []
            for start, step, place in moments(faces, len(frames)):
                owner.append(index)
                for kind in kinds:
                    side, times, steps = KINDS[kind]
                    source, at = (worse, smaller(place, *how[record][:2])) if kind == "uploaded" else (frames, place)
                    crops[kind].append([cut(source[shown(start, step, far, len(frames))], at, side, times) for far in steps])
            if index % 50 == 0:
                print(f"{index} of {len(everybody)} people", flush=True)
    for kind in kinds:
        np.save(options.out / f"{kind}.npy", np.array(crops[kind]))
    np.savez(options.out / "moments.npz", owner=np.array(owner))
    (options.out / "people.json").write_text(json.dumps(known))


if __name__ == "__main__":
    main()
