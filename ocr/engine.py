"""What an OCR engine must do, whichever it is: words of one image, with boxes and confidence.

Engines are values (frozen, picklable) without state, so that a child process can be handed one.
"""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from domain.errors import Stop
from domain.page import Word
from ocr import models
from ocr.pixels import Grey

#: What a letter is written in: a model that lacks one of these cannot read Turkish.
_TURKISH = frozenset("abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ0123456789")
_MAIL = frozenset("@._-")


class Segmentation(IntEnum):
    """How the engine should look for lines; the numbers are tesseract's page segmentation modes."""

    PAGE = 3  #: columns, paragraphs, sideways text: whatever is there
    BLOCK = 6  #: one block of lines under each other
    LINE = 7  #: a single line


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one image shall be read."""

    languages: str = "tur"  #: model names joined by ``+``
    segmentation: Segmentation = Segmentation.PAGE
    whitelist: str = ""  #: the only characters allowed; empty: all
    dpi: int = 300  #: dots per inch of the image handed over
    timeout: float = 60.0  #: seconds until the engine is killed


@dataclass(frozen=True, slots=True)
class Atom:
    """A word as the engine gave it, and the engine's own line it belongs to."""

    word: Word  #: box in pixels of the image that was read
    line: tuple[int, int, int]  #: block, paragraph, line: equal for words of one engine line


class Engine(Protocol):
    """Reads images. Implementations are safe to use in several processes at once."""

    @property
    def name(self) -> str:
        """What the engine is called."""
        ...

    def version(self) -> str:
        """Return the engine's version: certificates of accuracy hold for one version only."""
        ...

    def languages(self) -> frozenset[str]:
        """Return the names of the installed models."""
        ...

    def characters(self, language: str) -> frozenset[str]:
        """Return what the model can write; raises ``Stop`` when it is not installed."""
        ...

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:
        """Return the words of the image, in the engine's order; none on an empty page.

        ``folder`` is for files the engine needs meanwhile; it leaves none behind. Raises
        ``Unacceptable`` (``page.time_out``, ``page.crashed_reader``) when the image beats the
        engine, ``TryLater`` when the disk is full and ``Stop`` when program or model is absent.
        """
        ...


def require_languages(engine: Engine) -> None:
    """Raise ``Stop`` when the models are absent, or cannot write what letters hold.

    ``tur`` reads the text. Debian's has no ``@ % + = _`` and no ``î û``, so e-mail addresses take
    a model that can write them.
    """
    for name in sorted({"tur", "eng"} - engine.languages()):
        raise models.missing(name)
    if _TURKISH - engine.characters("tur"):
        raise Stop("ocr.model_poor", "the model 'tur' lacks Turkish letters; install Debian's own")
    mail_language(engine)


def mail_language(engine: Engine) -> str:
    """Return the model for e-mail addresses: Turkish when it can write them."""
    for name in ("tur", "eng"):
        if engine.characters(name) >= _MAIL:
            return name
    raise Stop("ocr.model_poor", "no model can write '@'; install Debian's tesseract-ocr-eng")
