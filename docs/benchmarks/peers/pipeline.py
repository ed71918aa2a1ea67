"""The same scan in Python: frames, faces, networks; no tracking, no cuts, no masks on disk, no report.

    python3 docs/benchmarks/peers/pipeline.py INPUT [--frames 32] [--seek] [--precision bf16|fp32] [--stages]

needs Python 3 with PyTorch, OpenCV (opencv-python-headless) and LiteRT (ai-edge-litert), and a build of this
project, whose face models and checkpoint it reads. compare.py runs it beside ./delocate scan. It looks at as many
frames of a video as Delocate does of a short one, spread evenly, and at the frame after each: decoded in sequence,
or, with --seek, by jumping to each. Faces are found, marked and cut out with the same TFLite models to the same
size; of each frame only the surest face. Networks run in batches of 8, with all threads in each operation, which is
PyTorch's way. Prints the mean logit, and with --stages the seconds of each.
"""

import argparse
import json
import os
import pathlib
import sys
import time

STARTED = time.perf_counter()
ROOT = pathlib.Path(__file__).resolve().parents[3]
FACE_MODELS = ROOT / "delocate-core" / "target" / "face-models"
MODEL = ROOT / "delocate-model" / "src" / "main" / "resources" / "org" / "delocate" / "model"
BATCH = 8
# Of the mesh: inner and outer corners of both eyes; corners of the mouth.
RIGHT_EYE, LEFT_EYE, MOUTH = (33, 133), (362, 263), (61, 291)

import cv2  # noqa: E402
import numpy as np  # noqa: E402


def frames_in_sequence(video, wanted):
    """Pairs of frames, each with the one after it; what nobody asked for is decoded but not converted."""
    asked = sorted({i for place in wanted for i in (place, place + 1)})
    kept, number = {}, 0
    while asked and video.grab():
        if number == asked[0]:
            kept[number] = video.retrieve()[1]
            asked.pop(0)
        number += 1
    return [(kept[i], kept.get(i + 1)) for i in wanted if i in kept]


def frames_by_seeking(video, wanted):
    pairs = []
    for place in wanted:
        video.set(cv2.CAP_PROP_POS_FRAMES, place)
        found, frame = video.read()
        if found:
            followed, later = video.read()
            pairs.append((frame, later if followed else None))
    return pairs


def frames_of(path, count, seek):
    video = cv2.VideoCapture(str(path))
    total = int(video.get(cv2.CAP_PROP_FRAME_COUNT))
    if not video.isOpened() or total < 2:
        return [(cv2.imread(str(path)), None)]
    wanted = sorted({int((i + 0.5) * total / count) for i in range(count)})
    return (frames_by_seeking if seek else frames_in_sequence)(video, wanted)


class FaceModel:
    def __init__(self, name, threads):
        from ai_edge_litert.interpreter import Interpreter

        self.net = Interpreter(str(FACE_MODELS / name), num_threads=threads)
        self.net.allocate_tensors()
        self.input = self.net.get_input_details()[0]
        self.side = self.input["shape"][1]

    def __call__(self, picture):
        self.net.set_tensor(self.input["index"], picture[None])
        self.net.invoke()
        return [self.net.get_tensor(o["index"]) for o in self.net.get_output_details()]


