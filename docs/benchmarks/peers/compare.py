"""Runs this build and an earlier one in turn on the same inputs, whole processes, and prints medians.

    python3 docs/benchmarks/peers/compare.py --before COMMIT [--python PYTHON] [--runs 5] [--work DIR] [INPUT ...]

needs Linux, git, what ./delocate needs, and ffmpeg where no inputs are given. The earlier build is checked out as
a worktree under --work and built by its own ./delocate, which is also warmed up by one scan that is not counted. Then
each round runs every input once with each build, in turn, so that a machine that others use is slow for both.
Seconds of the processor (user and system, of the process and its children) tell more than seconds of the clock where
others use the machine; the greatest resident memory is the kernel's (ru_maxrss).

With --python, the interpreter that has what pipeline.py needs, the same scan in Python takes its turn, too, in bf16 and
in fp32, and decoding by seeking in place of decoding in sequence; folders are left out, since it takes one file.

Without inputs: the portrait of samples/, a clip of 10 seconds of 1280×720 made of samples/astronaut-real.mp4,
and a folder of short clips, --clips copies of one second of it. With --verdicts FOLDER both builds scan that folder,
and the differences of probabilities and verdicts are printed.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]


def run(command, **options):
    """Seconds of the clock, seconds of the processor, megabytes at most."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def earlier(commit, work):
    tree = work / "before"
    if not tree.exists():
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--detach", tree, commit], check=True)
    return tree


def made_inputs(work, clips):
    sample = ROOT / "samples" / "astronaut-real.mp4"
    clip, folder = work / "clip720.mp4", work / "clips"
    encode = ["-c:v", "libx264", "-an"]
    if not clip.exists():
        wide = ["-vf", "scale=720:720,pad=1280:720:280:0", "-t", "10"]
        subprocess.run(["ffmpeg", "-v", "error", "-stream_loop", "1", "-i", sample, *wide, *encode, clip], check=True)
    folder.mkdir(exist_ok=True)
    for i in range(clips):
        short = folder / f"{i:03d}.mp4"
        if not short.exists():
            cut = ["-ss", str(i % 4), "-i", sample, "-t", "1"]
            subprocess.run(["ffmpeg", "-v", "error", *cut, *encode, short], check=True)
    return [ROOT / "samples" / "source" / "astronaut.jpg", clip, folder]


def scan(tree, paths, out, *options):
    shutil.rmtree(out, ignore_errors=True)
    return run([tree / "delocate", "scan", *paths, "--out", out, *options])


def peers(python, path):
    """Commands of the same scan in Python."""
    if python is None or path.is_dir():
        return {}
    command = [python, ROOT / "docs" / "benchmarks" / "peers" / "pipeline.py", path]
    both = {"python": command, "fp32": [*command, "--precision", "fp32"]}
    if path.suffix in (".jpg", ".png"):
        return both
    return {**both, "seeking": [*command, "--seek"]}


def compare(builds, inputs, runs, out, python):
    times = {}
    for _ in range(runs):
        for i in inputs:
            for name, tree in builds.items():
                times.setdefault((i, name), []).append(scan(tree, [i], out))
            for name, command in peers(python, i).items():
                times.setdefault((i, name), []).append(run(command))
    for i in inputs:
        print(i.name)
        median = {}
        for name in [*builds, *peers(python, i)]:
            median[name] = [statistics.median(column) for column in zip(*times[i, name])]
            every = "; ".join("%.2f %.2f %.0f" % measured for measured in times[i, name])
            print("  %-7s %6.2f s  processor %6.2f s  %5.0f MB   all: %s" % (name, *median[name], every))
        for name in set(median) - {"after"}:
            ratios = [after / other for after, other in zip(median["after"], median[name])]
            print("  after / %-7s %5.2f    processor %6.2f    %5.2f" % (name, *ratios))


def findings(out):
    found = {}
    for report in pathlib.Path(out).glob("*/report.json"):
        verdict = json.loads(report.read_text())["verdict"]
        found[report.parent.name] = verdict.get("probability"), verdict.get("label"), verdict.get("reason")
    return found


def verdicts(builds, folder, work):
    found = {}
    for name, tree in builds.items():
        out = work / f"verdicts-{name}"
        scan(tree, [folder], out, "--format", "json")
        found[name] = findings(out)
    show_verdicts(found["before"], found["after"])


def show_verdicts(before, after):
    differences = sorted(
        abs(after[name][0] - probability)
        for name, (probability, _, _) in before.items()
        if probability is not None and after[name][0] is not None
    )
    if not differences:
        sys.exit("no probability to compare")
    at = lambda share: differences[min(len(differences) - 1, int(share * len(differences)))]
    turned = [n for n in before if {before[n][1], after[n][1]} == {"forged", "authentic"}]
    other = [n for n in before if before[n][1:] != after[n][1:]]
    print(f"{len(differences)} probabilities: median difference {at(0.5):.4f}, 99th percentile {at(0.99):.4f}, most {differences[-1]:.4f}")
    print(f"turned from forged to authentic or back: {len(turned)}; another label or reason: {len(other)} {other}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", nargs="*", type=pathlib.Path)
    parser.add_argument("--before", required=True, help="commit, or the folder of a checkout")
    parser.add_argument("--python", help="interpreter for the same scan in Python")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--clips", type=int, default=100, help="short clips in the folder that is made")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "delocate-peers")
    parser.add_argument("--verdicts", type=pathlib.Path, help="scan this folder with both and compare the answers")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    given = pathlib.Path(options.before)
    tree = given if given.is_dir() else earlier(options.before, options.work)
    builds = {"before": tree.resolve(), "after": ROOT}
    portrait = ROOT / "samples" / "source" / "astronaut.jpg"
    for build in builds.values():
        scan(build, [portrait], options.work / "out")  # builds, and fills caches
    if options.verdicts:
        verdicts(builds, options.verdicts.resolve(), options.work)
        return
    inputs = [i.resolve() for i in options.inputs] or made_inputs(options.work, options.clips)
    compare(builds, inputs, options.runs, options.work / "out", options.python)


if __name__ == "__main__":
    main()
