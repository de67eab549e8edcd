"""A real S3 server for tests and benchmarks: SeaweedFS, one program, thrown away afterwards."""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

ACCESS_KEY, SECRET_KEY = "dilekce-test", "a secret of no worth"
_WEED = Path(sys.executable).with_name("weed")
_DOORS = ("master", "volume", "filer", "s3")
_METERS = {
    "SeaweedFS_s3_request_total": "requests",
    "SeaweedFS_s3_request_seconds_sum": "seconds",
    "SeaweedFS_s3_bucket_traffic_received_bytes_total": "received",
    "SeaweedFS_s3_bucket_traffic_sent_bytes_total": "sent",
}


@dataclass(frozen=True)
class S3Server:
    """Where it listens, and how to make a bucket."""

    endpoint: str
    filer: str
    meter: str

    def make_bucket(self, name: str) -> str:
        """Make the bucket if it is not there and return the URL for the setting `blobs`."""
        answer = httpx.post(f"{self.filer}/buckets/{name}/", timeout=10)
        assert answer.is_success or answer.status_code == 409, answer.text
        return f"s3://{name}"

    def counts(self) -> Mapping[str, float]:
        """Return requests, the seconds they took, and bytes received and sent, since the start."""
        total = dict.fromkeys(_METERS.values(), 0.0)
        for row in httpx.get(self.meter, timeout=10).text.splitlines():
            name, _, value = row.rpartition(" ")
            known = _METERS.get(name.partition("{")[0])
            if known:
                total[known] += float(value)
        return total

    def settings(self, bucket: str) -> Mapping[str, str]:
        """Return the environment that puts the blobs there."""
        return {
            "DILEKCE_BLOBS": self.make_bucket(bucket),
            "DILEKCE_S3__ENDPOINT": self.endpoint,
            "DILEKCE_S3__ACCESS_KEY": ACCESS_KEY,
            "DILEKCE_S3__SECRET_KEY": SECRET_KEY,
        }


def is_there() -> bool:
    """Say whether the server's program is installed."""
    return _WEED.exists()


@contextlib.contextmanager
def server() -> Iterator[S3Server]:
    """Run a server on free loopback ports, in a folder of its own; killed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="dilekce-s3-"))
    keys = folder / "keys.json"
    credentials = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
    actions = ["Admin", "Read", "Write", "List"]
    identity = {"name": "dilekce", "credentials": credentials, "actions": actions}
    keys.write_text(json.dumps({"identities": [identity]}))
    names = [f"{door}{kind}" for door in _DOORS for kind in (".port", ".port.grpc")]
    names.append("metricsPort")
    ports = dict(zip(names, _free(len(names)), strict=True))
    command = [
        "setpriv", "--pdeathsig", "KILL", str(_WEED), "server", f"-dir={folder}",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-metricsIp=127.0.0.1",
        "-s3", f"-s3.config={keys}", "-s3.iam=false",
        "-s3.autoCreateBucket=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-master.volumeSizeLimitMB=64", "-volume.max=50",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    here = "http://127.0.0.1"
    found = S3Server(
        f"{here}:{ports['s3.port']}",
        f"{here}:{ports['filer.port']}",
        f"{here}:{ports['metricsPort']}/metrics",
    )
    try:
        _wait(found, folder / "log")
        yield found
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _free(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in probes]


def _wait(found: S3Server, log: Path) -> None:
    """Wait until the door is open: the parts start one after another."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(found.endpoint, timeout=2)
            return
        time.sleep(0.1)
    raise AssertionError(f"no S3 server: {log.read_text()[-2000:]}")
