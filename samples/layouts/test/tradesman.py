"""Sealed: measured on, never tuned on. A tradesman's paper: a head in two columns, his tax number.

Shop, reference number, subject and an earlier letter at the left, day at the right; his shop's
stamp lies on the signature.
"""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import (
    Block,
    Column,
    Columns,
    Gap,
    Letter,
    Pair,
    Pressed,
    Rule,
    Sheet,
    Stamp,
    Text,
)
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} BELEDİYESİ RUHSAT VE DENETİM MÜDÜRLÜĞÜNE",
            "{PROVINCE} ESNAF VE SANATKÂRLAR ODALARI BİRLİĞİNE",
        ),
        subjects=("Tezgâh yerinin genişletilmesi", "Tente ruhsatının yenilenmesi"),
        facts=(
            "Aynı dükkânda babamdan devraldığım işi {year} yılından beri sürdürüyorum.",
            "Kaldırım çalışması sırasında tentem sökülmüş, yerine takmama izin çıkmamıştır.",
            "Yağmurda mal ıslanıyor, zararım {amount} lirayı aştı.",
            "Ruhsatımın sayısı {file} olup süresi dolmamıştır.",
        ),
        asks=("Gereken iznin verilmesini esnaf olarak beklemekteyim.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("GELİR İDARESİ BAŞKANLIĞINA", "{DISTRICT} MAL MÜDÜRLÜĞÜNE"),
        subjects=("Yazar kasa için kesilen ceza", "Usulsüzlük cezasına karşı çıkışım"),
        facts=(
            "{day} günü dükkâna gelen yoklama memuru fiş vermediğim gerekçesiyle ceza yazdı.",
            "Oysa cihaz arızalıydı ve servis kâğıdı tezgâhın üstünde duruyordu.",
            "Ceza ihbarnamesinin numarası {number} olarak geçmektedir.",
            "Otuz yıllık esnafım, vergimi bir gün geciktirmedim.",
        ),
        asks=("Cezanın geri alınmasını ve memurun dinlenmesini talep ediyorum.",),
    ),
    Topic(
        kind=Kind.GORUS,
        offices=("TİCARET BAKANLIĞI ESNAF, SANATKÂRLAR VE KOOPERATİFÇİLİK GENEL MÜDÜRLÜĞÜNE",),
        subjects=("Zincir marketlerin pazar günü açılması", "Perakende yasa taslağına dair fikrim"),
        facts=(
            "Mahallemizde son {number} metrede dört zincir market açıldı.",
            "Pazar günleri kapalı olmaları hâlinde bakkal nefes alır kanısındayım.",
            "Avrupa'daki akrabalarım orada uygulamanın böyle olduğunu anlatıyor.",
        ),
        asks=("Taslak hazırlanırken küçük esnafın da dinlenmesini isterim.",),
    ),
)
_TRADES = ("BAKKALİYESİ", "KASABI", "OTO TAMİR", "TERZİHANESİ", "KURUYEMİŞ", "ELEKTRİK TİCARET")
_LABELS = (
    ("Yazı no", "Yazının konusu", "İlgi yazı"),
    ("SAYIMIZ", "KONUMUZ", "İLGİSİ"),
    ("Evrak sayısı", "Konu başlığı", "İlgili yazınız"),
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS), tckn_share=0.6, foreigner_share=0.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name_upper))
    shop = turkish.upper(f"{p.last} {rng.choice(_TRADES)}")
    tax = str(rng.randint(10**9, 10**10 - 1))
    earlier = f"{rng.randint(1, 28):02d}.0{rng.randint(1, 9)}.{d.day.year - 1}"
    email = p.email if d.chance(0.5) else None
    reference, about, related = rng.choice(_LABELS)
    lines = (
        Pair(reference, f"{d.day.year}/{rng.randint(1, 60)}", tab=34),
        Pair(about, m.subject, tab=34),
        Pair(related, f"{earlier} gün ve {rng.randint(100, 99_999)} sayılı yazı", tab=34),
    )
    stamp = _stamp(d, shop, tax)
    sheet = Sheet(
        (
            *_head(d, shop, tax, email),
            Columns(
                (Column(0.0, 0.68, lines), Column(0.72, 0.28, (Text(d.day_written, "right"),)))
            ),
            Gap(5),
            Text(m.office, "center", bold=True, after=6),
            *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
            Gap(6),
            Columns(
                (
                    Column(
                        0.52,
                        0.48,
                        (
                            Text(name, "center", after=0),
                            *((Pressed(stamp),) if d.chance(0.7) else ()),
                            Text(rng.choice(("Esnaf", "İş yeri sahibi")), "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            Gap(8),
            *((Text(f"Şahıs kimlik numaram: {d.tckn}"),) if d.tckn else ()),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        email=email,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.tradesman", (sheet,), truth)


def _stamp(d: Draft, shop: str, tax: str) -> Stamp:
    """Return the shop's stamp (kaşe)."""
    p, rng = d.person, d.rng
    return Stamp(
        rng.uniform(-8, 6),
        rng.uniform(-9, 2),
        (
            shop,
            p.address.split(" No", maxsplit=1)[0],
            f"{turkish.upper(p.place.district)} V.D. {tax}",
        ),
        rng.uniform(-9, 9),
        tone=rng.randint(70, 150),
    )


def _head(d: Draft, shop: str, tax: str, email: str | None) -> tuple[Block, ...]:
    """Return the shop's head: name and trade at the left, numbers at the right."""
    p, rng = d.person, d.rng
    left: tuple[Block, ...] = (
        Text(shop, bold=True, grow=3, after=0),
        Text(p.address, grow=-1.5, after=0),
    )
    right: tuple[Block, ...] = (
        Text(f"Tlf. {p.phone.written}", "right", grow=-1.5, after=0),
        Text(f"{p.place.district} Vergi Dairesi VKN {tax}", "right", grow=-1.5, after=0),
        Text(f"Oda sicili {rng.randint(10_000, 999_999)}", "right", grow=-1.5, after=0),
        *((Text(email, "right", grow=-1.5),) if email else ()),
    )
    return (Columns((Column(0.0, 0.54, left), Column(0.56, 0.44, right))), Rule(0.6), Gap(2))
