"""A BİMER-style paper form: dotted labels, mother's maiden surname asked for, kind ticked."""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Rule, Sheet, Text
from samples.words import Words

_KINDS = {
    Kind.ISTEK: "İstek",
    Kind.SIKAYET: "Şikâyet",
    Kind.IHBAR: "İhbar",
    Kind.ONERI: "Öneri",
    Kind.GORUS: "Görüş",
    Kind.BILGI_EDINME: "Bilgi Edinme",
}
_OFFICES = ("CUMHURBAŞKANLIĞI İLETİŞİM MERKEZİNE", "BAŞBAKANLIK İLETİŞİM MERKEZİNE")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, tckn_share=0.98)
    p, m = d.person, d.matter
    office = rng.choice(_OFFICES)
    ticks = "   ".join(f"({'X' if k is m.kind else ' '}) {word}" for k, word in _KINDS.items())
    maiden = turkish.upper(p.mother_maiden_name)
    email = d.chance(0.5)
    rows: tuple[tuple[str, str], ...] = (
        *((("T.C. Kimlik No", d.tckn),) if d.tckn else ()),
        ("Adı", turkish.upper(p.first)),
        ("Soyadı", turkish.upper(p.last)),
        ("Anne Kızlık Soyadı", maiden),
        ("Telefon", p.phone.written),
        *((("E-posta", p.email),) if email else ()),
        ("Adres", p.address),
    )
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else ()
    sheet = Sheet(
        (
            Text(office, "center", bold=True, after=3),
            Text("BAŞVURU FORMU", "center", bold=True, after=4),
            Rule(),
            Text(f"Başvuru Türü: {ticks}", grow=-1, after=4),
            *(Pair(label, value, tab=46, bold=False, after=2) for label, value in rows),
            Rule(),
            Pair("Konu", m.subject, tab=16, after=3),
            Text("Başvuru Metni", bold=True),
            Text(" ".join((*m.facts, m.ask)), "justify", after=6),
            Gap(4),
            Columns((Column(0.6, 0.4, (Text(f"Tarih: {d.day_written}"), Text("İmza:"), *ink)),)),
        )
    )
    truth = replace(
        d.truth(p.name_upper),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        email=p.email if email else None,
        addressee=office,
        mother_maiden_name=maiden,
        date=d.day.isoformat(),
    )
    return d.letter("dev.bimer_form", (sheet,), truth)
