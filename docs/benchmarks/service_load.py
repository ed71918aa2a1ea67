"""What the service does under load: a start with a long queue, many clients at once, a worker that is killed while it
waits, and while it works.

    python3 docs/benchmarks/service_load.py [restart] [clients] [killed] [killed-at-work] [--runs 3] [--queued 10000] [--clients 50] [--megabytes 20]

Linux only; needs nothing but Python; ./delocate is built first if it must be. Without a name all four are measured, with the
shipped model. It ends with 1 where something was lost or refused. Every line says the load of the machine.
"""

import argparse
import concurrent.futures
import hashlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DELOCATE = os.path.join(ROOT, "delocate")
PICTURE = os.path.join(ROOT, "samples", "source", "astronaut.jpg")
CLIP = os.path.join(ROOT, "samples", "astronaut-forged.mp4")
PATIENCE = 300


class Service:
    """`./delocate serve`, on any free port."""

    def __init__(self, data, *options):
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            [DELOCATE, "serve", "--port", "0", "--data", data, *options], stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline().strip()
        self.address = line.removeprefix("http://").rstrip("/")

    def seconds(self):
        return time.monotonic() - self.start

    def get(self, path):
        # One of its own: the server ends connections on which nothing is asked for half a minute.
        connection = http.client.HTTPConnection(self.address)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        if answer.status != 200:
            sys.exit(f"{path} was answered with {answer.status}: {body[:200]}")
        return body

    def workers(self, kind):
        return int(float(re.search(rf"^delocate_workers_{kind}\S* (\S+)$", self.get("/metrics"), re.M).group(1)))

    def known(self):
        return sum(json.loads(self.get("/api/v1/counts")).values())

    def worker_processes(self):
        """The server's children that are workers, as the system counts them."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as own:
            found = own.read().split()
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{thread}/children") as children:
                found += children.read().split()
        return sorted({int(child) for child in found if "WorkerMain" in words_of(child)})

    def peak_megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1000

    def wait_until(self, condition):
        while not condition():
            if self.process.poll() is not None or self.seconds() > PATIENCE:
                sys.exit("the service ended" if self.process.poll() is not None else "waited in vain")
            time.sleep(0.02)
        return self.seconds()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.process.terminate()
        self.process.wait()


def words_of(process):
    try:
        with open(f"/proc/{process}/cmdline") as line:
            return line.read()
    except FileNotFoundError:
        return ""


def say(text):
    print(f"{text} (load {os.getloadavg()[0]:.1f})", flush=True)


def restart(arguments, work):
    """From the start of the program until a worker has the first scan, beside a start with nothing to do."""
    empty, full = os.path.join(work, "empty"), os.path.join(work, "full")
    with Service(empty, "--workers", "1", "--spares", "0"):
        pass
    with Service(full, "--workers", "1", "--spares", "0"):
        pass
    queue(full, arguments.queued)
    right = True
    for run in range(arguments.runs):
        with Service(empty, "--workers", "1", "--spares", "0") as service:
            answers = service.seconds()
            worker = service.wait_until(lambda: service.workers("waiting") > 0)
        say(f"restart {run + 1}, nothing queued: address after {answers:.2f} s, a worker is ready after {worker:.2f} s")
        copy = os.path.join(work, f"copy-{run}")
        shutil.copytree(full, copy)
        with Service(copy, "--workers", "1", "--spares", "0") as service:
            answers = service.seconds()
            known = service.known()
            counted = service.seconds()
            begun = service.wait_until(lambda: service.workers("busy") > 0)
            ended = service.wait_until(lambda: json.loads(service.get("/api/v1/scans?state=finished&limit=1"))["items"])
        right &= known == arguments.queued
        say(
            f"restart {run + 1}, {arguments.queued} queued: address after {answers:.2f} s, all counted after {counted:.2f} s,"
            f" first scan begun after {begun:.2f} s, ended after {ended:.2f} s; {known} known"
        )
        shutil.rmtree(copy)
    return right


def queue(data, count):
    """Rows and files as uploads leave them; through the interface they would be scanned meanwhile."""
    with open(PICTURE, "rb") as source:
        picture = source.read()
    now = int(time.time() * 1000)
    database = sqlite3.connect(os.path.join(data, "delocate.db"))
    digits = "0123456789abcdefghijklmnopqrstuv"
    for number in range(count):
        # Players pass over what stands behind the end of a picture; only the first few are looked at here.
        content = (picture if number < 20 else b"") + number.to_bytes(4, "big")
        sha256 = hashlib.sha256(content).hexdigest()
        folder = os.path.join(data, "uploads", sha256[:2])
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, sha256), "wb") as upload:
            upload.write(content)
        name = f"picture {number}.jpg"
        database.execute(
            "insert into scan (id, sha256, name, name_key, bytes, uploaded_by, created_at, state, queued_at, report,"
            " suspicion, upload_kept) values (?, ?, ?, ?, ?, 'local', ?, 'queued', ?, 0, -1, 1)",
            (
                "".join(random.choice(digits) for _ in range(26)),
                sha256,
                name,
                name,
                len(content),
                now + number,
                now + number,
            ),
        )
    database.commit()
    database.close()


def clients(arguments, work):
    """Each client sends one clip, all at the same moment; sizes from 1 MB evenly up to the largest."""
    with open(CLIP, "rb") as source:
        clip = source.read()

    def pieces(number, size):
        """A clip, and a box behind it that players pass over: never the whole of it in memory."""
        rest = size - len(clip)
        block = random.Random(number).randbytes(1 << 20)
        yield clip
        yield rest.to_bytes(4, "big") + b"free"
        for at in range(0, rest - 8, len(block)):
            yield block[: min(len(block), rest - 8 - at)]

    def send(number):
        megabytes = 1 + (arguments.megabytes - 1) * number / max(1, arguments.clients - 1)
        size = max(len(clip) + 16, int(megabytes * 1e6))
        digest = hashlib.sha256()

        def hashed():
            for piece in pieces(number, size):
                digest.update(piece)
                yield piece

        start.wait()
        begin = time.monotonic()
        connection = http.client.HTTPConnection(address, timeout=PATIENCE)
        headers = {"Content-Type": "video/mp4", "Content-Length": str(size)}
        connection.request("POST", f"/api/v1/scans?name=clip-{number}.mp4", hashed(), headers)
        answer = connection.getresponse()
        item = json.loads(answer.read())
        same = answer.status < 300 and item["items"][0]["sha256"] == digest.hexdigest()
        return answer.status, same, size, time.monotonic() - begin

    start = threading.Barrier(arguments.clients)
    data = os.path.join(work, "clients")
    with Service(data, "--workers", "1") as service:
        address = service.address
        service.wait_until(lambda: service.workers("waiting") > 0)
        before = service.peak_megabytes()
        with concurrent.futures.ThreadPoolExecutor(arguments.clients) as pool:
            answers = list(pool.map(send, range(arguments.clients)))
        known = service.known()
        peak = service.peak_megabytes()
    good = [answer for answer in answers if answer[0] == 201 and answer[1]]
    for status, same, size, _ in answers:
        if (status, same) != (201, True):
            print(f"{size} bytes were answered with {status}, digest {'right' if same else 'wrong'}")
    say(
        f"{arguments.clients} clients at once, {sum(answer[2] for answer in answers) / 1e6:.0f} MB: {len(good)} accepted with the"
        f" right digest, {len(answers) - len(good)} errors, {known} known, the slowest answered after"
        f" {max(answer[3] for answer in answers):.1f} s; the server's peak resident memory {before:.0f} MB before,"
        f" {peak:.0f} MB after"
    )
    return len(good) == known == arguments.clients


def killed(arguments, work):
    """Two workers and a spare; one of them is killed."""
    with Service(os.path.join(work, "killed"), "--workers", "2", "--spares", "1") as service:
        service.wait_until(lambda: service.workers("waiting") == 3)
        for run in range(arguments.runs):
            victim = random.choice(service.worker_processes())
            lost = service.workers("lost")
            begin = service.seconds()
            os.kill(victim, signal.SIGKILL)
            whole = service.wait_until(
                lambda: service.workers("lost") > lost
                and service.workers("waiting") == 3
                and victim not in service.worker_processes()
            )
            say(f"killed {run + 1}: the pool of 3 is whole again after {whole - begin:.2f} s")
    return True


def killed_at_work(arguments, work):
    """One worker scans, two wait; the one at work is killed in the middle of its scan, which another then does."""
    with open(CLIP, "rb") as source:
        clip = source.read()
    right = True
    with Service(os.path.join(work, "killed-at-work"), "--workers", "2", "--spares", "1", "--frames", "all") as service:
        service.wait_until(lambda: service.workers("waiting") == 3)
        for run in range(arguments.runs):
            lost = service.workers("lost")
            # No content twice: it would be the same scan.
            body = clip + b"\0\0\0\x0cfree" + run.to_bytes(4, "big")
            connection = http.client.HTTPConnection(service.address)
            connection.request("POST", f"/api/v1/scans?name=clip-{run}.mp4", body, {"Content-Type": "video/mp4"})
            scan = json.loads(connection.getresponse().read())["items"][0]["id"]
            connection.close()
            service.wait_until(lambda: json.loads(service.get(f"/api/v1/scans/{scan}")).get("progress", {}).get("fraction", 0) > 0.03)
            victim = max(service.worker_processes(), key=processor_ticks_lately)
            begin = service.seconds()
            os.kill(victim, signal.SIGKILL)
            again = service.wait_until(lambda: service.workers("lost") > lost and service.workers("busy") == 1)
            whole = service.wait_until(lambda: service.workers("busy") + service.workers("waiting") == 3)
            service.wait_until(lambda: json.loads(service.get(f"/api/v1/scans/{scan}"))["state"] == "finished")
            status = json.loads(service.get(f"/api/v1/scans/{scan}"))["verdict"]["status"]
            right &= status != "failed"
            say(
                f"killed at work {run + 1}: another worker has the scan after {again - begin:.2f} s, the pool of 3 is whole"
                f" again after {whole - begin:.2f} s; the scan has ended, {status}"
            )
            service.wait_until(lambda: service.workers("waiting") == 3)
    return right


def processor_ticks_lately(process):
    def ticks():
        with open(f"/proc/{process}/stat") as state:
            fields = state.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    time.sleep(0.3)
    return ticks() - before


def main():
    measured = {"restart": restart, "clients": clients, "killed": killed, "killed-at-work": killed_at_work}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=list(measured), metavar="restart|clients|killed|killed-at-work")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--queued", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--megabytes", type=int, default=20, help="the largest upload")
    arguments = parser.parse_args()
    for what in arguments.what:
        if what not in measured:
            parser.error(f"{what} is not known")
    subprocess.run([DELOCATE, "--version"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as work:
        right = [measured[what](arguments, work) for what in arguments.what]
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
