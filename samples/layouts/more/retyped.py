"""A letter typed throughout in one manner: in capitals, or without Turkish letters."""

from collections.abc import Callable
from dataclasses import replace

from domain import turkish
from samples.letter import Block, Cell, Column, Columns, Letter, Pair, Table, Text

_PLAIN = str.maketrans("çğıöşüÇĞİÖŞÜâîûÂÎÛ", "cgiosuCGIOSUaiuAIU")

Manner = Callable[[str], str]


def plain(text: str) -> str:
    """Return the text as a keyboard without Turkish letters writes it: ``Mehmet Sahin``."""
    return text.translate(_PLAIN)


def capitals(text: str) -> str:
    """Return the text in Turkish capitals: ``MEHMET ŞAHİN``."""
    return turkish.upper(text)


def plain_capitals(text: str) -> str:
    """Return the text in capitals without Turkish letters: ``MEHMET SAHIN``."""
    return plain(turkish.upper(text))


def plain_small(text: str) -> str:
    """Return the text without capitals and Turkish letters: ``mehmet sahin``."""
    return turkish.lower(plain(turkish.lower(text)).replace("I", "i")).translate(_PLAIN)


def retyped(letter: Letter, layout: str, say: Manner) -> Letter:
    """Return the letter with every word on its paper, and so in its truth, typed that way."""
    truth = letter.truth
    names = tuple(say(name) for name in truth.names_written)
    return replace(
        letter,
        layout=f"dev.{layout}",
        sheets=tuple(
            replace(s, blocks=tuple(_retyped(b, say) for b in s.blocks)) for s in letter.sheets
        ),
        truth=replace(
            truth,
            name=names[0],
            names_written=names,
            subject=truth.subject and say(truth.subject),
            address=truth.address and say(truth.address),
            addressee=truth.addressee and say(truth.addressee),
        ),
    )


def _retyped(block: Block, say: Manner) -> Block:
    match block:
        case Text():
            return replace(block, text=say(block.text))
        case Pair():
            return replace(block, label=say(block.label), value=say(block.value))
        case Columns(columns):
            return Columns(
                tuple(
                    Column(c.x, c.width, tuple(_retyped(b, say) for b in c.blocks)) for c in columns
                )
            )
        case Table(rows):
            return replace(block, rows=tuple(tuple(_cell(c, say) for c in row) for row in rows))
        case _:
            return block


def _cell(cell: Cell, say: Manner) -> Cell:
    return replace(cell, text=say(cell.text), label=say(cell.label))
