"""Tesseract the library, inside the reading process: no program start, no file, no model load.

Measured on ten pages of faxes and scans, CPU a page: 0.40 s against 0.53 s of the program; a crop
costs a hundredth instead of an eighth of a second. The text is the same but for one character in
600 (the library is 5.5, Debian's program 5.3). It may crash the process it runs in, so it runs
only in a child (``dilekce.children``).
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import Stop, Unacceptable
from ocr import models, tsv
from ocr.engine import Atom, Settings
from ocr.pixels import Grey

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI


def is_installed() -> bool:
    """Say whether the library is there; it is an optional dependency."""
    return find_spec("tesserocr") is not None


@dataclass(frozen=True, slots=True)
class InProcess:
    """The tesseract library with the models of ``models``."""

    models: Path

    @property
    def name(self) -> str:
        """What the engine is called."""
        return "tesserocr"

    def version(self) -> str:
        """Return for instance ``5.5.4``; raises ``Stop`` when the library is not installed."""
        try:
            import tesserocr  # noqa: PLC0415 - 60 MB that only the reading children need
        except ImportError as error:
            raise Stop("ocr.program_missing", "install the package tesserocr") from error
        return str(tesserocr.tesseract_version()).split()[1]

    def languages(self) -> frozenset[str]:
        """Return the names of the installed models."""
        return models.installed(self.models)

    def characters(self, language: str) -> frozenset[str]:
        """Return what the model can write; raises ``Stop`` when it is not installed."""
        return models.characters(self.models, language)

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:  # noqa: ARG002 - needs no files
        """Return the words of the image; errors as ``Engine.words`` says."""
        library = _library(self.models, settings.languages)
        height, width = image.shape
        try:
            library.SetPageSegMode(int(settings.segmentation))
            library.SetVariable("tessedit_char_whitelist", settings.whitelist)
            library.SetImageBytes(image.tobytes(), width, height, 1, width)
            library.SetSourceResolution(settings.dpi)
            if not library.Recognize(round(settings.timeout * 1000)):
                raise Unacceptable("page.time_out", "reading the page took too long")
            return tsv.parse(library.GetTSVText(0))
        except (RuntimeError, ValueError) as error:
            raise Unacceptable("page.crashed_reader", "tesseract failed on the page") from error
        finally:
            library.Clear()


@lru_cache(maxsize=4)
def _library(folder: Path, languages: str) -> "PyTessBaseAPI":
    """Load the models once a process; raises ``Stop`` when one is absent."""
    from tesserocr import OEM, PyTessBaseAPI  # noqa: PLC0415 - see version()

    for name in languages.split("+"):
        if not (folder / f"{name}.traineddata").is_file():
            raise models.missing(name)
    return PyTessBaseAPI(path=str(folder), lang=languages, oem=OEM.LSTM_ONLY)
