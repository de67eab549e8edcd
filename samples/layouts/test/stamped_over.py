"""Sealed: measured on, never tuned on. Stamps pressed over the heading and over the signature.

The registry's box with its own day and number lies on the office or the subject; a muhtar's round
seal or a second box lies on the name. Both were on the paper when it was copied or faxed.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs, spaced
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Pressed, Sheet, Stamp, Text
from samples.words import Words, test_matters

_RECORDS = ("Gelen Evrak Kayıt No", "Evrak No", "Kayıt Sayısı", "Genel Evrak No")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=test_matters.TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    seal = _seal(d, rng.choice(words.neighbourhoods))
    titled = d.chance(0.8)
    over = d.chance(0.5)  # whether the box lies on the office's lines or on the subject's
    registry = Pressed(_registry(d, (40, 95) if over else (22, 70)))
    sign: tuple[Block, ...] = (
        Text(d.day_written, "center", after=2),
        Text(name, "center", after=0),
        Pressed(
            replace(seal, tone=rng.randint(70, 150), x=rng.uniform(-12, 26), y=rng.uniform(-24, -8))
        ),
        d.ink(),
    )
    sheet = Sheet(
        (
            Gap(12),
            *((registry,) if over else ()),
            Text(m.office, "center", bold=True, after=1),
            Text(f"({turkish.upper(p.place.province)})", "center", after=9),
            *(() if over else (registry,)),
            *((Pair(rng.choice(("KONUSU", "D. KONUSU")), m.subject, after=5),) if titled else ()),
            *(Text(t, "justify", first=10, after=2) for t in paragraphs(rng, m)),
            Gap(7),
            Columns((Column(0.58, 0.42, sign),)),
            Gap(12),
            *((Pair("T.C. Kimlik Numarası", spaced(rng, d.tckn), tab=44),) if d.tckn else ()),
            Pair("İkamet Adresim", p.address, tab=44),
            Pair("İrtibat No", p.phone.written, tab=44),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.stamped_over", (sheet,), truth)


def _registry(d: Draft, across: tuple[float, float]) -> Stamp:
    """Return the box the mail room presses: another day, another number."""
    rng = d.rng
    received = d.day + timedelta(days=rng.randint(0, 2))
    lines = (
        turkish.upper(f"{d.person.place.district} kaymakamlığı"),
        f"{rng.choice(_RECORDS)}: {rng.randint(1000, 99_999)}",
        f"Kayıt Tarihi: {received:%d.%m.%Y}",
        "Havale: Yazı İşl. Md.",
    )
    return Stamp(
        rng.uniform(*across),
        rng.uniform(-11, -2),
        lines[: rng.randint(3, 4)],
        rng.uniform(-7, 7),
        tone=rng.randint(70, 150),
    )


def _seal(d: Draft, hood: str) -> Stamp:
    """Return a muhtar's seal, or a copying office's box."""
    rng, town = d.rng, turkish.upper(d.person.place.district)
    if d.chance(0.7):
        rim = f"{town} İLÇESİ * {turkish.upper(hood)} MAH. * "
        return Stamp(0, 0, ("T.C.", "MUHTARLIK", town[:11]), rng.uniform(-25, 25), rim=rim)
    lines = (
        "ASLININ AYNIDIR",
        f"{d.day + timedelta(days=1):%d.%m.%Y}",
        f"No: {rng.randint(10, 999)}",
    )
    return Stamp(0, 0, lines, rng.uniform(-12, 12))
