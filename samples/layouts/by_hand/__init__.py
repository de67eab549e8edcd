"""Letters with handwriting: a stratum of its own, kept apart from the printed layouts.

Whoever measures reading on print asks for ``LAYOUTS`` of ``samples.layouts``; handwriting is asked
for by name, and measured by whether it was located, never by its letters.
"""

from random import Random

from domain import turkish
from samples.drafting import Draft
from samples.letter import Note, Writer


def a_writer(rng: Random, fonts: tuple[str, ...]) -> Writer:
    """Return somebody's handwriting."""
    return Writer(rng.choice(fonts), rng.getrandbits(32))


def a_note(rng: Random, d: Draft, fonts: tuple[str, ...], *, x: float, y: float) -> Note:
    """Return an official's referral (havale) to a unit, with day and initials."""
    unit = rng.choice(("Fen İşleri", "Yazı İşleri", "Zabıta", "İmar", "Personel", "Emlak"))
    wish = rng.choice(("Gereği", "Gereği için", "Bilgi ve gereği", "İncelensin"))
    lines = (f"{unit} Müdürlüğüne", wish, f"{d.day.day}.{d.day.month:02d}.{d.day.year}")
    return Note(x, y, lines, a_writer(rng, fonts), rng.getrandbits(32))


def signed_name(rng: Random, d: Draft) -> str:
    """Return the name as its owner writes it by hand."""
    name = d.person.name_formal if rng.random() < 0.6 else d.person.name
    return turkish.squeeze(name)
