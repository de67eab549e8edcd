"""Pages built from text, as OCR would give them: one monospace cell a letter, one row a line."""

import re
from collections.abc import Sequence

from domain.geometry import Box
from domain.page import Ink, Line, Page, Read, Word
from domain.tckn import check_digits
from extract import gates
from extract.gates import Regime

CELL, ROW, TOP, LEFT, HEIGHT = 20, 50, 300, 100, 32

LETTER = """                                                   12.03.2026
               ANKARA BÜYÜKŞEHİR BELEDİYE
                     BAŞKANLIĞINA

Konu: Sokak lambasının onarılması

   Mahallemizde bulunan sokak lambası uzun süredir yanmıyor ve akşamları çok karanlık
oluyor. Lambanın onarılmasını talep ediyorum.
   Gereğini saygılarımla arz ederim.

                                                   {name}

T.C. Kimlik No: {tckn}
Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
Tel: 0532 123 45 67"""


def number(nine: str = "245713968") -> str:
    """Return an invented TCKN."""
    return nine + check_digits(nine)


def a_read(text: str, name: str = "page") -> Read:
    lines = []
    for index, row in enumerate(text.split("\n")):
        words = [
            Word(
                m.group(),
                Box(LEFT + m.start() * CELL, TOP + index * ROW, len(m.group()) * CELL - 2, HEIGHT),
                0.95,
            )
            for m in re.finditer(r"\S+", row)
        ]
        if words:
            lines.append(Line(tuple(words)))
    return Read(name, tuple(lines))


def a_page(
    text: str,
    second: str | None = None,
    *,
    number: int = 1,
    ink: Sequence[Ink] = (),
    damaged: bool = False,
) -> Page:
    """Return a page; its second read agrees unless ``second`` says otherwise."""
    return Page(
        number=number,
        width=2480,
        height=3508,
        dpi=300,
        reads=(a_read(text), a_read(text if second is None else second, "second")),
        ink=tuple(ink),
        damaged=damaged,
    )


def signature_at(text: str, name: str) -> Ink:
    """Return ink just below the last line that holds ``name``."""
    rows = text.split("\n")
    row = max(i for i, line in enumerate(rows) if name in line)
    column = rows[row].index(name)
    return Ink(Box(LEFT + column * CELL, TOP + row * ROW + HEIGHT + 4, 200, 60), 900)


def a_letter(
    name: str = "Ayşe YILMAZ", tckn: str | None = None, *, text: str = LETTER, signed: bool = True
) -> Page:
    """Return the plain letter, signed, with an invented number."""
    filled = text.format(name=name, tckn=tckn or number())
    return a_page(filled, ink=[signature_at(filled, name)] if signed else [])


def proven() -> Regime:
    """Return the regime of a house whose audits have opened the gate of one kind of evidence."""
    shipped = gates.as_shipped()
    return Regime(shipped.open_gates | {"name.two_reads"}, shipped.curves)
