"""Scans per hour of the command line, of a batch on Spark and of the service, on the same folder of short clips, in turn.

    python3 docs/benchmarks/throughput.py --clips 200 --runs 3 [--frames 8] [--skip batch|serve]

Needs nothing but Python; ./delocate and ./delocate batch are built first if they must. The clips are the two samples, each
with a few bytes at its end that players pass over, so that no content is there twice. What it takes to start is taken out:
of the command line and of the batch by a run on two clips (one for each core), of the service by scanning two before.
"""

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DELOCATE = os.path.join(ROOT, "delocate")
SAMPLES = [os.path.join(ROOT, "samples", name) for name in ("astronaut-real.mp4", "astronaut-forged.mp4")]
WARM = 2


def make_clips(folder, count):
    """Clips of 5 seconds, no two alike."""
    os.makedirs(folder)
    for number in range(count):
        with open(SAMPLES[number % 2], "rb") as source, open(os.path.join(folder, f"{number:04d}.mp4"), "wb") as clip:
            shutil.copyfileobj(source, clip)
            clip.write(b"\0\0\0\x0cfree" + number.to_bytes(4, "big"))
    return folder


def seconds_of(command, log):
    start = time.monotonic()
    done = subprocess.run(command, stdout=log, stderr=log)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}; see {log.name}")
    return time.monotonic() - start


def scan(folder, work, options, log):
    return seconds_of([DELOCATE, "scan", folder, "--out", tempfile.mkdtemp(dir=work), *options], log)


def isolated(folder, work, options, log):
    return scan(folder, work, ["--isolated", *options], log)


def batch(folder, work, options, log):
    reports = tempfile.mkdtemp(dir=work)
    table = tempfile.mkdtemp(dir=work)
    return seconds_of(
        [DELOCATE, "batch", folder, "--out", table, "--reports", reports, "--master", "local[2]", *options], log
    )


def cold(scanner):
    """Of a program that starts for each folder: without what it takes to start and to scan two clips."""

    def measured(warm, clips, work, options, log):
        least = scanner(warm, work, options, log)
        return scanner(clips, work, options, log) - least

    return measured


def serve(warm, clips, work, options, log):
    command = [DELOCATE, "serve", "--port", "0", "--workers", "2", "--spares", "0", "--threads", "1"]
    service = subprocess.Popen(
        [*command, "--data", tempfile.mkdtemp(dir=work), *options], stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        address = service.stdout.readline().strip().removeprefix("http://").rstrip("/")
        upload(address, warm)
        wait(address, len(os.listdir(warm)))
        start = time.monotonic()
        upload(address, clips)
        # Two clips of the folder are the ones that warmed it.
        wait(address, len(os.listdir(clips)))
        return time.monotonic() - start
    finally:
        service.terminate()
        service.wait()


def upload(address, folder):
    connection = http.client.HTTPConnection(address)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as clip:
            connection.request("POST", f"/api/v1/scans?name={name}", clip.read(), {"Content-Type": "video/mp4"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status >= 300:
            sys.exit(f"{name} was answered with {answer.status}: {body[:200]}")


def wait(address, count):
    connection = http.client.HTTPConnection(address)
    while True:
        connection.request("GET", "/api/v1/counts")
        counts = json.loads(connection.getresponse().read())
        if sum(number for kind, number in counts.items() if kind.startswith("finished")) >= count:
            return
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--frames", help="frames of each clip (default: as scan chooses)")
    parser.add_argument("--skip", action="append", default=[], choices=["batch", "serve", "isolated"])
    arguments = parser.parse_args()
    if arguments.clips <= WARM:
        parser.error(f"--clips is above {WARM}")
    options = ["--frames", arguments.frames] if arguments.frames else []
    ways = {"scan": cold(scan), "isolated": cold(isolated), "batch": cold(batch), "serve": serve}
    ways = {name: way for name, way in ways.items() if name not in arguments.skip}
    with tempfile.TemporaryDirectory() as work:
        log = open(os.path.join(work, "log"), "w")
        subprocess.run([DELOCATE, "--version"], check=True, stdout=log)
        subprocess.run([DELOCATE, "batch", "--version"], check=True, stdout=log)
        warm = make_clips(os.path.join(work, "warm"), WARM)
        clips = make_clips(os.path.join(work, "clips"), arguments.clips)
        times = {name: [] for name in ways}
        for run in range(arguments.runs):
            for name, way in ways.items():
                times[name].append(way(warm, clips, work, options, log))
                print(f"run {run + 1}, {name}: {times[name][-1]:.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)
        print(f"\n{arguments.clips - WARM} clips of 5 s beyond the first {WARM}:")
        command_line = statistics.median(times["scan"])
        for name, seconds in times.items():
            median = statistics.median(seconds)
            print(
                f"{name}: {3600 * (arguments.clips - WARM) / median:,.0f} scans an hour,"
                f" {command_line / median:.2f} of the command line"
            )


if __name__ == "__main__":
    main()
