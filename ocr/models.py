"""Tesseract's model files: where they are and which characters each can write.

A model that lacks a character can never read it: Debian's ``tur`` has no ``@ % + = _``.
"""

import struct
from functools import cache
from pathlib import Path

from domain.errors import Stop

#: Debian's folder names the program's major version.
_DEBIAN = Path("/usr/share/tesseract-ocr")
_SUFFIX = ".traineddata"
#: Place of the LSTM's character set in a model file (tesseract ``tessdatamanager.h``).
_CHARACTERS = 21


def folder() -> Path:
    """Return the folder of the models that Debian's packages install, the newest first."""
    return max(_DEBIAN.glob("*/tessdata"), default=_DEBIAN / "5" / "tessdata")


def installed(models: Path) -> frozenset[str]:
    """Return the names of the models in a folder; none when there is no such folder."""
    return frozenset(file.name.removesuffix(_SUFFIX) for file in models.glob(f"*{_SUFFIX}"))


@cache
def characters(models: Path, language: str) -> frozenset[str]:
    """Return the characters that a model can write; raises ``Stop`` when it cannot be read.

    The file is a count of entries, their offsets (-1: absent), and the entries; the character set
    is a text with one character a row.
    """
    try:
        content = (models / f"{language}{_SUFFIX}").read_bytes()
        (count,) = struct.unpack_from("<i", content)
        offsets = struct.unpack_from(f"<{count}q", content, 4)
        start = offsets[_CHARACTERS]
        end = min((at for at in offsets if at > start), default=len(content))
        rows = content[start:end].decode("utf-8").splitlines()[1:]
    except (OSError, struct.error, UnicodeDecodeError, IndexError) as error:
        raise missing(language) from error
    return frozenset(name for row in rows if len(name := row.split(" ", 1)[0]) == 1)


def missing(language: str) -> Stop:
    """Return the error that says how to get the model ``language``."""
    package = f"tesseract-ocr-{language}".replace("_", "-")
    return Stop(
        "ocr.language_missing",
        f"the OCR model '{language}' is not installed; install the Debian package {package}",
    )
