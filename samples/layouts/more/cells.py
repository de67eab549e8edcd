"""Tables that hold more people than the writer, or more words than the writer's name."""

from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished, grid
from samples.letter import Cell, Column, Columns, Gap, Letter, Other, Pair, Sheet, Table, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd

_WORK = ("Emekli", "Çiftçi", "İşçi", "Esnaf", "Ev Hanımı", "Memur", "Serbest Meslek")


def facts_above(rng: Random, words: Words) -> Letter:
    """Return a letter under a table of the person's facts; the name stands nowhere else."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name))
    rows = [
        ("ADI SOYADI", name),
        ("BABA ADI", turkish.upper(rng.choice(words.male))),
        ("DOĞUM YERİ / TARİHİ", f"{turkish.upper(p.place.province)} / {rng.randint(1940, 2002)}"),
        *((("T.C. KİMLİK NO", d.tckn),) if d.tckn else ()),
        ("MESLEĞİ", rng.choice(_WORK)),
        ("ADRESİ", p.address),
        ("TELEFONU", p.phone.written),
        ("KONU", m.subject),
    ]
    sheet = Sheet(
        (
            grid(rows, (0.34, 0.66), head=False),
            Gap(5),
            Text(m.office, "center", bold=True, after=6),
            *body(paragraphs(rng, m)),
            Gap(2),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    return finished(d, "facts_above", (sheet,), names=(name,), subject=m.subject)


def facts_in_pairs(rng: Random, words: Words) -> Letter:
    """Return a table of label, value, label, value: the parents' names beside the writer's."""
    d = a_draft(rng, odd(words), tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))
    rows = [
        ("Adı Soyadı", name, "T.C. Kimlik No", d.tckn or ""),
        ("Baba Adı", rng.choice(words.male), "Ana Adı", rng.choice(words.female)),
        ("Doğum Yeri", p.place.province, "Telefon", p.phone.written),
        ("Mesleği", rng.choice(_WORK), "Tarih", d.day_written),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            grid(rows, (0.18, 0.36, 0.18, 0.28), head=False),
            Gap(3),
            Text(f"Adres: {p.address}", after=4),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text("İmza", "center", after=0), d.ink())),)),
        )
    )
    return finished(d, "facts_in_pairs", (sheet,), names=(name,))


def beside_officer(rng: Random, words: Words) -> Letter:
    """Return a form with the writer in one column and a company's officer in the other."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    officer = a_person(rng, words, place=p.place)
    swap = d.chance(0.5)

    def ordered(label: str, mine: str, theirs: str) -> tuple[str, str, str]:
        return (label, theirs, mine) if swap else (label, mine, theirs)

    rows = [
        ordered("", "BAŞVURAN", "FİRMA YETKİLİSİ"),
        ordered("Adı Soyadı", p.name_formal, officer.name_formal),
        ordered("T.C. Kimlik No", d.tckn or "", officer.tckn),
        ordered("Telefon", p.phone.written, officer.phone.written),
        ordered("Unvanı", rng.choice(_WORK), "Şirket Müdürü"),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            Text(f"İlgili firma: {rng.choice(words.companies)}", after=2),
            grid(rows, (0.22, 0.39, 0.39)),
            Gap(3),
            Pair("Başvuranın adresi", p.address, after=3),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    other = Other("officer", officer.name, officer.tckn)
    return finished(d, "beside_officer", (sheet,), other, names=(p.name_formal,))


def family_rows(rng: Random, words: Words) -> Letter:
    """Return a table of the family with the writer in any row, told apart by the last column."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    kin = [
        (role, a_person(rng, words, place=p.place, last=p.last))
        for role in rng.sample(("Eş", "Oğul", "Kız", "Anne", "Kardeş"), 3)
    ]
    rows = [(o.name_upper, o.tckn, role) for role, o in kin]
    rows.insert(rng.randint(0, 3), (p.name_upper, d.tckn or "", "Başvuran"))
    head = ("ADI SOYADI", "T.C. KİMLİK NO", "YAKINLIK")
    signed = d.chance(0.5)
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=5),
            Text(m.office, "center", bold=True, after=6),
            *body(paragraphs(rng, m)),
            Text("Aile bireylerimiz:", after=1),
            grid([head, *rows], (0.45, 0.3, 0.25)),
            Gap(3),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}", after=3),
            Columns(
                (
                    Column(
                        0.6,
                        0.4,
                        (*((Text(p.name_upper, "center", after=0),) if signed else ()), d.ink()),
                    ),
                )
            ),
        )
    )
    others = tuple(Other("relative", o.name, o.tckn) for _, o in kin)
    return finished(d, "family_rows", (sheet,), *others, names=(p.name_upper,))


def heir_table(rng: Random, words: Words) -> Letter:
    """Return an heir's form: the dead person's part first, the applicant's part second."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    dead = a_person(rng, words, place=p.place, last=p.last)
    top = [
        ("Müteveffanın Adı Soyadı", dead.name_formal),
        ("T.C. Kimlik No", dead.tckn),
        ("Ölüm Tarihi", f"{rng.randint(10, 28)}.0{rng.randint(1, 9)}.2025"),
    ]
    below = [
        ("Başvuranın Adı Soyadı", p.name_formal),
        ("T.C. Kimlik No", d.tckn or ""),
        ("Yakınlığı", rng.choice(("Eşi", "Oğlu", "Kızı"))),
        ("Adresi", p.address),
        ("Telefonu", p.phone.written),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            grid(top, (0.36, 0.64), head=False),
            Gap(3),
            grid(below, (0.36, 0.64), head=False),
            Gap(3),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    other = Other("dead", dead.name, dead.tckn)
    return finished(d, "heir_table", (sheet,), other, names=(p.name_formal,))


def small_heads(rng: Random, words: Words) -> Letter:
    """Return a form of boxes with small labels in them: a title, an officer, a clerk as well."""
    d = a_draft(rng, odd(words), tckn_share=0.97)
    p, m = d.person, d.matter
    clerk = a_person(rng, words, place=p.place)
    name = rng.choice((p.name, p.name_upper))
    table = Table(
        (
            (
                Cell(name, label="Başvuru Sahibinin Adı Soyadı"),
                Cell(d.tckn or "", label="T.C. Kimlik Numarası"),
            ),
            (
                Cell(rng.choice(words.male), label="Baba Adı"),
                Cell(p.place.province, label="Doğum Yeri"),
                Cell(rng.choice(_WORK), label="Mesleği"),
            ),
            (Cell(p.address, label="Adres"),),
            (Cell(p.phone.written, label="Telefon"), Cell(d.day_written, label="Tarih")),
            (Cell(" ".join((*m.facts[:3], m.ask)), label="Talep"),),
            (Cell("", label="Başvuranın İmzası"), Cell(clerk.name, label="Başvuruyu Alan Görevli")),
        ),
        ((0.6, 0.4), (0.3, 0.4, 0.3), (1.0,), (0.5, 0.5), (1.0,), (0.5, 0.5)),
        height=12,
    )
    sheet = Sheet((Text(m.office, "center", bold=True, after=5), table))
    other = Other("clerk", clerk.name)
    return finished(d, "small_heads", (sheet,), other, names=(name,))
