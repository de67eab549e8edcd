"""Say by SHA-256 what the shipped models are: ``python -m training.manifest``.

The last step of ``make model``. ``--check`` writes nothing and exits 1 where a file is another.
"""

import argparse
import hashlib
import json
import sys

from extract.knowledge import SPAN_MODEL

DATA = SPAN_MODEL.parent
MANIFEST = DATA / "manifest.json"
#: What training makes, in the order it is made.
MADE = (
    "names.toml",
    "first_names.txt",
    "first_names_formed.txt",
    "surnames.txt",
    "surnames_formed.txt",
    "model/manifest.json",
    "confusions.toml",
    "tckn_weights.toml",
    "name_weights.toml",
    "calibration.json",
    "frozen_cases.json",
)


def hashes() -> dict[str, str]:
    """Return the SHA-256 of every made file; the span model's manifest tells its own."""
    return {name: hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in MADE}


def main() -> None:
    """Write the manifest, or compare it."""
    ask = argparse.ArgumentParser(prog="training.manifest", description=__doc__)
    ask.add_argument("--check", action="store_true", help="write nothing")
    found = hashes()
    if ask.parse_args().check:
        told = json.loads(MANIFEST.read_text("utf-8"))
        other = sorted(name for name in MADE if told.get(name) != found[name])
        sys.exit(f"not as the manifest says: {', '.join(other)}" if other else 0)
    MANIFEST.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print("\n".join(f"{digest}  {name}" for name, digest in found.items()))


if __name__ == "__main__":
    main()
