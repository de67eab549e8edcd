"""Sealed: measured on, never tuned on. A long letter: who wrote it is told on page two only.

The enclosures listed below the signature name other papers and another person.
"""

from dataclasses import replace
from random import Random

from samples.drafting import Draft, a_draft, spaced
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words, test_long_matters

_HEADS = ("EKLER", "İLİŞİKTEKİ EVRAK", "Ekli belgeler")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=test_long_matters.TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    told = [part for fact in m.facts for part in fact.split("\n")]
    if d.chance(0.5):
        del told[rng.randint(4, len(told) - 1)]
    cut = len(told) - rng.randint(1, 2)
    titled = d.chance(0.7)
    witness = a_person(rng, words, place=p.place)
    first = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            *((Pair("Dilekçenin özü", m.subject, after=5),) if titled else ()),
            *(Text(t, "justify", first=10, after=3) for t in told[:cut]),
            Text("1 / 2", "center", after=0) if d.chance(0.5) else Text("./..", "right", after=0),
        )
    )
    second = Sheet(
        (
            *(Text(t, "justify", first=10, after=3) for t in (*told[cut:], m.ask)),
            Gap(8),
            *_block(d, name),
            Gap(5),
            *_enclosures(d, witness.name),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other("witness", witness.name),),
    )
    letter = d.letter("test.two_pages", (first, second), truth)
    face = letter.typeface
    wide = replace(face, size=face.size + 0.5, leading=rng.choice((1.6, 1.7, 1.8)), margin=25.0)
    return replace(letter, typeface=wide)


def _block(d: Draft, name: str) -> tuple[Block, ...]:
    """Return the day, the name, the signature and how to reach the writer."""
    p = d.person
    left: tuple[Block, ...] = (
        *((Pair("T.C. Kimlik Numarası", spaced(d.rng, d.tckn), bold=False),) if d.tckn else ()),
        Pair("Tebligat adresim", p.address, bold=False),
        Pair("Gsm", p.phone.written, bold=False),
    )
    right = (Text(d.day_written, "center"), Text(name, "center", after=0), d.ink())
    if d.chance(0.5):
        return (Columns((Column(0.0, 0.56, left), Column(0.6, 0.4, right))),)
    return (Columns((Column(0.55, 0.45, right),)), Gap(3), *left)


def _enclosures(d: Draft, witness: str) -> tuple[Block, ...]:
    items = [
        f"{witness} imzalı beyan",
        f"{d.rng.randint(1000, 9999)} sayılı tutanak örneği",
        "Banka hareketleri",
        "Fotoğraflar",
    ]
    mark = d.rng.choice(("{}-", "{})", "*"))
    chosen = items[: d.rng.randint(2, 4)]
    return (
        Text(d.rng.choice(_HEADS), bold=True, after=1),
        *(
            Text(f"{mark.format(n)} {t} ({d.rng.randint(1, 6)} sayfa)", indent=4, after=0)
            for n, t in enumerate(chosen, start=1)
        ),
    )
