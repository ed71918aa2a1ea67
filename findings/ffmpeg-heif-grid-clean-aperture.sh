#!/usr/bin/env bash
# FFmpeg 8.0.1: the clean aperture ("clap") of a HEIC or AVIF photograph that is made of tiles is not told. The stream group of the tiles has an offset of
# 0 and the whole size, and no side data; of the same picture in one piece the clean aperture stands in the stream's side data.
# Whoever puts the tiles together by it shows what the file crops away. (Hence our own reader of these boxes, HeifBoxes.)
# Seen: in one piece: 56 pixels cropped on the left; in tiles: offset 0, width 512, no side data.
# Exits with 0 while it is so. Needs python3, unzip, mvn and Linux on x86-64; fetches FFmpeg 8.0.1 as org.bytedeco built it into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$folder" >/dev/null
unzip -q -j "$folder"/ffmpeg-*.jar 'org/bytedeco/ffmpeg/linux-x86_64/*' -d "$folder/ffmpeg"
chmod +x "$folder/ffmpeg/ffprobe"
python3 - "$folder" <<'PYTHON'
import base64
import json
import os
import struct
import subprocess
import sys

FOLDER = sys.argv[1]
# A picture of 256 x 160 pixels of one colour, HEVC by x265.
CONFIGURATION = base64.b64decode(
    "AQFgAAAAkAAAAAAAPPAA/P34+AAADwOgAAEAGEABDAH//wFgAAADAJAAAAMAAAMAPJWYCaEAAQAtQgEBAWAAAAMAkAAAAwAAAwA8oAgIChZZWaSTK8BagICA"
    "ggAAAwACAAADADIQogABAAdEAcFytGJA"
)
TILE = base64.b64decode("AAAAOygBrwvZfNgoNl//9rdu9fiFix//CbVvk9nJsAeqOY4AkDtsOMEJsHI/kNoAANsAA8wAdcCdh7jNG8tY")


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def full(name, content, flags=0):
    return box(name, struct.pack(">I", flags) + content)


def size(width, height):
    return full(b"ispe", struct.pack(">II", width, height))


def aperture(width, height):
    return box(b"clap", struct.pack(">8I", width, 1, height, 1, 0, 1, 0, 1))


def picture(name, items, properties, references):
    """Items: type, data, numbers of properties. The last one is the picture."""
    described = b"".join(data for kind, data, _ in items if kind == b"grid")
    coded = [data for kind, data, _ in items if kind != b"grid"]
    file_type = box(b"ftyp", b"heic\0\0\0\0heicmif1")

    def meta(start):
        at, inside, places = start, 0, b""
        for number, (kind, data, _) in enumerate(items, 1):
            places += struct.pack(">HHHHII", number, kind == b"grid", 0, 1, inside if kind == b"grid" else at, len(data))
            if kind == b"grid":
                inside += len(data)
            else:
                at += len(data)
        entries = b"".join(full(b"infe", struct.pack(">HH", n, 0) + kind + b"\0", 2 << 24) for n, (kind, _, _) in enumerate(items, 1))
        links = b"".join(struct.pack(">HB", n, len(own)) + bytes(0x80 | p for p in own) for n, (_, _, own) in enumerate(items, 1))
        content = full(b"hdlr", b"\0" * 4 + b"pict" + b"\0" * 13)
        content += full(b"pitm", struct.pack(">H", len(items)))
        content += full(b"iloc", struct.pack(">HH", 0x4400, len(items)) + places, 1 << 24)
        content += full(b"iinf", struct.pack(">H", len(items)) + entries)
        if references:
            content += full(b"iref", references)
        content += box(b"iprp", box(b"ipco", b"".join(properties)) + full(b"ipma", struct.pack(">I", len(items)) + links))
        content += box(b"idat", described)
        return full(b"meta", content)

    head = file_type + meta(len(file_type) + len(meta(0)) + 8)
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(head + box(b"mdat", b"".join(coded)))
    return path


def probe(path):
    tools = os.path.join(FOLDER, "ffmpeg")
    command = [os.path.join(tools, "ffprobe"), "-v", "error", "-of", "json", "-show_streams", "-show_stream_groups", path]
    found = subprocess.run(command, env={**os.environ, "LD_LIBRARY_PATH": tools}, check=True, capture_output=True, text=True)
    return json.loads(found.stdout)


configuration = box(b"hvcC", CONFIGURATION)
one = probe(picture("one.heic", [(b"hvc1", TILE, [1, 2, 3])], [size(256, 160), configuration, aperture(144, 120)], b""))
description = struct.pack(">IHH", 0x00000101, 512, 320)
tiles = [(b"hvc1", TILE, [1, 2])] * 4
links = box(b"dimg", struct.pack(">HHHHHH", 5, 4, 1, 2, 3, 4))
grid = probe(
    picture("grid.heic", [*tiles, (b"grid", description, [3, 4])], [size(256, 160), configuration, size(512, 320), aperture(400, 300)], links)
)
cropped = [data for data in one["streams"][0].get("side_data_list", []) if "Cropping" in data.get("side_data_type", "")]
group = grid["stream_groups"][0]
component = group["components"][0]
told = [component.get(key) for key in ("horizontal_offset", "vertical_offset", "width", "height")]
print(f"in one piece: {cropped}; in tiles: offsets and size {told}, side data {component.get('side_data_list', [])}; right would be [56, 10, 400, 300]")
sys.exit(0 if cropped and told == [0, 0, 512, 320] else 1)
PYTHON
