"""Forms that number or dot their questions, or put an answer on another line than its question."""

from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd

_DOTS = "." * 14
_WORK = ("Emekli", "Çiftçi", "İşçi", "Esnaf", "Ev hanımı", "Memur", "Serbest")


def _end(d: Draft) -> tuple[Block, ...]:
    ink = (Text(d.day_written, "center"), Text("İmza", "center", after=0), d.ink())
    return (Gap(3), Columns((Column(0.6, 0.4, ink),)))


def numbered_list(rng: Random, words: Words) -> Letter:
    """Return a form whose questions bear numbers, parents and birthplace among them."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    mark = rng.choice(("{}- ", "{}. ", "{}) ", "{}.", "{} - "))
    name = rng.choice((p.name_upper, p.name, p.name_formal))
    rows = [
        ("Adı Soyadı", name),
        ("Baba Adı", rng.choice(words.male)),
        ("Ana Adı", rng.choice(words.female)),
        ("Doğum Yeri ve Tarihi", f"{p.place.province} / {rng.randint(1940, 2003)}"),
        *((("T.C. Kimlik No", d.tckn),) if d.tckn else ()),
        ("Mesleği", rng.choice(_WORK)),
        ("İkametgâh Adresi", p.address),
        ("Telefonu", p.phone.written),
        ("Dilekçenin Konusu", m.subject),
    ]
    items = tuple(
        Text(f"{mark.format(n)}{label}{rng.choice((':', ' :', ': '))} {value}", after=2)
        for n, (label, value) in enumerate(rows, start=1)
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *items,
            Gap(2),
            *body(paragraphs(rng, m)),
            *_end(d),
        )
    )
    return finished(d, "numbered_list", (sheet,), names=(name,), subject=m.subject)


def numbered_halves(rng: Random, words: Words) -> Letter:
    """Return a numbered form that asks for given name and surname apart, in either order."""
    d = a_draft(rng, odd(words), tckn_share=0.97)
    p, m = d.person, d.matter
    given, family = turkish.upper(p.first), turkish.upper(p.last)
    halves = [("ADI", given), ("SOYADI", family)]
    if d.chance(0.4):
        halves.reverse()
    rows = [
        *((("T.C. KİMLİK NUMARASI", d.tckn),) if d.tckn else ()),
        *halves,
        ("BABA ADI", turkish.upper(rng.choice(words.male))),
        ("ANNE ADI", turkish.upper(rng.choice(words.female))),
        ("NÜFUSA KAYITLI OLDUĞU İL", turkish.upper(p.place.province)),
        ("ADRESİ", p.address),
        ("TELEFON", p.phone.written),
    ]
    items = tuple(
        Pair(f"{n}. {label}", value, tab=66, bold=False, after=2)
        for n, (label, value) in enumerate(rows, start=1)
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            Text("A. KİMLİK BİLGİLERİ", bold=True, after=2),
            *items,
            Text("B. TALEP", bold=True, after=2),
            *body(paragraphs(rng, m)),
            *_end(d),
        )
    )
    return finished(d, "numbered_halves", (sheet,), names=(f"{given} {family}",))


def dotted_values(rng: Random, words: Words) -> Letter:
    """Return a form with dots before and after each answer, some left as dots."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_upper))
    rows = [
        ("Adı ve Soyadı", name),
        ("Vekilinin Adı ve Soyadı", ""),
        *((("T.C. Kimlik No", d.tckn),) if d.tckn else ()),
        ("Görevi", rng.choice(_WORK)),
        ("Adresi", p.address),
        ("Telefonu", p.phone.written),
    ]
    items = tuple(
        Text(
            f"{label} :{_DOTS}{value}{'' if len(value) > 40 else _DOTS}",
            after=2,
        )
        for label, value in rows
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *body(paragraphs(rng, m)),
            *_end(d),
            *items,
        )
    )
    return finished(d, "dotted_values", (sheet,), names=(name,))


def answer_below(rng: Random, words: Words) -> Letter:
    """Return a form with each question on a line and its answer on the next, all at the left."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    rows = [
        ("1) Başvuru sahibinin adı ve soyadı", name),
        ("2) Baba adı", rng.choice(words.male)),
        *((("3) T.C. kimlik numarası", d.tckn),) if d.tckn else ()),
        ("4) Yazışma adresi", p.address),
        ("5) Telefon", p.phone.written),
    ]
    items = tuple(
        block
        for label, value in rows
        for block in (Text(label, bold=True, after=0), Text(value, indent=5, after=2))
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *items,
            Text("6) Başvurunun konusu ve talep", bold=True, after=0),
            *body(paragraphs(rng, m), first=5),
            *_end(d),
        )
    )
    return finished(d, "answer_below", (sheet,), names=(name,))


def one_line_form(rng: Random, words: Words) -> Letter:
    """Return a letter that ends in one running line of labels and values."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_upper))
    father = rng.choice(words.male)
    sep = rng.choice((", ", "  ", " / ", "; "))
    line = sep.join(
        (f"Adı Soyadı: {name}", f"Baba Adı: {father}", f"TC: {d.tckn}", f"Tel: {p.phone.written}")
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Gap(2),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            Text(line, after=1),
            Text(f"Adres: {p.address}"),
        )
    )
    return finished(d, "one_line_form", (sheet,), names=(name,))


def two_askers(rng: Random, words: Words) -> Letter:
    """Return a numbered form with a part for the writer and one for the person complained of."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place)
    first = d.chance(0.5)
    mine = (
        Text("ŞİKÂYET EDENİN:", bold=True, after=1),
        Text(f"1- Adı, soyadı: {p.name_formal}", after=1),
        Text(f"2- T.C. No: {d.tckn}", after=1),
        Text(f"3- Adresi: {p.address}", after=1),
        Text(f"4- Telefonu: {p.phone.written}", after=3),
    )
    theirs = (
        Text("ŞİKÂYET EDİLENİN:", bold=True, after=1),
        Text(f"1- Adı, soyadı: {other.name_formal}", after=1),
        Text(f"2- Görevi: {rng.choice(_WORK)}", after=1),
        Text("3- Adresi: Bilinmiyor", after=3),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *(mine + theirs if first else theirs + mine),
            *body(paragraphs(rng, m)),
            *_end(d),
        )
    )
    accused = Other("accused", other.name)
    return finished(d, "two_askers", (sheet,), accused, names=(p.name_formal,))
