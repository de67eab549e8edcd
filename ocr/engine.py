"""What an OCR engine must do, whichever it is: words of one image file, with boxes and confidence.

Engines are values (frozen, picklable) without state, so that a child process can be handed one.
"""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from domain.errors import Stop
from domain.page import Word


class Segmentation(IntEnum):
    """How the engine should look for lines; the numbers are tesseract's page segmentation modes."""

    PAGE = 3  #: columns, paragraphs, sideways text: whatever is there
    COLUMN = 4  #: one column of lines of varying size
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
    """Reads image files. Implementations are safe to call from several processes at once."""

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

    def words(self, image_path: Path, settings: Settings) -> tuple[Atom, ...]:
        """Return the words of the image, in the engine's order; none on an empty page.

        Raises ``Unacceptable`` (``page.time_out``, ``page.crashed_reader``) when the image beats
        the engine, ``TryLater`` when the disk is full and ``Stop`` when program or model is absent.
        """
        ...


def missing_language(name: str) -> Stop:
    """Return the error that says how to get the model ``name``."""
    package = f"tesseract-ocr-{name}".replace("_", "-")
    return Stop(
        "ocr.language_missing",
        f"the OCR model '{name}' is not installed; install the Debian package {package}",
    )


def require_languages(engine: Engine, needed: frozenset[str] = frozenset({"tur", "eng"})) -> None:
    """Raise ``Stop`` when a needed model is absent: ``tur`` for text, ``eng`` for ``@``.

    Debian's ``tur`` model has no ``@ % + = _`` and no ``î û`` in its character set.
    """
    for name in sorted(needed - engine.languages()):
        raise missing_language(name)
