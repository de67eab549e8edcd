"""Tesseract through pytesseract, on a file that is already on disk.

pytesseract's ``image_to_data`` on an image object writes a PNG of its own first (measured: 1.18 s
CPU a page against 0.81 s), and even on a path leaves its ``.tsv`` in the system's temporary folder
when the process is killed. So the one step below it is called, with an output name beside the
image: everything a killed child leaves behind lies in the job's own folder.

The caller's environment must hold ``OMP_THREAD_LIMIT=1`` (``dilekce.children`` sets it): one page a
process is faster than OpenMP's threads fighting over the cores.
"""

import errno
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pytesseract import pytesseract

from domain.errors import DilekceError, Stop, TryLater, Unacceptable
from domain.geometry import Box
from domain.page import Word
from ocr.engine import Atom, Settings, missing_language

_COLUMNS = 12  # of tesseract's TSV
_WORD_LEVEL = "5"
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

    def words(self, image_path: Path, settings: Settings) -> tuple[Atom, ...]:
        """Return the words of the image; errors as ``Engine.words`` says."""
        base = image_path.with_name(f"{image_path.stem}-words")
        output = base.with_name(f"{base.name}.tsv")
        try:
            self._run(image_path, base, settings)
            return parse(output.read_bytes())
        except OSError as error:
            _refuse(error)
        finally:
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


def parse(tsv: bytes) -> tuple[Atom, ...]:
    """Return the words in tesseract's TSV output; ``Unacceptable`` when it is not that.

    Rows that are not words, empty words and words without a confidence (-1) are dropped.
    """
    try:
        rows = [row.split("\t") for row in tsv.decode("utf-8").split("\n")[1:] if row]
        return tuple(_atom(row) for row in rows if _is_word(row))
    except ValueError as error:  # UnicodeDecodeError is one
        raise _crashed("wrote words that cannot be understood") from error


def _is_word(row: list[str]) -> bool:
    if len(row) != _COLUMNS:
        raise ValueError("not a row of tesseract's TSV")
    return row[0] == _WORD_LEVEL and bool(row[11].strip()) and float(row[10]) >= 0


def _atom(row: list[str]) -> Atom:
    _, _, block, paragraph, line, _, x, y, w, h = (int(cell) for cell in row[:10])
    confidence = float(row[10]) / 100
    if not math.isfinite(confidence):
        raise ValueError("a confidence that is no number")
    word = Word(row[11].strip(), Box(x, y, w, h), min(1.0, confidence))
    return Atom(word, (block, paragraph, line))


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
        return missing_language(missing.group(1))
    return _crashed(f"ended with status {status}")


def _crashed(how: str) -> Unacceptable:
    return Unacceptable("page.crashed_reader", f"tesseract {how}")


def _no_program() -> Stop:
    return Stop(
        "ocr.program_missing",
        "tesseract cannot be started; install the Debian package tesseract-ocr",
    )
