#!/usr/bin/env bash
# OpenCV 4.13.0: imdecodemulti with a range of frames of an animated WebP says that it succeeded and returns the first frames of the
# animation instead of those of the range: frames 0 and 1 for the range 2 to 4. GIF is right; of the same frames as PNG the call fails.
# (A WebP frame is only reached by decoding all before it, which skipping pages does not do. Hence our own WebpAnimation, which reads one at a time.)
# Seen: WebP, frames 2 and 3 asked for: [10, 50]; all frames: [10, 50, 90, 130, 170, 210].
# Exits with 0 while it is so. Needs python3 with venv and pip; installs the packages in a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q opencv-python-headless==4.13.0.90 numpy==2.2.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import cv2
import numpy

animation = cv2.Animation()
animation.frames = [numpy.full((64, 64, 3), 40 * i + 10, numpy.uint8) for i in range(6)]
animation.durations = [100] * 6
encoded = cv2.imencodeanimation(".webp", animation)[1]


def greys(frames):
    return [int(frame[32, 32, 0]) for frame in frames]


every = greys(cv2.imdecodemulti(encoded, cv2.IMREAD_COLOR)[1])
succeeded, frames = cv2.imdecodemulti(encoded, cv2.IMREAD_COLOR, range=(2, 4))
asked = greys(frames)
print(f"OpenCV {cv2.__version__}: all {every}; 2 to 4: {succeeded}, {asked}; right would be {every[2:4]}")
sys.exit(0 if succeeded and asked == every[0:2] and every[2:4] != every[0:2] else 1)
PYTHON
