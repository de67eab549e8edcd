"""A lawyer writes for a client: party block, AÇIKLAMALAR, SONUÇ VE İSTEM, the lawyer signs."""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Column, Columns, Gap, Ink, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words

_KINDS = frozenset({Kind.ISTEK, Kind.SIKAYET, Kind.BILGI_EDINME})


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=_KINDS)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name_upper))
    lawyer = a_person(rng, words, place=p.place)
    counsel = f"Av. {lawyer.name_formal}"
    numbered = tuple(
        Text(f"{n}- {fact}", "justify", indent=4) for n, fact in enumerate(m.facts, start=1)
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=9),
            Pair("BAŞVURAN", name, tab=38),
            *((Pair("T.C. KİMLİK NO", d.tckn, tab=38),) if d.tckn else ()),
            Pair("ADRES", p.address, tab=38, after=3),
            Pair("VEKİLİ", counsel, tab=38),
            Pair("", f"{lawyer.address} (Büro)", tab=38, sep="", after=3),
            Pair("KONU", m.subject, tab=38, after=5),
            Text("AÇIKLAMALAR", bold=True, after=3),
            *numbered,
            Gap(3),
            Text("SONUÇ VE İSTEM", bold=True, after=2),
            Text(f"Yukarıda açıklanan nedenlerle {turkish.lower(m.ask[:1])}{m.ask[1:]}", "justify"),
            Pair("EK", "Vekâletname örneği", tab=12),
            Gap(4),
            Columns(
                (
                    Column(
                        0.58,
                        0.42,
                        (
                            Text(d.day_written, "center"),
                            Text("Başvuran Vekili", "center", after=0),
                            Text(counsel, "center", after=0),
                            *((Ink(rng.getrandbits(32)),) if d.signed else ()),
                        ),
                    ),
                )
            ),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other("lawyer", lawyer.name),),
        marks=(*d.truth(name).marks, "proxy"),
    )
    return d.letter("dev.lawyer", (sheet,), truth)
