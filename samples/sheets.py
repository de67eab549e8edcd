"""Sheets that lie between and behind letters: separators, envelopes, attachments, second pages."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import zxingcpp
from pdf2image import convert_from_bytes
from PIL import Image, ImageDraw

from dilekce import separator
from domain import turkish
from domain.page import SEPARATOR_CODE
from samples import render
from samples.drafting import a_matter
from samples.fonts import load
from samples.layouts import WORDS, SetName
from samples.letter import Block, Gap, Letter, Pair, Rule, Sheet, Text
from samples.people import Person, a_person
from samples.words import Words

#: Body paragraphs are at least this long, so that a page is turned in the body.
_PARAGRAPH = 60


def continued(rng: Random, words: Words, letter: Letter) -> Letter:
    """Return the letter with a longer body over two pages; as it was when it has no plain body."""
    sheet = letter.sheets[-1]
    body = [i for i, b in enumerate(sheet.blocks) if isinstance(b, Text) and _is_body(b)]
    if not body:
        return letter
    topic = rng.choice(words.topics)
    more = [a_matter(rng, words, letter.sender, topic, letter.written_on).facts for _ in range(2)]
    model = sheet.blocks[body[0]]
    assert isinstance(model, Text)
    first = (*sheet.blocks[: body[-1]], *(replace(model, text=t) for t in more[0]))
    second = (*(replace(model, text=t) for t in more[1]), *sheet.blocks[body[-1] :])
    pages = (Sheet(first), Sheet(second, sheet.stamps))
    return replace(letter, sheets=(*letter.sheets[:-1], *pages))


def _is_body(block: Text) -> bool:
    return block.align in ("justify", "left") and len(block.text) >= _PARAGRAPH and not block.italic


def _identity_card(_: Random, __: Words, who: Person) -> tuple[Block, ...]:
    return (
        Gap(60),
        Text("TÜRKİYE CUMHURİYETİ KİMLİK KARTI", "center", bold=True),
        Text("REPUBLIC OF TURKEY IDENTITY CARD", "center", grow=-3, after=4),
        Pair("T.C. Kimlik No / TR Identity No", who.tckn, sep=" "),
        Pair("Soyadı / Surname", turkish.upper(who.last), sep=" "),
        Pair("Adı / Given Name(s)", turkish.upper(who.first), sep=" "),
        Text("ASLI GİBİDİR", "right", after=8),
    )


def _bill(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    return (
        Text(turkish.upper(rng.choice(words.companies)), bold=True, grow=2),
        Text("ELEKTRİK FATURASI", "right", bold=True, grow=3, after=5),
        Pair("Abone No", str(rng.randint(10**9, 10**10 - 1)), tab=50),
        Pair("Müşteri", who.name_upper, tab=50),
        Pair("Tesisat Adresi", who.address, tab=50),
        Pair("Son Ödeme Tarihi", f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2026", tab=50),
        Rule(),
        Pair("Aktif Tüketim (kWh)", str(rng.randint(80, 400)), tab=90),
        Pair("Enerji Bedeli", f"{rng.randint(100, 900)},{rng.randint(10, 99)} TL", tab=90),
        Pair("KDV (%20)", f"{rng.randint(20, 180)},{rng.randint(10, 99)} TL", tab=90),
        Pair("ÖDENECEK TUTAR", f"{rng.randint(200, 999)},00 TL", tab=90),
    )


def _contract(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    owner = a_person(rng, words, place=who.place)
    return (
        Text("KİRA SÖZLEŞMESİ", "center", bold=True, grow=3, after=8),
        Pair("Kiralananın adresi", who.address, tab=50),
        Pair("Kiraya verenin adı soyadı", owner.name, tab=60),
        Pair("Kiracının adı soyadı", who.name, tab=60),
        Pair("Bir aylık kira karşılığı", f"{rng.randint(9, 40)}.000 TL", tab=60, after=6),
        Text("GENEL ŞARTLAR", "center", bold=True),
        Text("1- Kiracı, kiralananı özenle kullanmak zorundadır.", "justify"),
        Text("2- Kiracı, kiralananı başkasına devredemez, yarı yarıya kiralayamaz.", "justify"),
        Text("3- Kira bedeli her ayın beşinci gününe kadar ödenir.", "justify", after=30),
    )


def _reply(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    official = a_person(rng, words, place=who.place)
    return (
        Text("T.C.", "center", after=0),
        Text(f"{turkish.upper(who.place.district)} KAYMAKAMLIĞI", "center", bold=True, after=8),
        Pair("Sayı", f"E-{rng.randint(10**7, 10**8)}-{rng.randint(100, 999)}", tab=16),
        Pair("Konu", "Başvurunuz", tab=16, after=8),
        Text(f"Sayın {who.name}", "center", after=6),
        Text(
            "İlgi dilekçenizde belirttiğiniz hususlar incelenmiş olup konu ilgili birime "
            "iletilmiştir. Sonucundan tarafınıza ayrıca bilgi verilecektir.",
            "justify",
            first=12,
        ),
        Text("Bilgilerinize rica ederim.", first=12, after=12),
        Text(official.name, "right", after=0),
        Text("Kaymakam a.", "right"),
    )


def _decision(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    head = a_person(rng, words, place=who.place)
    return (
        Text("T.C.", "center", after=0),
        Text(f"{turkish.upper(who.place.province)} VALİLİĞİ", "center", after=0),
        Text("Sosyal Hizmetler İl Müdürlüğü", "center", after=8),
        Pair("SAYI", f"{rng.randint(10**6, 10**7)}/{rng.randint(10, 99)}", tab=18),
        Pair("KONU", "Talebinizin sonucu", tab=18, after=6),
        Text(f"Sayın {who.name_upper}", after=5),
        Text("Müracaatınız değerlendirilmiş, gerekli şartlar oluşmadığından uygun görülmemiştir."),
        Text("Bilgi edinilmesini rica ederim.", after=10),
        Text(head.name_formal, "right", after=0),
        Text("Müdür Yardımcısı", "right"),
    )


def _report(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    doctor = a_person(rng, words, place=who.place)
    return (
        Text("T.C.", "center"),
        Text("SAĞLIK BAKANLIĞI", "center", bold=True),
        Text(f"{turkish.upper(who.place.province)} DEVLET HASTANESİ", "center", bold=True, after=5),
        Text("SAĞLIK KURULU RAPORU", "center", bold=True, grow=2, after=6),
        Pair("Hastanın adı soyadı", who.name, tab=50),
        Pair("T.C. kimlik no", who.tckn, tab=50),
        Pair("Tanı", "Lomber disk hernisi", tab=50),
        Text("Karar: Altı ay süreyle ağır işte çalıştırılması uygun değildir.", after=20),
        Text(f"Uzm. Dr. {doctor.name}", "right"),
    )


def _receipt(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    return (
        Text("BANKA DEKONTU", "center", bold=True, grow=2, after=6),
        Pair("İşlem tarihi", f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2026", tab=45),
        Pair("Gönderen", who.name_upper, tab=45),
        Pair("Alıcı", turkish.upper(rng.choice(words.companies)), tab=45),
        Pair("IBAN", f"TR{rng.randint(10, 99)} 0006 4000 0011 2345 6789 01", tab=45),
        Pair("Tutar", f"{rng.randint(1, 9)}.{rng.randint(100, 999)},00 TL", tab=45),
    )


def _deed(rng: Random, words: Words, who: Person) -> tuple[Block, ...]:
    return (
        Text("TÜRKİYE CUMHURİYETİ", "center", bold=True),
        Text("TAPU SENEDİ", "center", bold=True, grow=6, after=8),
        Pair("İli", who.place.province, tab=40),
        Pair("İlçesi", who.place.district, tab=40),
        Pair("Mahallesi", rng.choice(words.neighbourhoods), tab=40),
        Pair("Ada / Parsel", f"{rng.randint(10, 900)} / {rng.randint(1, 90)}", tab=40),
        Pair("Niteliği", "Kargir ev ve bahçesi", tab=40),
        Pair("Sahibi", who.name_upper, tab=40),
    )


_Attachment = Callable[[Random, Words, Person], tuple[Block, ...]]
_ATTACHMENTS: dict[SetName, tuple[_Attachment, ...]] = {
    "dev": (_identity_card, _bill, _contract, _reply),
    "test": (_report, _receipt, _deed, _decision),
}


def attachments(rng: Random, set_name: SetName, letter: Letter, count: int) -> list[Image.Image]:
    """Return so many different papers that the petitioner laid behind the letter."""
    kinds = rng.sample(_ATTACHMENTS[set_name], count)
    drawn = tuple(Sheet(kind(rng, WORDS[set_name], letter.sender)) for kind in kinds)
    return render.pages(replace(letter, sheets=drawn))


def envelope(rng: Random, letter: Letter) -> Image.Image:
    """Return the front of the envelope on the scanner's glass: sender, addressee, postmark."""
    who = letter.sender
    office = letter.truth.addressee or "VALİLİK MAKAMINA"
    blocks = (
        Pair("Gönderen", who.name),
        Text(who.address, after=45),
        Text(office, indent=70, after=1),
        Text(f"{who.place.district} / {turkish.upper(who.place.province)}", indent=70),
        *((Text("TAAHHÜTLÜ", bold=True, grow=3),) if rng.random() < 0.4 else ()),
    )
    page = render.pages(replace(letter, sheets=(Sheet(blocks),)))[0]
    _postmark(page, rng, who.place.district, f"{letter.written_on:%d.%m.%Y}")
    return page


