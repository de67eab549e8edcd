"""The manifest of the shipped models names what is shipped, byte for byte."""

import json

from training import manifest


def test_every_made_file_is_as_the_manifest_says() -> None:
    assert json.loads(manifest.MANIFEST.read_text("utf-8")) == manifest.hashes()


def test_no_file_of_weights_or_names_is_left_out() -> None:
    told = {path.split("/")[0] for path in manifest.MADE}
    by_hand = {
        "gates.toml",
        "kinds.toml",
        "labels.toml",
        "pages.toml",
        "roles.toml",
        "subject.toml",
    }
    others = {path.name for path in manifest.DATA.iterdir()} - {"README.md", "manifest.json"}
    assert others == told | by_hand
