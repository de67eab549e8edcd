"""The letter that asks for what a petition lacks, in the form of regulation 2646 (RG 10.6.2020).

Head, number, date, subject, addressee, reference, text, signature and contact in their order, Times
(Liberation Serif, of the same widths) 12 points. Number and date come with its registration, the
signature by hand. A private person is not asked with "rica ederim" but greeted with "Saygılarımla".
"""

from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from domain import turkish
from domain.errors import Stop
from domain.person import parted
from domain.reply import Lack, Reply, Sender

_FONTS = Path("/usr/share/fonts/truetype/liberation")
_STYLES = {"": "Regular"}
_FONT, _POINTS, _SMALL = "letter", 12, 9
_MARGIN, _LINE = 25.0, 6.0  #: mm
_INDENT = "\N{NO-BREAK SPACE}" * 10  #: a plain space would be stretched
_BLANK = "……………………………"

_INTRODUCTION = (
    "İlgide kayıtlı başvurunuz Kurumumuza ulaşmış ve kayda alınmıştır. Başvurunuzun "
    "incelenebilmesi için {why}aşağıdaki eksiklerin giderilmesi gerekmektedir:"
)
_CONTINUED = (
    "Eksikleri giderilmiş başvurunuzu, bu yazının bir örneğiyle birlikte Kurumumuza göndermeniz "
    "halinde işlemlere devam edilecektir."
)
_FINE = "Faksla gönderecekseniz okunabilirlik için cihazınızı ince (fine) çözünürlüğe ayarlayınız."
_ASKS = {
    Lack.NAME: "Adınızı ve soyadınızı okunaklı olarak yazınız.",
    Lack.SIGNATURE: "Dilekçenizi imzalayınız.",
    Lack.ADDRESS: "İkametgâh veya iş adresinizi açık olarak yazınız.",
    Lack.TCKN: (
        "Yazdığınız T.C. kimlik numarası okunamamıştır. Kanun bu numarayı şart koşmaz; "
        "bildirmek isterseniz rakamları ayrı ayrı ve okunaklı yazınız."
    ),
}
_LAWS = {
    False: "3071 sayılı Dilekçe Hakkının Kullanılmasına Dair Kanunun 4 üncü maddesi",
    True: "4982 sayılı Bilgi Edinme Hakkı Kanununun 6 ncı maddesi",
}


def has_font() -> bool:
    """Say whether letters can be drawn here."""
    return all((_FONTS / f"LiberationSerif-{name}.ttf").is_file() for name in _STYLES.values())


def letter_text(reply: Reply) -> list[str]:
    """Return the paragraphs of the text, without reference and signature."""
    legal = any(lack is not Lack.TCKN for lack in reply.lacks)
    why = f"{_LAWS[reply.information]} uyarınca " if legal else ""
    asked = [f"{n}. {_ASKS[lack]}" for n, lack in enumerate(reply.lacks, 1)]
    fine = (_FINE,) if reply.by_fax else ()
    introduction = _INTRODUCTION.format(why=why)
    return [introduction, *asked, _CONTINUED, *fine, "Bilgilerinize sunulur.", "Saygılarımla."]


def letter_pdf(reply: Reply, sender: Sender) -> bytes:
    """Return the letter as a PDF of one A4 page; raises ``Stop`` without its font."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    if not has_font():
        raise Stop("reply.font", "install the Debian package fonts-liberation")
    for style, name in _STYLES.items():
        pdf.add_font(_FONT, style, _FONTS / f"LiberationSerif-{name}.ttf")
    pdf.set_title("Eksik bilgi bildirimi")
    pdf.add_page()
    pdf.set_font(_FONT, size=_POINTS)
    _head(pdf, sender)
    _addressee(pdf, reply)
    _body(pdf, reply)
    _signature(pdf, sender)
    _foot(pdf, sender)
    return bytes(pdf.output())


def _head(pdf: FPDF, sender: Sender) -> None:
    for line in ("T.C.", turkish.upper(sender.institution) or _BLANK, sender.unit):
        if line:
            _row(pdf, line, "C")
    pdf.ln(_LINE)
    pdf.cell(90, _LINE, "Sayı  : ………………………")
    _row(pdf, "…… / …… / 20……", "R")
    _row(pdf, "Konu : Başvurunuzdaki eksikler")
    pdf.ln(2 * _LINE)


def _addressee(pdf: FPDF, reply: Reply) -> None:
    _row(pdf, f"Sayın {_formal(reply.name)}" if reply.name else f"Sayın {_BLANK}", "C")
    for line in (reply.address or _BLANK).splitlines():
        pdf.multi_cell(0, _LINE, line, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(_LINE)
    channel = "faksla gelen" if reply.by_fax else "postayla gelen"
    _row(pdf, f"İlgi   : {reply.received_on} tarihinde {channel} başvurunuz.")
    pdf.ln(_LINE)


def _formal(name: str) -> str:
    """Return a name as letters write it: ``Işıl ÇAĞLAYANGİL``."""
    parts = parted(name)
    return f"{parts.given} {turkish.upper(parts.family)}" if parts else name


def _body(pdf: FPDF, reply: Reply) -> None:
    for text in letter_text(reply):
        pdf.multi_cell(
            0, _LINE, f"{_INDENT}{text}", align=Align.J, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )


def _signature(pdf: FPDF, sender: Sender) -> None:
    pdf.ln(4 * _LINE)
    for line in (sender.signer or _BLANK, sender.title or _BLANK):
        pdf.set_x(-_MARGIN - 70)
        pdf.cell(70, _LINE, line, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _foot(pdf: FPDF, sender: Sender) -> None:
    if not sender.contact:
        return
    pdf.set_auto_page_break(auto=False)
    pdf.set_font(_FONT, size=_SMALL)
    pdf.set_y(-_MARGIN + 3)
    pdf.line(_MARGIN, pdf.get_y() - 1, pdf.w - _MARGIN, pdf.get_y() - 1)
    pdf.multi_cell(0, 4, sender.contact, align=Align.L)


def _row(pdf: FPDF, text: str, align: str = "L") -> None:
    pdf.cell(0, _LINE, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
