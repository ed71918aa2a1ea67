#!/usr/bin/env bash
# libswscale 9.1.100 (FFmpeg 8.0.1, in PyAV 16.0.1): from RGB to RGB there is no matrix to apply, yet with two different ones named for source and
# target, RGB of 16 bits is taken apart by the one and put together by the other: red (255, 0, 0) becomes (234, 0, 2). RGB of 8 bits stays as it is,
# so that the same picture changes its colours with its depth. With the same matrix on both sides both are right.
# Seen: 16 bits, BT.601 to BT.709: [234, 0, 2]; BT.601 to BT.601: [255, 0, 0]; 8 bits, BT.601 to BT.709: [255, 0, 0].
# Exits with 0 while it is so. Needs python3 with venv and pip; installs the packages in a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q av==16.0.1 numpy==2.2.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import av
import numpy


def red(depth, source, target):
    deep = depth == 16
    pixels = numpy.zeros((64, 64, 3), numpy.uint16 if deep else numpy.uint8)
    pixels[..., 0] = 65535 if deep else 255
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb48le" if deep else "rgb24")
    converted = frame.reformat(format="rgb24" if deep else "bgr24", src_colorspace=source, dst_colorspace=target)
    pixel = converted.to_ndarray()[32, 32].tolist()
    return pixel if deep else pixel[::-1]


deep = red(16, "itu601", "itu709")
same = red(16, "itu601", "itu601")
shallow = red(8, "itu601", "itu709")
version = ".".join(str(part) for part in av.library_versions["libswscale"])
print(f"libswscale {version}: 16 bits {deep}, with one matrix {same}, 8 bits {shallow}; right would be [255, 0, 0] three times")
wrong = deep[0] < 245
sys.exit(0 if wrong and same == [255, 0, 0] and shallow == [255, 0, 0] else 1)
PYTHON