def cut(picture, centre, side, angle, size):
    """A turned square of a picture, and the way from its pixels to the picture's."""
    scale, c, s = side / size, np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]]) * scale
    back = np.hstack([turn, (np.asarray(centre) - turn @ [size / 2, size / 2])[:, None]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(picture, back, (size, size), flags=flags), back


class Faces:
    def __init__(self, threads, crop, surround):
        self.detector = FaceModel("face_detection_full_range.tflite", threads)
        self.mesh = FaceModel("face_landmark.tflite", threads)
        grid = np.arange(48)
        self.anchors = np.stack([np.tile((grid + 0.5) / 48, 48), np.repeat((grid + 0.5) / 48, 48)], 1)
        size = crop["size"]
        middle, apart = (size - 1) / 2, crop["eyeDistance"] * size / 2
        mouth = crop["mouthWidth"] * size / 2
        to = [(middle - apart, crop["eyeLine"] * size), (middle + apart, crop["eyeLine"] * size)]
        to += [(middle - mouth, crop["mouthLine"] * size), (middle + mouth, crop["mouthLine"] * size)]
        self.to = np.array(to, dtype=np.float32) + surround
        self.view = size + 2 * surround

    def mark(self, picture):
        """Landmarks of the surest face in pixels of the picture; None without one."""
        longer = max(picture.shape[:2])
        square, back = cut(picture, (picture.shape[1] / 2, picture.shape[0] / 2), longer, 0, self.detector.side)
        outputs = self.detector(square.astype(np.float32) / 127.5 - 1)
        boxes, scores = sorted(outputs, key=lambda output: -output.shape[-1])
        best = int(scores.reshape(-1).argmax())
        if scores.reshape(-1)[best] < 0:
            return None
        box = boxes[0, best] / self.detector.side
        points = (box[4:8].reshape(2, 2) + self.anchors[best]) * self.detector.side
        centre = (box[:2] + self.anchors[best]) * self.detector.side
        eyes = points[1] - points[0]
        side = 1.5 * max(box[2:4]) * longer
        face, back_face = cut(
            picture, back[:, :2] @ centre + back[:, 2], side, np.arctan2(eyes[1], eyes[0]), self.mesh.side
        )
        mesh = max(self.mesh(face.astype(np.float32) / 255), key=np.size).reshape(-1, 3)[:, :2]
        return mesh @ back_face[:, :2].T + back_face[:, 2]

    def crops(self, picture, later):
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        mesh = self.mark(picture)
        if mesh is None:
            return None
        at = [mesh[list(RIGHT_EYE)].mean(0), mesh[list(LEFT_EYE)].mean(0), *mesh[list(MOUTH)]]
        way = cv2.estimateAffinePartial2D(np.array(at, dtype=np.float32), self.to)[0]
        crop = cv2.warpAffine(picture, way, (self.view, self.view), flags=cv2.INTER_AREA)
        if later is None:
            return crop, None
        return crop, cv2.warpAffine(cv2.cvtColor(later, cv2.COLOR_BGR2RGB), way, (self.view, self.view))


class Networks:
    def __init__(self, card, threads, bf16):
        global torch, networks
        import torch

        sys.path.insert(0, str(ROOT / "docs" / "benchmarks"))
        import networks_in_pytorch as networks

        torch.set_num_threads(threads)
        networks.configure(card)
        networks.read_weights(MODEL / "model.safetensors")
        self.card, self.bf16 = card, bf16

    def logits(self, crops):
        reference = networks.reference
        together = self.card["recovering"].get("partsTogether", False)
        hidden_at_once = round(0.2 * reference.GRID**2) * (networks.PARTS if together else 1)
        moving = all(later is not None for _, later in crops)
        found = []
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            for first in range(0, len(crops), BATCH):
                some = crops[first : first + BATCH]
                rows = len(some) * (1 if together else networks.PARTS)
                order = torch.rand(rows, reference.GRID**2).argsort(1)
                images = self.tensor([crop for crop, _ in some])
                later = self.tensor([after for _, after in some]) if moving else None
                answer, mask = networks.forward(
                    images, later, order[:, :hidden_at_once], order[:, hidden_at_once:], self.card
                )
                found += answer.tolist()
                mask.float().numpy()
        return found

    @staticmethod
    def tensor(pictures):
        made = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
        return made.contiguous(memory_format=torch.channels_last)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--frames", type=int, default=32)
    parser.add_argument("--seek", action="store_true", help="jump to each frame instead of decoding all")
    parser.add_argument("--precision", choices=["bf16", "fp32"], default="bf16")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--stages", action="store_true", help="print the seconds of each stage")
    options = parser.parse_args()
    cv2.setNumThreads(options.threads)
    seconds, last = {}, STARTED

    def passed(stage):
        nonlocal last
        now = time.perf_counter()
        seconds[stage] = round(now - last, 3)
        last = now

    card = json.loads((MODEL / "model.json").read_text())["networks"]
    faces = Faces(options.threads, card["crop"], card.get("surround", 0))
    networks_here = Networks(card, options.threads, options.precision == "bf16")
    passed("open")
    pairs = frames_of(options.input, options.frames, options.seek)
    passed("decode")
    crops = [found for pair in pairs if (found := faces.crops(*pair)) is not None]
    passed("faces")
    if not crops:
        sys.exit("no face")
    logits = networks_here.logits(crops)
    passed("networks")
    print(f"{len(crops)} faces, mean logit {sum(logits) / len(logits):.3f}")
    if options.stages:
        print(json.dumps(seconds))


if __name__ == "__main__":
    main()
