"""Letters typed in one manner throughout: capitals, plain ASCII, a printed mail, a form's cells."""

from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.layouts.more.matters import further, ink, letter
from samples.letter import Block, Cell, Column, Columns, Gap, Letter, Rule, Table, Text
from samples.words import Words

_ASCII = str.maketrans("çğıöşüÇĞİÖŞÜâîûÂÎÛ", "cgiosuCGIOSUaiuAIU")


def _sign(d: Draft, name: str) -> Block:
    above = (Text(d.day_written, "center", after=0),)
    return Columns((Column(0.58, 0.42, (*above, Text(name, "center", after=0), *ink(d))),))


def all_capitals(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals throughout, its subject a heading or behind a label."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    subject = turkish.upper(m.subject)
    label = rng.choice(("", "", "KONU : ", "ÖZÜ : "))
    number = (Text(f"T.C. KİMLİK NO : {d.tckn}"),) if d.tckn else ()
    address = turkish.upper(p.address)
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", after=6),
        Text(f"{label}{subject}", "left" if label else "center", after=5),
        *(Text(turkish.upper(t), "left", first=8, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        _sign(d, p.name_upper),
        Gap(4),
        *number,
        Text(f"ADRES : {address}"),
        Text(f"TEL : {p.phone.written}"),
    )
    return letter(d, "all_capitals", blocks, name=p.name_upper, subject=subject, address=address)


def plain_ascii(rng: Random, words: Words) -> Letter:
    """Return a letter typed without Turkish letters, its lines broken by hand."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter

    def ascii_of(text: str) -> str:
        return text.translate(_ASCII)

    subject, name = ascii_of(m.subject), ascii_of(p.name)
    half = subject.rfind(" ", 0, 38) if len(subject) > 45 else -1
    lines = (subject,) if half < 0 else (subject[:half], subject[half + 1 :])
    number = (Text(f"TC Kimlik No: {d.tckn}"),) if d.tckn else ()
    blocks: tuple[Block, ...] = (
        Text(d.day_written, after=4),
        Text(ascii_of(m.office), after=5),
        Text(f"Konu: {lines[0]}", after=0 if len(lines) > 1 else 5),
        *(Text(line, after=5) for line in lines[1:]),
        *(Text(ascii_of(t), "left", after=3) for t in paragraphs(rng, m)),
        Text("Saygilarimla", after=3),
        Text(name, after=0),
        *ink(d),
        *number,
        Text(f"Adres: {ascii_of(p.address)}"),
        Text(f"Cep: {p.phone.written}"),
    )
    return letter(
        d,
        "plain_ascii",
        blocks,
        name=name,
        subject=subject,
        addressee=ascii_of(m.office),
        address=ascii_of(p.address),
    )


def printed_mail(rng: Random, words: Words) -> Letter:
    """Return an e-mail printed and signed: its header names the subject."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    label = rng.choice(("Konu", "KONU", "Subject"))
    number = (Text(f"T.C. Kimlik No: {d.tckn}"),) if d.tckn else ()
    blocks: tuple[Block, ...] = (
        Text(f"Tarih: {d.day_written}", grow=-1, after=0.5),
        Text(f"{label}: {m.subject}", grow=-1, after=0.5),
        Rule(),
        Gap(4),
        Text(m.office, after=4),
        *(Text(t, "left", after=3) for t in paragraphs(rng, m)),
        Gap(3),
        Text(p.name, after=0),
        *ink(d),
        *number,
        Text(p.address),
        Text(p.phone.written),
    )
    return letter(d, "printed_mail", blocks, name=p.name, subject=m.subject)


def small_labels(rng: Random, words: Words) -> Letter:
    """Return a form whose cells carry small labels above their values."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    number = d.tckn or ""
    label = rng.choice(("Konusu", "Başvurunun Konusu", "Talebin Özeti", "Dilekçe Özeti"))
    table = Table(
        (
            (Cell(p.name_formal, label="Adı Soyadı"), Cell(number, label="T.C. Kimlik No")),
            (Cell(p.address, label="Adresi"),),
            (Cell(p.phone.written, label="Telefonu"), Cell(d.day_written, label="Tarih")),
            (Cell(m.subject, label=label),),
            (Cell(" ".join((*m.facts, m.ask)), label="Açıklama"),),
        ),
        ((0.5, 0.5), (1.0,), (0.5, 0.5), (1.0,), (1.0,)),
        height=12,
    )
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=5),
        table,
        Gap(6),
        Columns((Column(0.6, 0.4, (Text("İmza", "center", after=0), *ink(d))),)),
    )
    return letter(d, "small_labels", blocks, name=p.name_formal, subject=m.subject)


def bare_heading(rng: Random, words: Words) -> Letter:
    """Return a letter whose subject is its bare first line, or its first line after the office."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    subject = m.subject if d.chance(0.5) else turkish.upper(m.subject)
    heading = Text(subject, "left", bold=d.chance(0.5), after=5)
    office = Text(m.office, "left", after=4)
    first = d.chance(0.3)
    number = (Text(f"T.C. No: {d.tckn}"),) if d.tckn else ()
    blocks: tuple[Block, ...] = (
        *((heading, office) if first else (office, heading)),
        *(Text(t, "left", after=3) for t in paragraphs(rng, m)),
        Gap(4),
        _sign(d, p.name),
        *number,
        Text(f"Adres: {p.address}"),
        Text(f"Tel: {p.phone.written}"),
    )
    return letter(d, "bare_heading", blocks, name=p.name, subject=subject)
