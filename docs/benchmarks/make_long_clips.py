"""Makes clips of five minutes, 1920×1080, 25 frames a second, of the portrait of samples/, which moves its head:

    pip install av numpy opencv-python-headless
    python3 docs/benchmarks/make_long_clips.py FOLDER [NAME ...]

20 seconds with the noise of a camera are encoded by x264 or x265, and their packets repeated 15 times; the motion ends
where it begins. `phone` has a key frame every second, as phones record (h264-phone no B-frames); `default` what the
encoder does if it is not told otherwise: a key frame every 10 seconds, in HEVC as an open group.
"""

import pathlib
import sys

import av
import cv2
import numpy as np

PORTRAIT = pathlib.Path(__file__).resolve().parents[2] / "samples" / "source" / "astronaut.jpg"
FRAMES, RATE, TIMES = 500, 25, 15
CLIPS = {
    "hevc-phone": ("libx265", {"preset": "veryfast", "crf": "26", "x265-params": "keyint=25:min-keyint=25:scenecut=0:open-gop=0:log-level=error"}),
    "h264-phone": ("libx264", {"preset": "superfast", "crf": "23", "bf": "0", "g": "25", "keyint_min": "25", "x264-params": "scenecut=0"}),
    "hevc-default": ("libx265", {"preset": "veryfast", "crf": "26", "x265-params": "log-level=error"}),
    "h264-default": ("libx264", {"preset": "faster", "crf": "23"}),
}


def frames():
    photo = cv2.cvtColor(cv2.imread(str(PORTRAIT)), cv2.COLOR_BGR2RGB)
    scale = 1920 / photo.shape[1]
    big = cv2.resize(photo, (1920, round(photo.shape[0] * scale)), interpolation=cv2.INTER_CUBIC)[:1080]
    chance = np.random.default_rng(1)
    noise = [chance.normal(0, 2.0, (1080, 1920, 1)).astype(np.int16) for _ in range(8)]
    y, x = np.mgrid[0:1080, 0:1920].astype(np.float32)
    across, down = 0.45 * 1920, 0.42 * 1080
    head = np.exp(-((((x - across) / 420) ** 2 + ((y - down) / 420) ** 2) ** 2))
    lips = np.exp(-(((x - across) / 140) ** 2 + ((y - down - 130) / 70) ** 2))
    for i in range(FRAMES):
        t = 2 * np.pi * i / FRAMES
        right = np.float32(14 * np.sin(5 * t) + 6 * np.sin(13 * t))
        below = np.float32(8 * np.sin(7 * t))
        mouth = np.float32(6 * np.sin(61 * t))
        moved = cv2.remap(big, x + head * right, y + head * below + lips * mouth, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        yield np.clip(moved.astype(np.int16) + noise[chance.integers(8)], 0, 255).astype(np.uint8)


def encode(path, codec, options):
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        for picture in frames():
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(stream.encode())


def repeat(source, target):
    with av.open(str(source)) as short, av.open(str(target), "w") as file:
        stream = short.streams.video[0]
        copy = file.add_stream_from_template(stream)
        packets = [(bytes(p), p.pts, p.dts, p.is_keyframe) for p in short.demux(stream) if p.dts is not None]
        length = round(FRAMES / RATE / stream.time_base)
        for time in range(TIMES):
            for data, pts, dts, key in packets:
                packet = av.Packet(data)
                packet.pts, packet.dts = pts + time * length, dts + time * length
                packet.time_base, packet.stream, packet.is_keyframe = stream.time_base, copy, key
                file.mux(packet)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or CLIPS:
        short = folder / f"{name}-20s.mp4"
        encode(short, *CLIPS[name])
        repeat(short, folder / f"{name}.mp4")
        short.unlink()


main()
