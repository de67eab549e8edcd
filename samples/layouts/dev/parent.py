"""A parent writes for a child: two people with one surname, two T.C. numbers on the page."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Column, Columns, Gap, Ink, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words

_REASONS = (
    "sağlık kurulu raporunda belirtilen nedenle",
    "evimize en yakın okul olması nedeniyle",
    "adres değişikliğimiz nedeniyle",
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), foreigner_share=0.0)
    p = d.person
    child = a_person(rng, words, place=p.place, last=p.last)
    office = f"{d.rng.choice(words.neighbourhoods)} İlkokulu Müdürlüğüne"
    grade = f"{rng.randint(1, 4)}/{rng.choice('ABCD')}"
    body = (
        (
            f"Velisi bulunduğum {child.tckn} T.C. kimlik numaralı, okulunuz {grade} sınıfı "
            f"öğrencisi {child.name} isimli çocuğumun {rng.choice(_REASONS)} nakil işlemlerinin "
            "yapılmasını istiyorum."
        ),
        "Gereğini saygılarımla arz ederim.",
    )
    ink = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(office, "center", bold=True, after=10, grow=1),
            *(Text(t, "justify", first=12, after=3) for t in body),
            Gap(8),
            Columns((Column(0.6, 0.4, (*ink, Text(p.name, "center", after=0))),)),
            Gap(14),
            Text("Velinin;", bold=True),
            Pair("Adı Soyadı", p.name, tab=34, bold=False),
            *((Pair("T.C. Kimlik No", d.tckn, tab=34, bold=False),) if d.tckn else ()),
            Pair("Telefon", p.phone.written, tab=34, bold=False),
            Pair("Adres", p.address, tab=34, bold=False),
        )
    )
    truth = replace(
        d.truth(p.name),
        address=p.address,
        phone=p.phone.e164,
        addressee=office,
        date=d.day.isoformat(),
        others=(Other("child", child.name, child.tckn),),
        marks=("minor",),
    )
    return d.letter("dev.parent", (sheet,), truth)
