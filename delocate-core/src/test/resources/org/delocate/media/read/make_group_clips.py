"""Makes the clips beside this file, with x264 and x265, which the FFmpeg of the build does not have:

    pip install av numpy
    python3 make_group_clips.py FOLDER

Each is 300 frames of 128 x 96: a gradient with a patch that moves. All have B-frames that others refer to and groups of
24 frames; these begin with IDR pictures, in `hevc-open` with CRA pictures, before which pictures are shown that come
after them and lean on the group before; `hevc-layers` has temporal layers; in `h264-rate` frames last 20, 40 and 120 ms;
`h264-recovery` has one IDR picture, the first. The `cuts` have 1,200 frames, of which 500 to 506 and all from 700 on show
another scene: within groups, which do not begin there.
"""

import sys
from fractions import Fraction

import av
import numpy as np

WIDTH, HEIGHT = 128, 96

X264 = "keyint=24:min-keyint=24:scenecut=0:bframes=3:b-pyramid=normal:threads=1"
X265 = "keyint=24:min-keyint=24:scenecut=0:bframes=4:b-pyramid=1:pools=none:frame-threads=1:log-level=error"
CLIPS = {
    "h264": ("libx264", X264, "even"),
    "h264-cuts": ("libx264", X264, "cuts"),
    "h264-rate": ("libx264", X264, "rate"),
    "h264-recovery": ("libx264", X264 + ":open-gop=1", "even"),
    "hevc": ("libx265", X265 + ":open-gop=0", "even"),
    "hevc-open": ("libx265", X265 + ":open-gop=1", "even"),
    "hevc-cuts": ("libx265", X265 + ":open-gop=1", "cuts"),
    "hevc-layers": ("libx265", X265 + ":open-gop=0:temporal-layers=3", "even"),
}


def picture(i, other):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    base = 200 - 1.2 * x + 0.3 * y if other else 60 + x + 0.5 * y
    base += 3 * np.sin(0.9 * x + 0.7 * i) * np.cos(0.8 * y)
    left = int(50 + 20 * np.sin(i / 9))
    base[40:60, left : left + 20] += 30
    rgb = np.stack([base, base * 0.9, 255 - base], axis=2)
    return np.clip(rgb, 0, 255).astype(np.uint8)


def main():
    for name, (codec, parameters, kind) in CLIPS.items():
        key = "x264-params" if codec == "libx264" else "x265-params"
        with av.open(f"{sys.argv[1]}/{name}.mp4", "w") as file:
            stream = file.add_stream(codec, rate=25, options={key: parameters, "crf": "30", "preset": "medium"})
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            stream.time_base = stream.codec_context.time_base = Fraction(1, 50)
            time = 0
            for i in range(1200 if kind == "cuts" else 300):
                frame = av.VideoFrame.from_ndarray(
                    picture(i, kind == "cuts" and (500 <= i < 507 or i >= 700)), format="rgb24")
                frame.pts, frame.time_base = time, Fraction(1, 50)
                time += (1, 2, 6, 2)[i % 4] if kind == "rate" else 2
                file.mux(stream.encode(frame))
            file.mux(stream.encode())


main()
