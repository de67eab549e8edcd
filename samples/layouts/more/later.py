"""Six letters written after the rules: to see what the rules did not foresee."""

from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished, grid
from samples.letter import Column, Columns, Gap, Letter, Other, Pair, Rule, Sheet, Text
from samples.people import a_person
from samples.words import Words


def tenants(rng: Random, words: Words) -> Letter:
    """Return a neighbour's complaint: both parties side by side, name and number under a title."""
    d = a_draft(rng, words, kinds=frozenset({Kind.SIKAYET}), tckn_share=1.0)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place)
    knows = d.chance(0.6)
    mine = (
        Text("ŞİKÂYETTE BULUNAN", bold=True, after=1),
        Text(p.name_formal, after=0),
        Text(f"T.C. {d.tckn}", after=0),
        Text(f"Tel {p.phone.written}", after=0),
    )
    theirs = (
        Text("KARŞI TARAF", bold=True, after=1),
        Text(other.name_formal, after=0),
        *((Text(f"T.C. {other.tckn}", after=0),) if knows else ()),
        Text("Aynı apartmanda oturur", after=0),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            Columns((Column(0.0, 0.46, mine), Column(0.54, 0.46, theirs))),
            Gap(4),
            *body(paragraphs(rng, m)),
            Text(p.address, after=4),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    told = Other("accused", other.name, other.tckn if knows else None)
    return finished(d, "tenants", (sheet,), told, names=(p.name_formal,))


def slip(rng: Random, words: Words) -> Letter:
    """Return a letter with a ruled slip at its foot, number first, no colon anywhere."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    rows = [
        ("Kimlik numarası", "Ad ve soyad", "Ulaşılacak telefon"),
        (d.tckn or "", p.name_upper, p.phone.written),
    ]
    sheet = Sheet(
        (
            Text(d.day_written, after=4),
            Text(m.office, bold=True, after=6),
            *body(paragraphs(rng, m), first=0),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            Rule(0.4),
            Text("Cevap için gerekli bilgiler", "center", grow=-1, after=1),
            grid(rows, (0.3, 0.4, 0.3)),
            Text(p.address, grow=-1),
        )
    )
    return finished(d, "slip", (sheet,), names=(p.name_upper,))


def in_prison(rng: Random, words: Words) -> Letter:
    """Return a convict's letter: ward, father's name and number on one line under the name."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    father = rng.choice(words.male)
    line = f"{father} oğlu, {rng.randint(1960, 2000)} doğumlu, TC {d.tckn}"
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Text("Saygılarımı sunar, gereğini arz ederim.", first=10, after=5),
            Columns((Column(0.0, 0.3, (Text(d.day_written),)), Column(0.5, 0.5, (d.ink(),)))),
            Text(p.name, "right", after=0),
            Text("Hükümlü", "right", after=0),
            Text(line, "right", after=0),
            Text(p.address, "right", after=0),
            Text(p.phone.written, "right"),
        )
    )
    return finished(d, "in_prison", (sheet,), Other("father", father), names=(p.name,))


def worker(rng: Random, words: Words) -> Letter:
    """Return a worker's letter: the employer's officer by name and number before the worker."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    boss = a_person(rng, words, place=p.place)
    company = rng.choice(words.companies)
    told = f"{company} yetkilisi {boss.name} ({boss.tckn}) sigortamı eksik yatırmıştır."
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=4),
            Pair("Dilekçeyi veren", f"{p.name_formal} - {d.tckn}", tab=34),
            Pair("İkametgâhı", p.address, tab=34),
            Pair("Telefonu", p.phone.written, tab=34),
            Pair("İşveren", turkish.upper(company), tab=34),
            Pair("Özeti", m.subject, tab=34, after=4),
            *body((told, *paragraphs(rng, m))),
            Gap(3),
            Columns((Column(0.58, 0.42, (Text(p.name_formal, "center"), d.ink())),)),
            Text(d.day_written, "right"),
        )
    )
    other = Other("employer", boss.name, boss.tckn)
    return finished(d, "worker", (sheet,), other, names=(p.name_formal,), subject=m.subject)


def last_sentence(rng: Random, words: Words) -> Letter:
    """Return a letter whose last sentence tells name, number, phone and address one by one."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    last = (
        f"Adım soyadım {p.name}, T.C. kimlik numaram {d.tckn}, telefonum {p.phone.written}, "
        f"adresim {p.address} şeklindedir."
    )
    sheet = Sheet(
        (
            Text(f"{p.place.district}, {d.day_written}", "right", after=6),
            Text(m.office, "center", after=8),
            *body((*paragraphs(rng, m), last)),
            Gap(6),
            Columns((Column(0.62, 0.38, (d.ink(),)),)),
        )
    )
    return finished(d, "last_sentence", (sheet,), names=(p.name,))


def carer(rng: Random, words: Words) -> Letter:
    """Return a carer's letter: the patient's table first, the carer's own lines under the ink."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    patient = a_person(rng, words, place=p.place)
    rows = [
        ("Bakıma muhtaç kişinin adı soyadı", patient.name_formal),
        ("T.C. kimlik numarası", patient.tckn),
        ("Engel oranı", f"% {rng.randint(50, 98)}"),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            grid(rows, (0.45, 0.55), head=False),
            Gap(3),
            *body(paragraphs(rng, m)),
            Text(d.day_written, after=2),
            Columns((Column(0.0, 0.4, (d.ink(),)),)),
            Text(p.name_formal, after=0),
            Text(f"Kimlik No {d.tckn}", after=0),
            Text(f"{p.address} / {p.phone.written}"),
        )
    )
    other = Other("patient", patient.name, patient.tckn)
    return finished(d, "carer", (sheet,), other, names=(p.name_formal,))
