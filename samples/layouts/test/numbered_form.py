"""Sealed: measured on, never tuned on. A municipality's form: a table of numbered fields.

The lowest part is the office's own: its record number, its day, its clerk's name.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft
from samples.letter import Cell, Gap, Letter, Other, Sheet, Table, Text
from samples.people import a_person
from samples.words import Words, test_matters

_WIDTHS = (0.36, 0.64)
_OFFICES = ("{} BELEDİYE BAŞKANLIĞI MAKAMINA", "{} BELEDİYESİ HALKLA İLİŞKİLER BİRİMİNE")
_LABELS = (
    ("Ad ve Soyad", "T.C. Kimlik Numaranız", "Annenizin Kızlık Soyadı", "Ev / İş Adresiniz",
     "Telefonunuz", "E-posta Adresiniz", "Başvurunun Özeti"),
    ("Dilekçe Sahibi", "T.C. Nosu", "Anne Evlenmeden Önceki Soyadı", "Yazışma Adresi",
     "Sabit / Cep Tel", "E-mail Adresi", "Talebin Konusu"),
    ("Müracaatçı Adı ve Soyadı", "Vatandaşlık Numarası", "Ana Kızlık Soyadı", "Yerleşim Yeri",
     "GSM Numarası", "Elektronik Posta", "Dilekçe Konusu"),
)  # fmt: skip


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    town = [t for t in test_matters.TOPICS if any("BELEDİYESİ" in o for o in t.offices)]
    d = a_draft(rng, replace(words, topics=tuple(town)), tckn_share=0.97)
    p, m = d.person, d.matter
    office = rng.choice(_OFFICES).format(turkish.upper(p.place.district))
    name = rng.choice((p.name_upper, p.name_formal, p.name))
    maiden = turkish.upper(p.mother_maiden_name) if d.chance(0.5) else None
    email = p.email if d.chance(0.5) else None
    who, number, mother, home, phone, mail, about = rng.choice(_LABELS)
    fields = (
        (who, name),
        (number, d.tckn or ""),
        *(((mother, maiden),) if maiden else ()),
        (home, p.address),
        (phone, p.phone.written),
        (mail, email or ""),
        (about, m.subject),
    )
    mark = rng.choice(("{}- {}", "{}) {}", "{}. {}"))
    rows: list[tuple[Cell, ...]] = [
        (Cell(mark.format(n, label), bold=True), Cell(value))
        for n, (label, value) in enumerate(fields, start=1)
    ]
    text = Cell(" ".join((*m.facts, m.ask)), label=mark.format(len(rows) + 1, "Anlatımınız"))
    last = (
        Cell(d.day_written, label="Doldurulduğu tarih"),
        Cell("\n", label="Başvuranın imzası", ink=rng.getrandbits(32) if d.signed else None),
    )
    clerk = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            Text("T.C.", "center", after=0),
            Text(office, "center", bold=True, after=1),
            Text("DİLEKÇE FORMU", "center", after=5),
            Table((*rows, (text,), last), (*((_WIDTHS,) * len(rows)), (1.0,), (0.5, 0.5)), 9),
            Gap(3),
            _office_use(d, clerk.name_formal),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        email=email,
        addressee=office,
        mother_maiden_name=maiden,
        date=d.day.isoformat(),
        others=(Other("official", clerk.name_formal),),
    )
    return d.letter("test.numbered_form", (sheet,), truth)


def _office_use(d: Draft, clerk: str) -> Table:
    """Return the part that the office fills in."""
    rng = d.rng
    got = d.day + timedelta(days=rng.randint(0, 1))
    return Table(
        (
            (Cell("Bu bölüm belediye tarafından doldurulur", bold=True),),
            (
                Cell(f"{d.day.year}/{rng.randint(100, 9999)}", label="Evrak kayıt sayısı"),
                Cell(f"{got:%d.%m.%Y}", label="Geliş tarihi"),
                Cell(clerk, label="Teslim alan memur"),
            ),
        ),
        ((1.0,), (0.3, 0.3, 0.4)),
        10,
    )
