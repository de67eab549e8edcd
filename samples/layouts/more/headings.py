"""Letters whose subject stands where no label and colon tell it, or in several lines."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.layouts.more.matters import further, ink, letter
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Rule, Text
from samples.words import Words


def _sign(d: Draft, name: str, *above: Block) -> Block:
    return Columns((Column(0.58, 0.42, (*above, Text(name, "center", after=0), *ink(d))),))


def _contact(d: Draft) -> tuple[Block, ...]:
    p = d.person
    return (
        *((Text(f"T.C. Kimlik No: {d.tckn}"),) if d.tckn else ()),
        Text(f"Adres: {p.address}"),
        Text(f"Tel: {p.phone.written}"),
    )


def centred_heading(rng: Random, words: Words) -> Letter:
    """Return a letter whose subject is a heading in capitals, above or below the addressee."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    plain = m.subject.removesuffix(" hk.").removesuffix(" hakkında")
    subject = turkish.upper(plain) + rng.choice((" HAKKINDA", " HK.", "", " hk."))
    heading = Text(subject, "center", bold=d.chance(0.6), after=7)
    office = Text(m.office, "center", bold=d.chance(0.5), after=2)
    place = Text(turkish.upper(p.place.province), "center", after=7)
    top = (heading, office, place) if d.chance(0.3) else (office, place, heading)
    blocks: tuple[Block, ...] = (
        *top,
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(5),
        _sign(d, p.name_formal, Text(d.day_written, "center")),
        Gap(6),
        *_contact(d),
    )
    return letter(d, "centred_heading", blocks, name=p.name_formal, subject=subject)


def label_alone(rng: Random, words: Words) -> Letter:
    """Return a letter whose subject stands below its label, the addressee top right."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    label = rng.choice(("KONU", "K O N U", "K O N U :", "ÖZÜ:", "Özet", "TALEP KONUSU", "MEVZU"))
    centred = d.chance(0.4)
    office = Columns((Column(0.5, 0.5, (Text(m.office, "right", bold=True, after=6),)),))
    blocks: tuple[Block, ...] = (
        office,
        Text(label, "center" if centred else "left", bold=True, after=1),
        Text(m.subject, "center" if centred else "left", after=6),
        *(Text(t, "left", after=3) for t in paragraphs(rng, m)),
        Text(d.day_written, after=5),
        _sign(d, p.name),
        *_contact(d),
    )
    return letter(d, "label_alone", blocks, name=p.name, subject=m.subject)


def wrapped_subject(rng: Random, words: Words) -> Letter:
    """Return a letter whose subject takes lines without a gap before the body."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    label = rng.choice(
        (
            "DİLEKÇENİN KONUSU",
            "Başvuru konusu",
            "Şikâyet konusu" if m.kind == "sikayet" else "Talep konusu",
            "İsteğin özeti",
            "D. KONUSU",
            "Dilekçe Konusu",
            "KONU",
        )
    )
    asked = f"{m.subject}; {rng.choice(('gereğinin yapılması', 'tarafıma bilgi verilmesi'))}"
    subject = rng.choice((m.subject, asked))
    hanging = d.chance(0.5)
    mark = rng.choice((":", " :", ";", ".-", " -"))
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=4),
        Text(m.office, "left", bold=d.chance(0.5), after=6),
        Pair(label, subject, tab=40, after=1)
        if hanging
        else Text(f"{label}{mark} {subject}", "left", after=1),
        *((Rule(),) if d.chance(0.2) else ()),
        *(Text(t, "justify", first=8, after=2) for t in paragraphs(rng, m)),
        Gap(5),
        _sign(d, p.name_formal),
        Gap(4),
        *_contact(d),
    )
    return letter(d, "wrapped_subject", blocks, name=p.name_formal, subject=subject)


def with_reference(rng: Random, words: Words) -> Letter:
    """Return a letter that refers to an earlier one: ``İlgi`` is not its subject."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    number = f"{rng.randint(10**7, 10**8)}-{rng.randint(100, 999)}"
    seen = f"{rng.randint(1, 28):02d}.0{rng.randint(1, 9)}.2025"
    reference = f"{seen} tarihli ve {number} sayılı yazınız."
    label = rng.choice(("KONU", "Konu", "Konusu", "ÖZÜ"))
    first = Pair(rng.choice(("İLGİ", "İlgi", "Sayı")), reference, tab=20)
    second = Pair(label, m.subject, tab=20, after=5)
    head = (first, second) if d.chance(0.5) else (second, replace(first, after=5.0))
    blocks: tuple[Block, ...] = (
        Text("T.C.", "center", after=0),
        Text(m.office, "center", bold=True, after=0),
        Text(f"{p.place.district} / {turkish.upper(p.place.province)}", "center", after=6),
        *head,
        Text("Sayın yetkili,", after=3),
        *(Text(t, "justify", first=8, after=2) for t in paragraphs(rng, m)),
        Gap(5),
        _sign(d, p.name_formal, Text(d.day_written, "center")),
        Gap(5),
        *_contact(d),
        Text("EKLER:", bold=True, after=0),
        Text("1- Kimlik fotokopisi (1 sayfa)", after=0),
        Text(f"2- {seen} tarihli yazı örneği (2 sayfa)"),
    )
    return letter(d, "with_reference", blocks, name=p.name_formal, subject=m.subject)
