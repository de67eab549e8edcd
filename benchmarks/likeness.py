"""How well repeated letters and campaigns are found: ``python -m benchmarks.likeness``.

Each letter is drawn once and sent four times: scanned, by standard fax, by the same fax again a
moment later, and by fax with another person's facts in it (a campaign). Beside it stands another
letter of the same layout. All are read as the product reads them; pairs are compared by text and by
the look of their first page.
"""

import argparse
import dataclasses
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from dilekce import work
from dilekce.store.likeness import LEAST
from dilekce.wiring import ocr_engine
from domain.page import Page
from extract import sketch
from extract.layout import lay_out
from ingest.decode.limits import DecodeLimits
from samples import channels, make, render
from samples.layouts import LAYOUTS, WORDS
from samples.layouts import layout as layout_of
from samples.letter import Letter
from samples.people import Person


def _read(letter: Letter, channel: str, seed: str) -> list[Page]:
    """Send the letter through a channel and read what comes."""
    rng = Random(seed)
    images = [paper.image for paper in render.papers(letter)]
    dropped = channels.CHANNELS[channel](rng, images, make.a_sender(rng, letter))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "letter"
        file.write_bytes(dropped.data)
        decoded = work.decode_file(file, folder, DecodeLimits())
        return [work.read_page(sheet, folder, ocr_engine()) for sheet in decoded.pages]


def _other(letter: Letter, by: Person) -> Letter:
    """Return the letter with another person's facts in place of the sender's."""
    pairs = [(str(a), str(b)) for a, b in zip(_facts(letter.sender), _facts(by), strict=True)]
    changed: Letter = _replaced(letter, pairs)
    return dataclasses.replace(changed, truth=letter.truth, sender=by)


def _facts(person: Person) -> Iterator[object]:
    for field in dataclasses.fields(person):
        value = getattr(person, field.name)
        if isinstance(value, str):
            yield value
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            yield from (v for v in dataclasses.astuple(value) if isinstance(v, str))


def _replaced(value: Any, pairs: list[tuple[str, str]]) -> Any:
    if isinstance(value, str):
        for old, new in pairs:
            if len(old) > 2:
                value = value.replace(old, new)
        return value
    if isinstance(value, tuple):
        return tuple(_replaced(item, pairs) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        own = {f.name: _replaced(getattr(value, f.name), pairs) for f in fields if f.init}
        return dataclasses.replace(value, **own)
    return value


def _text(pages: list[Page], person: Person) -> tuple[int, ...]:
    return sketch.sketch(lay_out(pages).text, map(str, _facts(person)))


def _look(one: list[Page], two: list[Page]) -> float:
    """Return the share of differing bits of the first pages' looks."""
    a, b = one[0].look, two[0].look
    if not a or len(a) != len(b):
        return 1.0
    return (int(a, 16) ^ int(b, 16)).bit_count() / (4 * len(a))


def main() -> None:
    """Read the arguments, measure, print a table."""
    ask = argparse.ArgumentParser(prog="benchmarks.likeness", description=__doc__)
    ask.add_argument("--letters", type=int, default=12)
    told = ask.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    linked: Counter[str] = Counter()
    names = list(LAYOUTS["dev"])
    for number in range(told.letters):
        name = names[number % len(names)]
        draw = layout_of("dev", name)
        letter = draw(Random(f"like-{number}"), WORDS["dev"])
        other = draw(Random(f"other-{number}"), WORDS["dev"])
        scan = _read(letter, "scan300", f"scan-{number}")
        fax, again = (_read(letter, "fax_standard", f"{n}-{number}") for n in ("fax", "again"))
        signed = _read(_other(letter, other.sender), "fax_standard", f"signed-{number}")
        unlike = _read(other, "fax_standard", f"unlike-{number}")
        own, theirs = _text(fax, letter.sender), other.sender
        for title, pages, person in (
            ("scan and fax", scan, letter.sender),
            ("fax again", again, letter.sender),
            ("campaign", signed, theirs),
            ("another letter", unlike, theirs),
        ):
            text = _text(pages, person)
            shared = set(sketch.keys(own)) & set(sketch.keys(text))
            linked[title] += bool(shared) and sketch.alike(own, text) >= LEAST
            likeness = sketch.alike(own, text)
            found.setdefault(title, []).append((likeness, _look(fax, pages)))
        print(number, name, *(f"{t}: {v[-1][0]:.2f} {v[-1][1]:.2f};" for t, v in found.items()))
    for title, values in found.items():
        text, look = zip(*values, strict=True)
        print(f"{title:15} linked {linked[title]} of {len(values)}")
        print(
            f"{title:15} text {min(text):.2f} {statistics.median(text):.2f} {max(text):.2f}  "
            f"look {min(look):.2f} {statistics.median(look):.2f} {max(look):.2f}"
        )


if __name__ == "__main__":
    main()
