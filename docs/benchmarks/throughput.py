"""Scans per hour of the command line, of a batch on Spark and of the service, on the same folder of short clips, in turn.

    python3 docs/benchmarks/throughput.py --clips 200 --runs 3 [--frames 8] [--skip batch|serve]

Needs nothing but Python; ./delocate and ./delocate batch are built first if they must. The clips are the two samples, each
with a few bytes at its end that players pass over, so that no content is there twice. What it takes to start is taken out
by a run on two clips, one for each core. On a machine with other work, processor time tells more than the clock.
"""

import argparse
import http.client
import json
import os
import resource
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


class Cost:
    """Seconds on the clock, and of processor time of all processes."""

    def __init__(self, clock, processor):
        self.clock, self.processor = clock, processor

    def __sub__(self, other):
        return Cost(self.clock - other.clock, self.processor - other.processor)


def processor():
    """Of all child processes that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost_of(command, log):
    start, used = time.monotonic(), processor()
    done = subprocess.run(command, stdout=log, stderr=log)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}; see {log.name}")
    return Cost(time.monotonic() - start, processor() - used)


def scan(folder, work, options, log):
    return cost_of([DELOCATE, "scan", folder, "--out", tempfile.mkdtemp(dir=work), *options], log)


def isolated(folder, work, options, log):
    return scan(folder, work, ["--isolated", *options], log)


def batch(folder, work, options, log):
    reports = tempfile.mkdtemp(dir=work)
    table = tempfile.mkdtemp(dir=work)
    return cost_of(
        [DELOCATE, "batch", folder, "--out", table, "--reports", reports, "--master", "local[2]", *options], log
    )


def serve(folder, work, options, log):
    command = [DELOCATE, "serve", "--port", "0", "--workers", "2", "--spares", "0", "--threads", "1"]
    used = processor()
    service = subprocess.Popen(
        [*command, "--data", tempfile.mkdtemp(dir=work), *options], stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        address = service.stdout.readline().strip().removeprefix("http://").rstrip("/")
        start = time.monotonic()
        upload(address, folder)
        wait(address, len(os.listdir(folder)))
        clock = time.monotonic() - start
    finally:
        service.terminate()
        service.wait()
    return Cost(clock, processor() - used)


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
    ways = {"scan": scan, "isolated": isolated, "batch": batch, "serve": serve}
    ways = {name: way for name, way in ways.items() if name not in arguments.skip}
    with tempfile.TemporaryDirectory() as work:
        log = open(os.path.join(work, "log"), "w")
        subprocess.run([DELOCATE, "--version"], check=True, stdout=log)
        subprocess.run([DELOCATE, "batch", "--version"], check=True, stdout=log)
        warm = make_clips(os.path.join(work, "warm"), WARM)
        clips = make_clips(os.path.join(work, "clips"), arguments.clips)
        costs = {name: [] for name in ways}
        for run in range(arguments.runs):
            for name, way in ways.items():
                least = way(warm, work, options, log)
                cost = way(clips, work, options, log) - least
                costs[name].append(cost)
                print(
                    f"run {run + 1}, {name}: {cost.clock:.1f} s, {cost.processor:.1f} s of processor time,"
                    f" load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
        count = arguments.clips - WARM
        print(f"\n{count} clips of 5 s beyond the first {WARM}:")
        of_scan = median(costs["scan"])
        for name in ways:
            one = median(costs[name])
            print(
                f"{name}: {3600 * count / one.clock:,.0f} scans an hour, {of_scan.clock / one.clock:.2f} of the command"
                f" line; {one.processor / count:.2f} s of processor time each, {of_scan.processor / one.processor:.2f}"
            )


def median(costs):
    return Cost(
        statistics.median(cost.clock for cost in costs), statistics.median(cost.processor for cost in costs)
    )


if __name__ == "__main__":
    main()
