"""What letters of this stratum share: their truth, their paragraphs, a plain grid."""

from collections.abc import Sequence
from dataclasses import replace

from domain import turkish
from samples.drafting import Draft
from samples.letter import Block, Cell, Letter, Other, Sheet, Table, Text

_PLAIN = str.maketrans("ÇĞİÖŞÜÂÎÛ", "CGIOSUAIU")


def finished(
    d: Draft,
    layout: str,
    sheets: tuple[Sheet, ...],
    *others: Other,
    names: tuple[str, ...],
    subject: str | None = None,
    phone: bool = True,
    address: bool = True,
) -> Letter:
    """Return the letter with the truth of all that its layout put on the paper."""
    truth = replace(
        d.truth(*names),
        subject=subject,
        address=d.person.address if address else None,
        phone=d.person.phone.e164 if phone else None,
        addressee=d.matter.office,
        date=d.day.isoformat(),
        others=others,
    )
    return d.letter(f"dev.{layout}", sheets, truth)


def plain_capitals(name: str) -> str:
    """Return the name as a machine without Turkish letters writes it: ``MEHMET SAHIN``."""
    return turkish.upper(name).translate(_PLAIN)


def body(texts: tuple[str, ...], *, first: float = 10.0) -> tuple[Block, ...]:
    """Return the paragraphs of a letter."""
    return tuple(Text(text, "justify", first=first, after=3) for text in texts)


def grid(rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], *, head: bool = True) -> Table:
    """Return a ruled table of plain cells, its first row in bold when it is a head."""
    cells = tuple(
        tuple(Cell(text, bold=head and number == 0) for text in row)
        for number, row in enumerate(rows)
    )
    return Table(cells, (widths,) * len(cells))
