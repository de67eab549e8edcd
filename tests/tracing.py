"""What processes ask of the kernel, written down by strace where it may trace."""

import subprocess
from functools import cache
from pathlib import Path

import pytest


def words(calls: str, trace: Path) -> tuple[str, ...]:
    """Return the words before a command that have its system calls written to ``trace``."""
    return (
        "strace", "-f", "-y", "--seccomp-bpf", "-qq",
        "-e", f"trace={calls}", "-e", "signal=none", "-o", str(trace),
    )  # fmt: skip


@cache
def is_allowed() -> bool:
    """Say whether strace is here and the kernel lets it trace."""
    try:
        done = subprocess.run([*words("execve", Path("/dev/null")), "true"], check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


needs_tracing = pytest.mark.skipif(not is_allowed(), reason="strace is missing or may not trace")
