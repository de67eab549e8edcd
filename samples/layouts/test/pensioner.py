"""Sealed: measured on, never tuned on. A pensioner's letter full of numbers that are none of his.

Allowance, registry, subscriber and account numbers of ten to thirteen digits, and an IBAN.
"""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Sheet, Text
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=("SOSYAL GÜVENLİK KURUMU EMEKLİLİK HİZMETLERİ GENEL MÜDÜRLÜĞÜNE",),
        subjects=("Aylığımın başka bankadan ödenmesi", "Banka değişikliği isteği"),
        facts=(
            "{year} yılında emekli oldum, aylığımı memleketteki banka şubesinden alıyorum.",
            "Yaşım ilerledi, bankaya gidip gelmek bana ağır geliyor.",
            "Yeni hesabımın IBAN numarası {iban} olup kendi adımadır.",
            "Eski hesap numaram {account} idi, o hesabı kapattıracağım.",
        ),
        asks=("Bundan sonraki aylıkların yeni hesabıma yatırılmasını istirham ederim.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{PROVINCE} SOSYAL GÜVENLİK İL MÜDÜRLÜĞÜ TAHSİSLER SERVİSİNE",),
        subjects=("Maaşımdan yapılan kesinti", "Emekli aylığından haksız kesinti"),
        facts=(
            "Geçen aydan beri maaşımdan {amount} lira eksik yatıyor.",
            "Sorduğumda {number} sayılı icra dosyası olduğunu söylediler, benim borcum yoktur.",
            "İcra dosyasındaki kişi isim benzerliğinden bana yazılmış olabilir.",
            "Kesilen para {iban} hesabına gitmiş görünüyor.",
        ),
        asks=("Kesintinin durdurulup paramın geri verilmesini talep ederim.",),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{PROVINCE} SOSYAL GÜVENLİK İL MÜDÜRLÜĞÜ SAĞLIK SERVİSİNE",),
        subjects=("İlaç katılım payı muafiyeti", "Cihaz bedelinin karşılanması"),
        facts=(
            "Şeker ve tansiyon hastasıyım, raporlu ilaç kullanıyorum.",
            "E-rapor takip numaram {subscriber}, reçete numaram {account} olarak yazılıdır.",
            "Eczane her ay {amount} lira fark istiyor.",
            "İşitme cihazımın faturasını {day} günü teslim ettim, ödeme gelmedi.",
        ),
        asks=("Farkın kaldırılmasını, ödememin yapılmasını saygıyla beklerim.",),
    ),
)
_ROWS = (
    ("Tahsis Numaram", "Sigorta Sicilim", "Abone numaram (elektrik)"),
    ("EMEKLİ TAHSİS NO", "S.S.K. SİCİL NO", "SU ABONE NO"),
    ("Emeklilik dosya no", "Bağ-Kur no", "Müşteri no"),
)
_WHO = (
    ("Kimlik Numaram", "Evim", "Cep Telefonum"),
    ("VATANDAŞLIK NO", "OTURDUĞUM ADRES", "TELEFON NUMARAM"),
    ("T.C. Kimlik Numarası", "Açık adres", "Telefon no"),
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    groups = " ".join(f"{rng.randint(0, 9999):04d}" for _ in range(5))
    iban = f"TR{rng.randint(10, 99)} {groups} {rng.randint(0, 99):02d}"
    account = str(rng.randint(10**10, 10**11 - 1))
    topics = tuple(
        replace(t, facts=tuple(_filled(f, iban=iban, account=account) for f in t.facts))
        for t in _TOPICS
    )
    d = a_draft(rng, replace(words, topics=topics), foreigner_share=0.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    titled = d.chance(0.6)
    mixed = d.chance(0.5)  # whether his own number stands among the others
    lines = (*_others(d), *_own(d)) if mixed else ()
    rng.shuffle(shuffled := list(lines))
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=5),
            Text(m.office, "center", bold=d.chance(0.5), after=2),
            Text(p.place.province, "center", after=6),
            *((Pair("Dilekçemin konusu", m.subject, after=5),) if titled else ()),
            *shuffled,
            *((Gap(3),) if mixed else ()),
            *(Text(t, "left", first=10, after=3) for t in paragraphs(rng, m)),
            Gap(6),
            Columns((Column(0.55, 0.45, (Text(name, "center", after=0), Text("Emekli", "center",
                     after=0), d.ink())),)),
            Gap(4),
            *(() if mixed else (*_own(d), *_others(d))),
        )
    )  # fmt: skip
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.pensioner", (sheet,), truth)


def _filled(fact: str, **values: str) -> str:
    for name, value in values.items():
        fact = fact.replace(f"{{{name}}}", value)
    return fact


def _others(d: Draft) -> tuple[Block, ...]:
    """Return the numbers that are none of a person: ten, thirteen and eleven digits."""
    rng = d.rng
    digits = (rng.randint(10**9, 10**10 - 1), rng.randint(10**12, 10**13 - 1),
              rng.randint(10**10, 10**11 - 1))  # fmt: skip
    labels = rng.choice(_ROWS)
    return tuple(Pair(k, str(v), bold=False) for k, v in zip(labels, digits, strict=True))


def _own(d: Draft) -> tuple[Block, ...]:
    number, home, phone = d.rng.choice(_WHO)
    return (
        *((Pair(number, d.tckn, bold=False),) if d.tckn else ()),
        Pair(home, d.person.address, bold=False),
        Pair(phone, d.person.phone.written, bold=False),
    )
