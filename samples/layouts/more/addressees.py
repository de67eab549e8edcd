"""Letters addressed in unusual ways: short forms, at the foot, as a salutation, in a table."""

from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.layouts.more.matters import further, ink, letter
from samples.letter import Block, Cell, Column, Columns, Gap, Letter, Pair, Table, Text
from samples.words import Words

_SHORT = (
    ("SOSYAL YARDIMLAŞMA VE DAYANIŞMA VAKFI", "SYDV"),
    ("ÇALIŞMA VE İŞ KURUMU", "İŞKUR"),
    ("MİLLÎ EĞİTİM BAKANLIĞINA", "MEB'E"),
    ("İL SAĞLIK", "İL SAĞ."),
    ("YÜKSEKÖĞRETİM KURULU", "YÖK"),
    ("ENERJİ PİYASASI DÜZENLEME KURUMU", "EPDK"),
    ("TÜRKİYE İSTATİSTİK KURUMU", "TÜİK"),
    ("GENEL MÜDÜRLÜĞÜNE", "GN. MD.NE"),
    ("MÜDÜRLÜĞÜNE", "MÜD.NE"),
    ("BAŞKANLIĞINA", "BŞK.NA"),
    ("BELEDİYESİ", "BLD."),
    ("BELEDİYE", "BLD."),
)


def _sign(d: Draft, name: str) -> Block:
    above = (Text(d.day_written, "center"),)
    return Columns((Column(0.58, 0.42, (*above, *ink(d), Text(name, "center", after=0))),))


def _contact(d: Draft) -> tuple[Block, ...]:
    p = d.person
    return (
        *((Pair("T.C. No", d.tckn, tab=28),) if d.tckn else ()),
        Pair("Adres", p.address, tab=28),
        Pair("Telefon", p.phone.written, tab=28),
    )


def short_forms(rng: Random, words: Words) -> Letter:
    """Return a hurried letter: the office in abbreviations, the subject by an odd label."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    office = m.office.replace("'", "")
    for long, short in _SHORT:
        office = office.replace(long, short)
    label = rng.choice(("Mevzu:", "Özet:", "TALEP:", "Konu;", "Konu -", "KONU.", "Konusu"))
    blocks: tuple[Block, ...] = (
        Text(office, "center", after=6),
        Text(f"{label} {m.subject}", after=4),
        *(Text(t, "left", first=8, after=2) for t in paragraphs(rng, m)),
        Gap(4),
        _sign(d, p.name),
        Gap(4),
        *_contact(d),
    )
    return letter(d, "short_forms", blocks, name=p.name, subject=m.subject, addressee=office)


def foot_addressee(rng: Random, words: Words) -> Letter:
    """Return a letter without a subject, its addressee at the foot of the page."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    office = turkish.title(m.office).replace("'N", "'n") if d.chance(0.5) else m.office
    opening = rng.choice(("Sayın Yetkili,", "Sayın Müdürüm,", "Sayın ilgililer,"))
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=8),
        Text(opening, after=4),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        Columns((Column(0.58, 0.42, (*ink(d), Text(p.name_formal, "center"))),)),
        Gap(6),
        Text(office, bold=d.chance(0.3), after=0),
        Text(turkish.upper(p.place.province), after=6),
        *_contact(d),
    )
    return letter(d, "foot_addressee", blocks, name=p.name_formal, subject=None, addressee=office)


