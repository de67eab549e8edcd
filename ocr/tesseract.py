"""Tesseract the program, through pytesseract, on a file of uncompressed pixels.

pytesseract's ``image_to_data`` on an image object writes a PNG of its own first (measured: 1.18 s
CPU a page against 0.81 s), and even on a path leaves its ``.tsv`` in the system's temporary folder
when the process is killed. So the one step below it is called, with an output name beside the
image: everything a killed child leaves behind lies in the job's own folder. Writing and opening a
PNG costs more than the bytes it saves for a second.

The caller's environment must hold ``OMP_THREAD_LIMIT=1`` (``dilekce.children`` sets it): one page a
process is faster than OpenMP's threads fighting over the cores.
"""

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pytesseract import pytesseract

from domain.errors import DilekceError, Stop, TryLater, Unacceptable
from ocr import models, pixels, tsv
from ocr.engine import Atom, Settings
from ocr.pixels import Grey

_MISSING = re.compile(r"language '(\w+)'")
#: Exit codes of a shell (the guarded wrapper) that found no program, or one it may not run.
_NO_PROGRAM = (126, 127)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The tesseract program, version 5. ``command`` may be a wrapper that takes its arguments."""

    command: str = "tesseract"

    @property
    def name(self) -> str:
        """What the engine is called."""
        return "tesseract"

    def version(self) -> str:
        """Return for instance ``5.3.0``; raises ``Stop`` when there is no such program."""
        pytesseract.tesseract_cmd = self.command
        try:
            return str(pytesseract.get_tesseract_version())
        except (OSError, UnicodeDecodeError, SystemExit) as error:
            raise _no_program() from error

    def languages(self) -> frozenset[str]:
        """Return the names of the installed models; raises ``Stop`` without a program."""
        pytesseract.tesseract_cmd = self.command
        try:
            return frozenset(pytesseract.get_languages())
        except (OSError, UnicodeDecodeError) as error:
            raise _no_program() from error

    def characters(self, language: str) -> frozenset[str]:
        """Return what the model can write; raises ``Stop`` when it is not installed."""
        return models.characters(models.folder(), language)

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:
        """Return the words of the image; errors as ``Engine.words`` says."""
        file = folder / f"engine-{os.getpid()}.pgm"  # the pages of a letter share its folder
        base = file.with_suffix("")
        output = base.with_suffix(".tsv")
        try:
            pixels.save(file, image)
            self._run(file, base, settings)
            return parse(output.read_bytes())
        except OSError as error:
            _refuse(error)
        finally:
            file.unlink(missing_ok=True)
            output.unlink(missing_ok=True)

    def _run(self, image_path: Path, base: Path, settings: Settings) -> None:
        pytesseract.tesseract_cmd = self.command
        try:
            pytesseract.run_tesseract(
                input_filename=str(image_path),
                output_filename_base=str(base),
                extension="tsv",
                lang=settings.languages,
                config=_options(settings),
                timeout=settings.timeout,
            )
        except pytesseract.TesseractError as error:
            raise _failed(error.status, error.message) from error
        except UnicodeDecodeError as error:
            raise _crashed("printed bytes that are no text") from error
        except RuntimeError as error:  # pytesseract's only other one: "process timeout"
            raise Unacceptable("page.time_out", "reading the page took too long") from error


def _options(settings: Settings) -> str:
    options = f"--psm {int(settings.segmentation)} --dpi {settings.dpi} -c tessedit_create_tsv=1"
    if settings.whitelist:
        options += f" -c tessedit_char_whitelist={settings.whitelist}"
    return options


def parse(content: bytes) -> tuple[Atom, ...]:
    """Return the words in tesseract's TSV file; ``Unacceptable`` when it is not that."""
    try:
        return tsv.parse(content.decode("utf-8").partition("\n")[2])
    except ValueError as error:  # UnicodeDecodeError is one
        raise _crashed("wrote words that cannot be understood") from error


def _refuse(error: OSError) -> NoReturn:
    if isinstance(error, pytesseract.TesseractNotFoundError | PermissionError):
        raise _no_program() from error
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise TryLater("disk.full", "no room for the words of a page") from error
    if error.errno in (errno.ENOMEM, errno.EAGAIN):
        raise TryLater("memory.full", "no memory to start a reader") from error
    raise _crashed("wrote no words") from error


def _failed(status: int, complaint: str) -> DilekceError:
    """Tell a set-up fault from a page that beat the program; the complaint itself names files."""
    if status in _NO_PROGRAM:
        return _no_program()
    missing = _MISSING.search(complaint)
    if missing is not None:
        return models.missing(missing.group(1))
    return _crashed(f"ended with status {status}")


def _crashed(how: str) -> Unacceptable:
    return Unacceptable("page.crashed_reader", f"tesseract {how}")


def _no_program() -> Stop:
    return Stop(
        "ocr.program_missing",
        "tesseract cannot be started; install the Debian package tesseract-ocr",
    )
