"""Scans one file of each kind that needs much memory, and prints the greatest resident memory of each scan.

    python3 docs/benchmarks/peak_memory.py [--work DIR] [--only WORD] [--markdown]

needs Linux, what ./delocate needs, ffmpeg with libx264 (of 8 and 10 bits), libx265 and libwebp, and avifenc (libavif with rav1e). Every file is made of samples/ by the commands below and kept under --work. The memory is the kernel's
(ru_maxrss) of the whole process, in decimal megabytes and gigabytes. Ends with 1 if a scan takes more than --most gigabytes or ends with an internal error.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORTRAIT = ROOT / "samples" / "source" / "astronaut.jpg"
CLIP = ROOT / "samples" / "astronaut-real.mp4"
FORGED = ROOT / "samples" / "astronaut-forged.mp4"


def ffmpeg(target, *options):
    subprocess.run(["ffmpeg", "-hide_banner", "-nostdin", "-v", "error", "-y", *map(str, options), str(target)], check=True)


def picture(width, height, *options):
    """The portrait at a size."""
    return lambda target: ffmpeg(target, "-i", PORTRAIT, "-vf", f"scale={width}:{height}", "-frames:v", 1, *options)


def video(width, height, seconds, *options, pixels="yuv420p"):
    wide = f"scale={width}:{height},format={pixels}"
    return lambda target: ffmpeg(target, "-stream_loop", 20, "-i", CLIP, "-t", seconds, "-an", "-vf", wide, *options)


def tiles(across, down):
    """A photograph as tiles of AVIF, a megapixel each."""
    def make(target):
        names = target.with_name("tile-%03d.png")
        ffmpeg(names, "-i", PORTRAIT, "-vf", f"scale={1024 * across}:{1024 * down},untile={across}x{down}", "-fps_mode", "passthrough")
        parts = [target.with_name(f"tile-{i:03d}.png") for i in range(1, across * down + 1)]
        grid = f"{across}x{down}"
        subprocess.run(["avifenc", "-s", "10", "-j", "2", "--grid", grid, *parts, target], check=True, stdout=subprocess.DEVNULL)
        for part in parts:
            part.unlink()
    return make


def avif(width, height):
    """The portrait as one AV1 picture, by rav1e: libaom 3.6 writes some of this size that no decoder takes."""
    def make(target):
        whole = target.with_suffix(".whole.png")
        picture(width, height)(whole)
        subprocess.run(["avifenc", "-c", "rav1e", "-s", "10", "-j", "2", whole, target], check=True, stdout=subprocess.DEVNULL)
        whole.unlink()
    return make


def crowd(target, *options):
    """The face 300 times, 20 in a row, each 192 pixels wide."""
    graph = "scale=192:192,format=yuv420p,split=20" + "".join(f"[a{i}]" for i in range(20)) + ";"
    graph += "".join(f"[a{i}]" for i in range(20)) + "hstack=20,split=15" + "".join(f"[b{i}]" for i in range(15)) + ";"
    graph += "".join(f"[b{i}]" for i in range(15)) + "vstack=15"
    ffmpeg(target, "-i", CLIP, "-filter_complex", graph, "-an", *options)


def streams(target):
    maps = [word for _ in range(40) for word in ("-map", "0:v")]
    ffmpeg(target, "-i", CLIP, *maps, "-c", "copy")


def shots(target):
    """Twenty shots of half a second in 4K, of two clips in turn, one of them mirrored."""
    graph = "[0:v]split=10" + "".join(f"[r{i}]" for i in range(10)) + ";[1:v]hflip,split=10" + "".join(f"[f{i}]" for i in range(10)) + ";"
    for i in range(10):
        part = f"trim=start_frame={12 * i}:end_frame={12 * i + 12},setpts=N/25/TB,scale=2160:2160,pad=3840:2160"
        graph += f"[r{i}]{part}:0:0[x{i}];[f{i}]{part}:1680:0[y{i}];"
    graph += "".join(f"[x{i}][y{i}]" for i in range(10)) + "concat=n=20:v=1,format=yuv420p"
    ffmpeg(target, "-i", CLIP, "-i", FORGED, "-filter_complex", graph, "-r", 25, "-c:v", "libx264", "-preset", "ultrafast")


X264 = ("-c:v", "libx264", "-preset", "ultrafast")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:pools=2")
PNG = ("-compression_level", 1)
HLG = ("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc")

# What a file is called, what it is, how it is made, and the options of the scan.
KINDS = [
    ("portrait.jpg", "JPEG, 0.3 megapixels", picture(512, 512), []),
    ("108.jpg", "JPEG, 12,000 × 9,000 (108 megapixels)", picture(12000, 9000, "-q:v", 3), []),
    ("108-masks.jpg", "the same, `--masks --overlay`", picture(12000, 9000, "-q:v", 3), ["--masks", "--overlay"]),
    ("200.jpg", "JPEG, 16,320 × 12,240 (200 megapixels)", picture(16320, 12240, "-q:v", 3), []),
    ("200-masks.jpg", "the same, `--masks --overlay`", picture(16320, 12240, "-q:v", 3), ["--masks", "--overlay"]),
    ("67.jpg", "JPEG, 8,192 × 8,192 (67 megapixels, the most that is decoded whole)", picture(8192, 8192, "-q:v", 3), []),
    ("67.png", "PNG, 8,192 × 8,192", picture(8192, 8192, "-pix_fmt", "rgb24", *PNG), []),
    ("67-alpha.png", "PNG, 8,192 × 8,192, with opacity, 16 bits", picture(8192, 8192, "-pix_fmt", "rgba64be", *PNG), []),
    ("108.png", "PNG, 12,000 × 9,000", picture(12000, 9000, "-pix_fmt", "rgb24", *PNG), []),
    ("200.png", "PNG, 16,320 × 12,240", picture(16320, 12240, "-pix_fmt", "rgb24", *PNG), []),
    ("67.tiff", "TIFF, 8,192 × 8,192, 16 bits", picture(8192, 8192, "-pix_fmt", "rgb48le"), []),
    ("67.webp", "WebP, 8,192 × 8,192", picture(8192, 8192, "-c:v", "libwebp"), []),
    ("67.jp2", "JPEG 2000, 8,192 × 8,192", picture(8192, 8192, "-c:v", "jpeg2000"), []),
    ("67.exr", "OpenEXR, 8,192 × 8,192, 32 bits", picture(8192, 8192, "-pix_fmt", "gbrpf32le"), []),
    ("67.avif", "AVIF, 8,192 × 8,192", avif(8192, 8192), []),
    ("grid.avif", "AVIF of 8 × 6 tiles, 8,192 × 6,144", tiles(8, 6), []),
    ("200-grid.avif", "AVIF of 16 × 12 tiles, 16,384 × 12,288 (201 megapixels)", tiles(16, 12), []),
    ("animated.webp", "animated WebP, 4,096 × 4,096, 10 frames", video(4096, 4096, 0.4, "-c:v", "libwebp_anim", "-compression_level", 0, pixels="bgra"), []),
    ("animated.png", "APNG, 4,096 × 4,096, 10 frames", video(4096, 4096, 0.4, "-f", "apng", pixels="rgba"), []),
    ("8k.mp4", "H.264, 7,680 × 4,320, 2 s", lambda target: ffmpeg(target, "-stream_loop", 20, "-i", CLIP, "-t", 2, "-an", "-vf", "scale=4320:4320,pad=7680:4320:1680:0", *X264), []),
    ("8k-tall.mp4", "H.264, 7,680 × 4,320, shown as 7,680 × 7,680, 2 s", video(7680, 4320, 2, *X264), []),
    ("8k-tall-10.mp4", "the same of 10 bits, 1 s", video(7680, 4320, 1, *X264, pixels="yuv420p10le"), []),
    ("4k-hlg.mp4", "HEVC of 10 bits, HLG, 3,840 × 2,160, 3 s", video(3840, 2160, 3, *X265, *HLG, pixels="yuv420p10le"), []),
    ("4k-all.mp4", "H.264, 3,840 × 2,160, 3 s, `--frames all --masks --overlay`", video(3840, 2160, 3, *X264), ["--frames", "all", "--masks", "--overlay"]),
    ("4k-shots.mp4", "H.264, 3,840 × 2,160, 20 shots of 0.5 s", shots, []),
    ("1080i.ts", "MPEG-2, 1,920 × 1,080, woven, 5 s", lambda target: ffmpeg(target, "-stream_loop", 2, "-i", CLIP, "-t", 5, "-an", "-vf", "fps=50,scale=1920:1080,crop=1900:1080:'10*sin(n)+10':0,scale=1920:1080,tinterlace=interleave_top", "-c:v", "mpeg2video", "-b:v", "20M", "-flags", "+ilme+ildct"), []),
    ("crowd.mp4", "H.264, 3,840 × 2,880, 300 faces, 5 s", lambda target: crowd(target, *X264), []),
    ("crowd.jpg", "JPEG, 3,840 × 2,880, 300 faces", lambda target: crowd(target, "-frames:v", 1), []),
    ("40.mkv", "Matroska of 40 videos, `--stream all`", streams, ["--stream", "all"]),
    ("long.mp4", "H.264, 1,280 × 720, 10 min", lambda target: ffmpeg(target, "-stream_loop", 150, "-i", CLIP, "-t", 600, "-an", "-vf", "scale=720:720,pad=1280:720:280:0", "-c:v", "libx264", "-preset", "ultrafast"), []),
]


def scan(path, out, options):
    """Decimal megabytes at most, the exit code, and the verdict in words."""
    command = [ROOT / "delocate", "scan", path, "--out", out, *options]
    if os.environ.get("DELOCATE"):
        command[0] = os.environ["DELOCATE"]
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        written.seek(0)
        lines = written.read().decode().strip().splitlines()
    # The path and the report's place belong to this machine.
    said = re.sub(r" \([^()]*report\.html\)", "", lines[0].split(": ", 1)[-1]) if lines else "nothing"
    return usage.ru_maxrss * 1024 / 1e6, os.waitstatus_to_exitcode(status), re.split(r"[:;(]", said)[0].strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "delocate-memory")
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--most", type=float, default=3.0, help="gigabytes")
    parser.add_argument("--markdown", action="store_true", help="print a table")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    scan(PORTRAIT, options.work / "out", [])  # builds
    if options.markdown:
        print("| input | peak | said |\n|---|---|---|")
    above = 0
    for name, what, make, arguments in KINDS:
        if options.only not in name:
            continue
        path = options.work / name
        if not path.exists():
            make(path)
        megabytes, code, said = scan(path, options.work / "out", arguments)
        fits = megabytes <= 1000 * options.most and code in (0, 3)
        above += not fits
        row = f"| {what} | {megabytes / 1000:.2f} GB | {said} |"
        print(row if options.markdown else f"{'fits' if fits else 'ABOVE'}  {name}: {megabytes:.0f} MB, exit code {code}, {said}", flush=True)
    sys.exit(1 if above else 0)


if __name__ == "__main__":
    main()
