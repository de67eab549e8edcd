"""Sealed: measured on, never tuned on. A letter, its blank back, and somebody else's paper with it.

The attachment is a deed of sale between other people: names and numbers that are not the
petitioner's, on a page of their own.
"""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, paragraphs, write_day
from samples.letter import (
    Block,
    Column,
    Columns,
    Gap,
    Ink,
    Letter,
    Other,
    Pair,
    Rule,
    Sheet,
    Text,
)
from samples.people import Person, a_day, a_person
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    letter = Sheet(
        (
            Text(m.office, "center", bold=True, after=1),
            Text(f"({p.place.district} / {p.place.province})", "center", after=8),
            Pair("Dilekçenin Konusu", m.subject, after=5),
            *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
            Text("İlişikte sunulan belge incelendiğinde durum anlaşılacaktır.", first=10, after=8),
            Columns(
                (
                    Column(0.58, 0.42, (Text(name, "center", after=0), *ink)),
                    Column(0.0, 0.5, (Text(d.day_written),)),
                )
            ),
            Gap(6),
            *((Pair("TC Kimlik Numaram", d.tckn, bold=False),) if d.tckn else ()),
            Pair("Adresim", p.address, bold=False),
            Pair("Telefonum", p.phone.written, bold=False, after=6),
            Text("İlişik: 1 adet sözleşme sureti"),
        )
    )
    seller, buyer = a_person(rng, words), a_person(rng, words, place=p.place)
    sheets = (letter, *((Sheet(),) if d.chance(0.5) else ()), _deed(rng, words, seller, buyer))
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(
            Other("attachment", seller.name, seller.tckn),
            Other("attachment", buyer.name, buyer.tckn),
        ),
    )
    return d.letter("test.bundle", sheets, truth)


def _deed(rng: Random, words: Words, seller: Person, buyer: Person) -> Sheet:
    return Sheet(
        (
            Text("SATIŞ SÖZLEŞMESİ", "center", bold=True, grow=2, after=8),
            Pair("Satıcı", f"{seller.name_formal}, kimlik no {seller.tckn}", tab=24, after=3),
            Pair("Alıcı", f"{buyer.name_formal}, kimlik no {buyer.tckn}", tab=24, after=3),
            Pair("Yer", f"{rng.choice(words.villages)} köyü, tarla", tab=24, after=3),
            Pair("Bedel", f"{rng.randint(200, 900)}.000 lira", tab=24, after=3),
            Rule(),
            Text(
                "Taraflar yukarıda yazılı taşınmazın satışı hususunda anlaşmış, bedel nakden ve "
                "tamamen ödenmiştir.",
                "justify",
                after=10,
            ),
            Text(write_day(rng, a_day(rng)), "center", after=6),
            Columns(
                (
                    Column(0.0, 0.45, (Ink(rng.getrandbits(32)), Text(seller.name, "center"))),
                    Column(0.55, 0.45, (Ink(rng.getrandbits(32)), Text(buyer.name, "center"))),
                )
            ),
        )
    )
