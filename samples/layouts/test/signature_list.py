"""Sealed: measured on, never tuned on. A joint petition: signatories in a table, one spokesman.

The spokesman may stand in any row of the list; he is named as such in a sentence.
"""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import Draft, a_draft
from samples.letter import Block, Cell, Gap, Letter, Other, Pair, Sheet, Table, Text
from samples.people import Person, a_person
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} BELEDİYESİ SU VE KANALİZASYON MÜDÜRLÜĞÜNE",
            "{PROVINCE} VALİLİK MAKAMINA",
        ),
        subjects=("{village} içme suyu", "İçme suyu hattının yapılması"),
        facts=(
            "{village} sakinleri olarak temiz suya ulaşamıyoruz.",
            "Kuyu suyunun tahlilinde kireç ve nitrat yüksek çıkmıştır.",
            "Tankerle gelen su haftada bir gün yetişiyor.",
            "Şebeke için {year} yılında söz verilmiş, {number} numaralı keşif dosyası açılmıştı.",
        ),
        asks=("Hattın bu sene köyümüze ulaştırılmasını talep ediyoruz.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "{DISTRICT} BELEDİYESİ İMAR VE ŞEHİRCİLİK MÜDÜRLÜĞÜNE",
            "{DISTRICT} KAYMAKAMLIK MAKAMINA",
        ),
        subjects=("Şantiyenin verdiği rahatsızlık", "{street} Sokaktaki inşaat"),
        facts=(
            "{street} Sokaktaki inşaatta sabahın beşinde beton dökülüyor.",
            "Vinç kolu evlerimizin üstünden geçiyor, düşen parçalar arabalara zarar verdi.",
            "Şantiye şefi ruhsatımız var diyerek bizi dinlemiyor.",
            "{day} günü polis çağrıldı, ertesi gün aynı gürültü sürdü.",
        ),
        asks=("Çalışma saatlerine uyulmasının sağlanmasını istiyoruz.",),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=("{DISTRICT} BELEDİYESİ KÜLTÜR VE SOSYAL İŞLER MÜDÜRLÜĞÜNE",),
        subjects=("Boş binanın kadın kursuna verilmesi", "Eski okul binasının değerlendirilmesi"),
        facts=(
            "{village} eski ilkokulu {year} yılından beri kapalıdır.",
            "Binanın çatısı sağlam, elektriği ve suyu bağlıdır.",
            "Köyümüzün kadınları dikiş ve halı kursu için yer aramaktadır.",
            "Temizliğini ve boyasını biz üstleniriz.",
        ),
        asks=("Binanın bu iş için bize açılmasını hep birlikte öneriyoruz.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{PROVINCE} KARAYOLLARI BÖLGE MÜDÜRLÜĞÜNE", "{PROVINCE} VALİLİK MAKAMINA"),
        subjects=("Köy kavşağındaki kazalar", "Kavşağa ışık konulmaması"),
        facts=(
            "{village} kavşağında bu yıl dört kaza oldu, bir komşumuzu kaybettik.",
            "Virajda ağaçlar tabelayı kapatıyor.",
            "{file} sayılı eski dilekçemize yer uygun değil denildi.",
            "Öğrenci servisi her sabah aynı kavşaktan dönmek zorundadır.",
        ),
        asks=("Buraya ışık ya da kasis konulmamasından şikâyetçiyiz.",),
    ),
)
_HEADS = (
    ("Sıra", "İsim Soyisim", "Kimlik Numarası", "İmzası"),
    ("S.N.", "AD SOYAD", "T.C. NUMARASI", "İMZALAR"),
)
_WIDTHS = (0.1, 0.36, 0.28, 0.26)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    capitals = d.chance(0.4)
    others = [a_person(rng, words, place=p.place) for _ in range(rng.randint(2, 7))]
    signers = [*others]
    signers.insert(rng.randint(0, len(others)), p)
    name = _shown(p, capitals=capitals)
    spoken, extra = _spokesman(d, name)
    text = (
        f"Bizler aşağıdaki listede imzası bulunan {len(signers)} kişiyiz.",
        " ".join(m.facts),
        m.ask,
        spoken,
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            Pair("Müracaatın konusu", m.subject, after=4),
            *(Text(t, "justify", first=8, after=2) for t in text),
            *extra,
            Text(d.day_written, "right", after=3),
            _list(d, signers, capitals=capitals),
            Gap(2),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=tuple(Other("signatory", _shown(o, capitals=capitals), o.tckn) for o in others),
        marks=("joint",),
    )
    return d.letter("test.signature_list", (sheet,), truth)


def _shown(person: Person, *, capitals: bool) -> str:
    return turkish.upper(person.name) if capitals else person.name


def _spokesman(d: Draft, name: str) -> tuple[str, tuple[Block, ...]]:
    """Return the sentence that names the spokesman, and the lines to reach him by."""
    p = d.person
    if d.chance(0.5):
        return (
            f"Cevabın, hepimiz adına sözcümüz {name} tarafından teslim alınmasını kabul ediyoruz. "
            f"Kendisi {p.address} adresinde oturur, {p.phone.written} numaradan bulunur."
        ), (Gap(3),)
    return f"Yazışmalar için aramızdan {name} seçilmiştir.", (
        Gap(2),
        Pair("Sözcünün evi", p.address, bold=False),
        Pair("Sözcünün telefonu", p.phone.written, bold=False, after=3),
    )


def _list(d: Draft, signers: list[Person], *, capitals: bool) -> Table:
    head = tuple(Cell(text, bold=True) for text in d.rng.choice(_HEADS))
    rows = [
        (
            Cell(str(n)),
            Cell(_shown(who, capitals=capitals)),
            Cell(who.tckn),
            Cell("", ink=d.rng.getrandbits(32) if d.signed else None),
        )
        for n, who in enumerate(signers, start=1)
    ]
    return Table((head, *rows), (_WIDTHS,) * (len(rows) + 1), 11)
