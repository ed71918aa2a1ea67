"""Packs what a GPU machine needs into one folder: clips, where their faces are, and two networks' weights.

    python3 pack.py --clips FOLDER --store STORE --inception FILE --transformer FILE.onnx --out DATA

The folder gets meta.npz, clips/NUMBER.EXTENSION, inception.safetensors and transformer.pt, 190 MB together.
"""

import argparse
import csv
import json
import pathlib
import shutil
import tarfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper

# MediaPipe's landmarks around the face and around the lips.
OVAL = [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148,
        176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]
LIPS = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185]
WIDTH, PLACES = 384, 37 * 37


def meta(rows: dict[str, dict], store: pathlib.Path) -> dict[str, np.ndarray]:
    """What is known of each clip, and where each prepared frame's face is; neighbours are left out."""
    clips = sorted(rows)
    number = {clip: index for index, clip in enumerate(clips)}
    faces = []
    for shard in sorted(store.glob("shard-*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                if not member.name.endswith(".json"):
                    continue
                face = json.load(archive.extractfile(member))
                if not face["key"].endswith("n"):
                    landmarks = np.array(face["landmarks"], np.float32).reshape(-1, 2)
                    faces.append((number[face["record"]], face["track"], face["frame"], face["cropToFrame"],
                                  landmarks[OVAL + LIPS]))
    faces.sort(key=lambda face: face[:3])
    of = lambda column: [rows[clip][column] for clip in clips]
    return dict(
        clips=np.array(clips), label=np.array(of("label")) == "fake", fold=np.array(of("fold")).astype(int),
        family=np.array(of("family")), generator=np.array([name or "camera" for name in of("generator")]),
        page=np.array([source.split("@")[0] for source in of("source")]),
        original=np.array([number.get(original, -1) for original in of("original")]),
        clip=np.array([face[0] for face in faces]), track=np.array([face[1] for face in faces]),
        frame=np.array([face[2] for face in faces]),
        crop_to_frame=np.array([face[3] for face in faces], np.float32),
        outline=np.array([face[4] for face in faces], np.float16))


def transformer(file: pathlib.Path) -> dict[str, torch.Tensor]:
    """The weights of the DINOv2-S in an ONNX file, whose exporter folded the names of some away."""
    graph = onnx.load(file).graph
    values = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            values.setdefault(node.output[0], numpy_helper.to_array(node.attribute[0].t))
    tensor = lambda name: torch.tensor(np.array(values[name]))
    prefix = "backbone."
    weights = {name[len(prefix):]: tensor(name) for name in values if name.startswith(prefix)}
    products = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add":
            for bias, product in (node.input, reversed(node.input)):
                if bias in values and bias.startswith(prefix) and bias.endswith(".bias") and product in products:
                    matrix = next(name for name in products[product].input if name in values)
                    weights[bias[len(prefix):-len("bias")] + "weight"] = tensor(matrix).t().contiguous()
        if node.op_type == "Concat":
            for name in node.input:  # the class token, to which its place is added already
                if ("onnx" in name or "Constant" in name) and name in values and values[name].size == WIDTH:
                    weights["class_place"] = tensor(name).reshape(1, 1, WIDTH)
    places = next(name for name, value in values.items() if value.size == PLACES * WIDTH)
    weights["places"] = tensor(places).reshape(37, 37, WIDTH)
    return {name: value.half() for name, value in weights.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("clips", "store", "inception", "transformer", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    with open(options.clips / "index.csv", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file)}
    (options.out / "clips").mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out / "meta.npz", **meta(rows, options.store))
    for index, clip in enumerate(sorted(rows)):
        shutil.copyfile(options.clips / clip, options.out / "clips" / f"{index}{pathlib.Path(clip).suffix}")
    shutil.copyfile(options.inception, options.out / "inception.safetensors")
    torch.save(transformer(options.transformer), options.out / "transformer.pt")


if __name__ == "__main__":
    main()
