"""Letters of pensioners, widows and veterans: many registers' numbers, the dead named first."""

from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd


def retired(rng: Random, words: Words) -> Letter:
    """Return a pensioner's letter: name, former work and register numbers in one block below."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name))
    work = rng.choice(("Emekli Öğretmen", "Emekli Hemşire", "Emekli Memur", "Emekli İşçi"))
    sign = (
        d.ink(),
        Text(name, "center", after=0),
        Text(work, "center", after=0),
        Text(f"Emekli Sicil No: {rng.randint(10**7, 10**8 - 1)}", "center", after=0),
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Gap(2),
            Columns((Column(0.5, 0.5, sign),)),
            Gap(2),
            *((Pair("T.C. Kimlik No", d.tckn, tab=32),) if d.tckn else ()),
            Pair("Bağ-Kur No", str(rng.randint(10**9, 10**10 - 1)), tab=32),
            Pair("Adres", p.address, tab=32),
            Pair("Telefon", p.phone.written, tab=32),
        )
    )
    return finished(d, "retired", (sheet,), names=(name,))


def retired_head(rng: Random, words: Words) -> Letter:
    """Return a pensioner's letter headed by labels: "Emeklinin Adı Soyadı", tahsis number first."""
    d = a_draft(rng, odd(words), tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name))
    rows = (
        ("TAHSİS NO", f"2/{rng.randint(10**6, 10**7 - 1)}"),
        ("SİGORTA SİCİL NO", str(rng.randint(10**12, 10**13 - 1))),
        ("EMEKLİNİN ADI SOYADI", name),
        *((("T.C. KİMLİK NO", d.tckn),) if d.tckn else ()),
        ("MAAŞ ALDIĞI BANKA", rng.choice(("Ziraat Bankası", "Halk Bankası", "Vakıflar Bankası"))),
        ("ADRESİ", p.address),
        ("TELEFONU", p.phone.written),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            *(Pair(label, value, tab=54, bold=False) for label, value in rows),
            Gap(4),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    return finished(d, "retired_head", (sheet,), names=(name,))


def late_spouse(rng: Random, words: Words) -> Letter:
    """Return a widow's letter: "müteveffa eşim …" twice by name, her own name once at the end."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    late = a_person(rng, words, place=p.place, last=p.last)
    named = rng.choice((late.name, late.name_formal))
    opening = (
        f"Müteveffa eşim {named} Emekli Sandığına bağlı olarak çalışmış ve emekli olmuştur. "
        f"Eşim {named} ({late.tckn}) 2025 yılında vefat etmiştir."
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            *body((opening, *paragraphs(rng, m))),
            Text(d.day_written, "right", after=2),
            Columns(
                (
                    Column(
                        0.56,
                        0.44,
                        (
                            Text(f"{p.name_formal}", "center", after=0),
                            Text(f"{late.name} eşi", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            Text(f"T.C. {d.tckn}", after=1),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    other = Other("spouse", late.name, late.tckn)
    return finished(d, "late_spouse", (sheet,), other, names=(p.name_formal,))


def martyrs_mother(rng: Random, words: Words) -> Letter:
    """Return a letter of a soldier's relative: "Şehit … annesi", the soldier in larger type."""
    d = a_draft(rng, words, tckn_share=0.95, foreigner_share=0.0)
    p, m = d.person, d.matter
    son = a_person(rng, words, place=p.place, last=p.last)
    kin = "annesi" if p.female else "babası"
    sheet = Sheet(
        (
            Text(f"Şehit Piyade Er {son.name_formal}'ın {kin}", "center", grow=1, after=6),
            Text(m.office, "center", bold=True, after=6),
            *body(paragraphs(rng, m)),
            Columns((Column(0.0, 0.4, (Text(d.day_written),)), Column(0.6, 0.4, (d.ink(),)))),
            Text(f"Şehit {kin} {p.name}", "right", after=3),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Telefon: {p.phone.written}"),
        )
    )
    return finished(d, "martyrs_mother", (sheet,), Other("child", son.name), names=(p.name,))


def two_registers(rng: Random, words: Words) -> Letter:
    """Return a letter with the employer and the former foreman named, all numbers on one line."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    foreman = a_person(rng, words, place=p.place)
    name = rng.choice((p.name_upper, p.name_formal))
    numbers = f"SSK Sicil No: {rng.randint(10**12, 10**13 - 1)}  T.C. No: {d.tckn}"
    told = (
        f"{rng.choice(words.companies)} unvanlı iş yerinde ustabaşı {foreman.name} yanında "
        f"{rng.randint(1981, 1999)} yılından itibaren çalıştım. Tanığım {foreman.name}'dır."
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            Text(name, bold=True, after=0),
            Text(numbers, after=0),
            Text(p.address, after=0),
            Text(p.phone.written, after=5),
            *body((told, *paragraphs(rng, m))),
            Text(d.day_written, after=2),
            Columns((Column(0.58, 0.42, (Text(turkish.upper(p.name), "center"), d.ink())),)),
        )
    )
    other = Other("witness", foreman.name)
    names = tuple(dict.fromkeys((name, p.name_upper)))
    return finished(d, "two_registers", (sheet,), other, names=names)