def _postmark(page: Image.Image, rng: Random, town: str, day: str) -> None:
    x, y, r = rng.randint(1700, 2000), rng.randint(320, 480), 170
    draw = ImageDraw.Draw(page)
    for inset in (0, 45):
        box = (x - r + inset, y - r + inset, x + r - inset, y + r - inset)
        draw.ellipse(box, outline=70, width=6)
    face = load("LiberationSans-Bold", 34)
    draw.text((x, y - 30), f"PTT {turkish.upper(town)}", font=face, fill=70, anchor="mm")
    draw.text((x, y + 20), day, font=face, fill=70, anchor="mm")
    for row in range(4):
        draw.line((x + r, y - 60 + 40 * row, x + r + 260, y - 75 + 40 * row), fill=70, width=6)


def separator_sheet(rng: Random, *, worn: bool) -> Image.Image:
    """Return a separator of any kind in use; ``worn``: copied again and again, or scratched."""
    page = rng.choice((_ours, _ours, _barcode_sheet, _word_sheet))(rng)
    return _worn(rng, page) if worn else page


def _ours(_: Random) -> Image.Image:
    return convert_from_bytes(separator.sheet(), dpi=render.DPI, grayscale=True)[0]


def _barcode_sheet(_: Random) -> Image.Image:
    page = Image.new("L", (render.WIDTH, render.HEIGHT), 255)
    code = zxingcpp.create_barcode(SEPARATOR_CODE, zxingcpp.BarcodeFormat.Code128)
    bars = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=7)))
    page.paste(bars.resize((bars.width, 320)), ((render.WIDTH - bars.width) // 2, 500))
    face = load("LiberationSans-Bold", 150)
    draw = ImageDraw.Draw(page)
    draw.text((render.WIDTH / 2, 1300), "DİLEKÇE AYRACI", font=face, fill=0, anchor="mm")
    return page


def _word_sheet(rng: Random) -> Image.Image:
    page = Image.new("L", (render.WIDTH, render.HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    words = rng.choice(("AYIRICI SAYFA", "DİLEKÇE AYRACI", "SEPARATOR", "AYRAÇ SAYFASI"))
    for y in (700, 2600):
        face = load("LiberationSans-Bold", 210)
        draw.text((render.WIDTH / 2, y), words, font=face, fill=0, anchor="mm")
    return page


def _worn(rng: Random, page: Image.Image) -> Image.Image:
    """Copy the sheet on a bad copier, or let paper tear and marker run over its codes."""
    grey = np.asarray(page).copy()
    if rng.random() < 0.5:
        grain = np.random.default_rng(rng.getrandbits(32))
        for _ in range(rng.randint(2, 4)):
            soft = cv2.GaussianBlur(grey, (0, 0), rng.uniform(2.0, 4.0)).astype(np.float32)
            noisy = soft + grain.normal(0, 30, soft.shape)
            grey = np.where(noisy > rng.uniform(110, 160), 255, 0).astype(np.uint8)
        return Image.fromarray(grey)
    for _ in range(rng.randint(6, 12)):
        one = (rng.randint(0, render.WIDTH), rng.randint(0, render.HEIGHT))
        two = (rng.randint(0, render.WIDTH), rng.randint(0, render.HEIGHT))
        cv2.line(grey, one, two, (rng.choice((0, 0, 255)),), rng.randint(8, 30))
    torn = rng.randint(600, 1000)
    corner = np.array([[0, 0], [torn, 0], [0, torn]], np.int32)
    cv2.fillPoly(grey, [corner], (255,))
    return Image.fromarray(grey)