def open_letter(rng: Random, words: Words) -> Letter:
    """Return a letter in plain sentences without a subject, to whom it may concern or to one."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    office = rng.choice(("İLGİLİ MAKAMA", "İlgili Makama", m.office, m.office))
    first, *rest = paragraphs(rng, m)
    opening = f"Ben {p.name}, {p.place.district} ilçesinde yaşayan bir vatandaşım. {first}"
    thanks = rng.choice(
        ("Saygılarımla.", "İlginize şimdiden teşekkür ederim.", "Saygılar sunarım.")
    )
    blocks: tuple[Block, ...] = (
        Text(office, rng.choice(("left", "center")), after=8),
        *(Text(t, "left", first=8, after=3) for t in (opening, *rest)),
        Text(thanks, first=8, after=6),
        _sign(d, p.name),
        Gap(6),
        *_contact(d),
    )
    return letter(d, "open_letter", blocks, name=p.name, subject=None, addressee=office)


def ruled_form(rng: Random, words: Words) -> Letter:
    """Return a ruled form whose cells name the authority, the subject and the request."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    number = (("T.C. KİMLİK NO", d.tckn),) if d.tckn else ()
    rows = (
        (rng.choice(("BAŞVURULAN KURUM", "VERİLDİĞİ MAKAM", "İLGİLİ KURUM")), m.office),
        ("ADI SOYADI", p.name_upper),
        *number,
        ("ADRESİ", p.address),
        ("TELEFONU", p.phone.written),
        (
            rng.choice(("BAŞVURUNUN KONUSU", "DİLEKÇENİN ÖZETİ", "İSTEĞİN KONUSU", "KONU")),
            m.subject,
        ),
        ("AÇIKLAMALAR", " ".join((*m.facts, m.ask))),
    )
    table = Table(
        tuple((Cell(label, bold=True), Cell(value)) for label, value in rows),
        ((0.34, 0.66),) * len(rows),
        height=9,
    )
    blocks: tuple[Block, ...] = (
        Text("DİLEKÇE", "center", bold=True, grow=2, after=5),
        table,
        Gap(5),
        _sign(d, p.name_upper),
    )
    return letter(d, "ruled_form", blocks, name=p.name_upper, subject=m.subject)


def numbered_items(rng: Random, words: Words) -> Letter:
    """Return a form of numbered items, the subject one of them."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    dot = rng.choice(("- ", ") ", ". "))
    items = [
        ("Dilekçe sahibinin adı ve soyadı", p.name),
        *((("T.C. kimlik numarası", d.tckn),) if d.tckn else ()),
        ("Yerleşim yeri adresi", p.address),
        ("Telefon numarası", p.phone.written),
        (rng.choice(("Konu", "Başvurunun konusu", "İsteğin özü", "Talebin özeti")), m.subject),
        ("Açıklama", " ".join((*m.facts, m.ask))),
    ]
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=6),
        *(Text(f"{n}{dot}{k}: {v}", after=2.5) for n, (k, v) in enumerate(items, 1)),
        Gap(4),
        _sign(d, p.name),
    )
    return letter(d, "numbered_items", blocks, name=p.name, subject=m.subject)


def stacked_office(rng: Random, words: Words) -> Letter:
    """Return a letter whose addressee takes lines: the superior, the unit, the place."""
    d = a_draft(rng, further(words))
    p, m = d.person, d.matter
    superior = f"{turkish.upper(p.place.district)} KAYMAKAMLIĞI"
    unit = rng.choice(
        (
            "İlçe Nüfus Müdürlüğüne",
            "İlçe Millî Eğitim Müdürlüğüne",
            "İlçe Tarım ve Orman Müdürlüğüne",
            "İlçe Müftülüğüne",
            "Yazı İşleri Müdürlüğüne",
        )
    )
    subject = m.subject if d.chance(0.6) else None
    marked = rng.choice((f"KONU: {subject}", f"Konu......: {subject}", f"Konu | {subject}"))
    blocks: tuple[Block, ...] = (
        Text("T.C.", "center", after=0),
        Text(superior, "center", bold=True, after=0),
        Text(unit, "center", after=0),
        Text(turkish.upper(p.place.province), "center", after=6),
        *((Text(marked, after=3),) if subject else ()),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(5),
        _sign(d, p.name_formal),
        Gap(5),
        *_contact(d),
    )
    return letter(
        d,
        "stacked_office",
        blocks,
        name=p.name_formal,
        subject=subject,
        addressee=f"{superior} {unit}",
    )
