"""Forms and lists: several people in one table, the number far from the name it belongs to."""

from random import Random

from domain import turkish
from domain.petition import Kind, Track
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished, grid
from samples.letter import Cell, Column, Columns, Gap, Letter, Other, Pair, Rule, Sheet, Table, Text
from samples.people import a_person, a_tckn
from samples.words import Words


def contact_form(rng: Random, words: Words) -> Letter:
    """Return the presidency's contact form: parts with headings, the accused below the writer."""
    d = a_draft(rng, words, kinds=frozenset({Kind.SIKAYET, Kind.IHBAR}), tckn_share=1.0)
    p, m = d.person, d.matter
    accused = a_person(rng, words, place=p.place)
    knows = d.chance(0.5)
    wide = (0.36, 0.64)
    mine = [
        ("T.C. Kimlik Numarası", d.tckn or ""),
        ("Adı", p.first),
        ("Soyadı", turkish.upper(p.last)),
        ("Cep Telefonu", p.phone.written),
        ("İkamet Adresi", p.address),
    ]
    theirs = [
        ("Adı Soyadı", accused.name_formal),
        *([("T.C. Kimlik Numarası", accused.tckn)] if knows else []),
        ("Görev Yeri", p.place.district),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=2),
            Text("BAŞVURU FORMU", "center", bold=True, after=4),
            Text("A) BAŞVURU SAHİBİNE AİT BİLGİLER", bold=True, after=1),
            grid(mine, wide, head=False),
            Text("B) HAKKINDA BAŞVURUDA BULUNULAN KİŞİ", bold=True, after=1),
            grid(theirs, wide, head=False),
            Text("C) BAŞVURU KONUSU", bold=True, after=1),
            Text(" ".join((*m.facts, m.ask)), "justify", after=4),
            Text("Verdiğim bilgilerin doğru olduğunu beyan ederim.", after=2),
            Columns((Column(0.62, 0.38, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    name = f"{p.first} {turkish.upper(p.last)}"
    other = Other("accused", accused.name, accused.tckn if knows else None)
    return finished(d, "contact_form", (sheet,), other, names=(name,))


def information_form(rng: Random, words: Words) -> Letter:
    """Return the information law's form for natural persons, an officer's receipt at its foot."""
    d = a_draft(rng, words, kinds=frozenset({Kind.BILGI_EDINME}), tckn_share=1.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    officer = a_person(rng, words, place=p.place)
    rows = [
        ("Başvuru sahibinin adı ve soyadı", name),
        ("Oturma yeri veya iş adresi", p.address),
        ("Türkiye Cumhuriyeti kimlik numarası", d.tckn or ""),
        ("Başvuruya ne şekilde cevap almak istersiniz?", "Yazılı (X)     Elektronik ( )"),
        ("Telefon numarası", p.phone.written),
        ("İstenen bilgi veya belgeler", " ".join((*m.facts[:2], m.ask))),
    ]
    law = "4982 sayılı Bilgi Edinme Hakkı Kanunu gereğince istediğim bilgi aşağıda belirtilmiştir."
    sheet = Sheet(
        (
            Text("BİLGİ EDİNME BAŞVURUSU (GERÇEK KİŞİLER İÇİN)", "center", bold=True, after=4),
            Text(m.office, "center", bold=True, after=4),
            Text(f"{law} Gereğini arz ederim.", "justify", first=10, after=3),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
            grid(rows, (0.4, 0.6), head=False),
            Gap(6),
            Rule(),
            Text(f"Teslim alan görevlinin adı soyadı: {officer.name}", grow=-1),
        )
    )
    assert m.track is Track.INFORMATION
    other = Other("clerk", officer.name)
    return finished(d, "information_form", (sheet,), other, names=(name,))


def household(rng: Random, words: Words) -> Letter:
    """Return a request for help: a table of the household, the number before the name."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    members = [
        (role, a_person(rng, words, place=p.place, last=p.last))
        for role in rng.sample(("Eşi", "Oğlu", "Kızı", "Annesi"), rng.randint(1, 3))
    ]
    head = ("Sıra", "T.C. Kimlik No", "Adı Soyadı", "Yakınlığı")
    rows = [
        head,
        ("1", d.tckn or "", p.name_formal, "Kendisi"),
        *((str(n), o.tckn, o.name_formal, role) for n, (role, o) in enumerate(members, start=2)),
    ]
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=5),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Text("Hanemde yaşayanlar aşağıda gösterilmiştir.", first=10, after=2),
            grid(rows, (0.08, 0.3, 0.4, 0.22)),
            Gap(2),
            Pair("Adres", p.address, tab=20),
            Pair("Tel", p.phone.written, tab=20, after=4),
            Columns((Column(0.6, 0.4, (Text(p.name_formal, "center", after=0), d.ink())),)),
        )
    )
    others = tuple(Other("relative", o.name, o.tckn) for _, o in members)
    return finished(d, "household", (sheet,), *others, names=(p.name_formal,))


def two_boards(rng: Random, words: Words) -> Letter:
    """Return a school's form: the pupil's and the parent's data in two columns side by side."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    pupil = a_person(rng, words, place=p.place, last=p.last)
    swap = d.chance(0.5)
    child = (
        Text("ÖĞRENCİNİN", bold=True, after=1),
        Pair("Adı Soyadı", pupil.name, tab=24, bold=False),
        Pair("T.C. No", pupil.tckn, tab=24, bold=False),
        Pair("Sınıfı", f"{rng.randint(1, 8)}/{rng.choice('ABC')}", tab=24, bold=False),
    )
    parent = (
        Text("VELİSİNİN", bold=True, after=1),
        Pair("Adı Soyadı", p.name, tab=24, bold=False),
        Pair("T.C. No", d.tckn or "", tab=24, bold=False),
        Pair("Telefonu", p.phone.written, tab=24, bold=False),
    )
    left, right = (parent, child) if swap else (child, parent)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            Columns((Column(0.0, 0.48, left), Column(0.52, 0.48, right))),
            Gap(4),
            *body(paragraphs(rng, m)),
            Text(f"Adres: {p.address}", after=5),
            Columns(
                (
                    Column(0.0, 0.3, (Text(d.day_written),)),
                    Column(
                        0.6,
                        0.4,
                        (Text("Veli", "center", after=0), Text(p.name, "center"), d.ink()),
                    ),
                )
            ),
        )
    )
    other = Other("child", pupil.name, pupil.tckn)
    return finished(d, "two_boards", (sheet,), other, names=(p.name,))


def register_cells(rng: Random, words: Words) -> Letter:
    """Return a registry's form: the name in two labelled cells, parents beside, digit boxes."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    given, family = turkish.upper(p.first), turkish.upper(p.last)
    father, mother = rng.choice(words.male), rng.choice(words.female)
    rows = (
        (Cell(d.tckn or "", label="T.C. Kimlik Numarası", boxed=d.chance(0.5)),),
        (Cell(family, label="Soyadı"), Cell(given, label="Adı")),
        (
            Cell(turkish.upper(father), label="Baba Adı"),
            Cell(turkish.upper(mother), label="Ana Adı"),
        ),
        (Cell(p.address, label="Yerleşim Yeri Adresi"),),
        (Cell(p.phone.written, label="Telefon"), Cell(d.day_written, label="Tarih")),
    )
    widths = ((1.0,), (0.5, 0.5), (0.5, 0.5), (1.0,), (0.5, 0.5))
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            Table(rows, widths, height=11),
            Gap(3),
            Pair("Talebi", m.subject, tab=20, after=3),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.6, 0.4, (Text("Müracaat sahibinin imzası", "center"), d.ink())),)),
        )
    )
    return finished(d, "register_cells", (sheet,), names=(f"{given} {family}",), subject=m.subject)


def tax_file(rng: Random, words: Words) -> Letter:
    """Return a taxpayer's letter: tax number and T.C. number in one block, an accountant below."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    accountant = a_person(rng, words, place=p.place)
    numbered = d.chance(0.5)
    foot = f"Serbest Muhasebeci Mali Müşavir {accountant.name_formal}"
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=5),
            Text(m.office, "center", bold=True, after=7),
            Pair("Mükellefin Adı Soyadı (Unvanı)", p.name_upper, tab=62),
            Pair("Vergi Kimlik Numarası", str(rng.randint(10**9, 10**10 - 1)), tab=62),
            Pair("T.C. Kimlik Numarası", d.tckn or "", tab=62),
            Pair("İşyeri Adresi", p.address, tab=62),
            Pair("Telefon", p.phone.written, tab=62, after=4),
            Pair("Konu", m.subject, tab=20, after=4),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.55, 0.45, (d.ink(), Text(p.name_upper, "center"))),)),
            Gap(3),
            Text(
                foot + (f" (T.C. Kimlik No: {a_tckn(rng)})" if numbered else ""),
                grow=-1,
            ),
        )
    )
    other = Other("accountant", accountant.name)
    return finished(d, "tax_file", (sheet,), other, names=(p.name_upper,), subject=m.subject)
