"""A fax cover sheet, then the letter: the cover's people and numbers are not the petition's."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Rule, Sheet, Text
from samples.people import a_phone
from samples.words import Words


def _cover(d: Draft, fax: str) -> Sheet:
    return Sheet(
        (
            Gap(10),
            Text("FAKS", "center", bold=True, grow=8, after=4),
            Rule(0.8),
            Pair("KİME", d.matter.office, tab=34, after=3),
            Pair("FAKS NO", "0312 555 01 00", tab=34, after=3),
            Pair("KİMDEN", d.person.name_formal, tab=34, after=3),
            Pair("TARİH", d.day_written, tab=34, after=3),
            Pair("SAYFA SAYISI", "2 (kapak dâhil)", tab=34, after=3),
            Rule(0.8),
            Pair("NOT", "Dilekçem ekte sunulmuştur. Bilgilerinize arz ederim.", tab=34),
            Gap(90),
            Text(
                "Bu faks ve ekleri yalnızca yukarıda adı geçen alıcı içindir ve gizlidir. "
                f"Yanlışlıkla size ulaştıysa lütfen {fax} numarasına bildiriniz.",
                italic=True,
                grow=-2,
            ),
        )
    )


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = p.name_formal
    fax = a_phone(rng, p.place).written
    cover = _cover(d, fax)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(8),)
    letter = Sheet(
        (
            Text(d.day_written, "right", after=8),
            Text(m.office, "center", bold=True, after=0),
            Text(turkish.upper(p.place.province), "center", after=7),
            Pair("KONU", m.subject, tab=None, after=5),
            *(Text(t, "justify", first=12, after=3) for t in paragraphs(rng, m)),
            Gap(6),
            Columns(
                (
                    Column(
                        0.0,
                        0.58,
                        (
                            Gap(14),
                            Pair("Adres", p.address),
                            Pair("Tel", p.phone.written),
                            *((Pair("T.C. No", d.tckn),) if d.tckn else ()),
                        ),
                    ),
                    Column(0.62, 0.38, (Text(name, "center", after=0), *ink)),
                )
            ),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("dev.fax_cover", (cover, letter), truth)
