"""A decoded page becomes a read one: measured, straightened, read, turned if it reads badly.

A page that lies straight keeps the decoder's own file. The engine gets uncompressed pixels: writing
and opening a PNG costs more than the bytes it saves for a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.arrival import DecodedPage
from domain.errors import Unacceptable
from domain.geometry import Box
from domain.page import Page, Read
from ocr import blank, deskew, handwriting, ink, layout, marks, noise, orient, pixels, profiles
from ocr.engine import Atom, Engine, Segmentation, Settings
from ocr.marks import Marks
from ocr.pixels import Grey
from ocr.profiles import Profile

#: Warnings of the decoder that leave every pixel right; any other one means a damaged page.
_HARMLESS = frozenset({"page.inverted", "page.resolution_assumed", "pdf.coarse"})
#: Standard fax has 98 or 100 lines an inch.
_STANDARD_LINES = 130


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page image as it lies now, and how it came to lie so."""

    image: Grey
    marks: Marks
    turned: int
    skew: float


@dataclass(frozen=True, slots=True)
class _Reader:
    """The engine at work on one page."""

    engine: Engine
    folder: Path
    stem: str  #: of the files written for the engine, within ``folder``
    dpi: int
    profile: Profile

    def words(self, image: Grey, segmentation: Segmentation) -> tuple[Atom, ...]:
        """Return the words of ``image``, boxes in its pixels."""
        prepared, dpi = profiles.prepare(image, self.dpi, self.profile)
        file = self.folder / f"{self.stem}.pgm"
        try:
            pixels.save(file, prepared)
            atoms = self.engine.words(file, Settings(segmentation=segmentation, dpi=dpi))
        finally:
            file.unlink(missing_ok=True)
        height, width = image.shape
        return layout.scaled(atoms, width / prepared.shape[1], (width, height))

    def strips(self, sheet: _Sheet) -> Callable[[int], orient.Legibility]:
        """Return what reads a strip of ``sheet`` turned by so many degrees."""

        def read(degrees: int) -> orient.Legibility:
            image = pixels.turn(sheet.image, degrees)
            band = pixels.cut(image, orient.strip(marks.find(image, self.dpi)))
            return orient.legibility(self.words(band, Segmentation.BLOCK))

        return read


def read_page(decoded: DecodedPage, folder: Path, engine: Engine) -> Page:
    """Read a page once; its upright image lies in ``folder`` under the name ``Page.image``.

    A blank page has no reads. Raises ``Unacceptable`` with the decoder's own problem or
    ``page.damaged``, and what ``Engine.words`` raises.
    """
    if decoded.image is None:
        raise Unacceptable(decoded.problem or "page.damaged", "the page was not decoded")
    image = pixels.load(folder / decoded.image)
    sheet = _straight(image, decoded.dpi, 0)
    if blank.is_blank(sheet.marks) and not _is_damaged(decoded):
        return _page(decoded, _Sheet(image, sheet.marks, 0, 0.0), (), folder)
    profile, _ = profiles.choose(
        dpi=decoded.dpi, bilevel=decoded.bilevel, standard_fax=_is_standard(decoded)
    )
    reader = _Reader(engine, folder, f"read-{decoded.number:04d}", decoded.dpi, profile)
    atoms = reader.words(sheet.image, Segmentation.PAGE)
    turned = orient.turn_needed(orient.legibility(atoms), reader.strips(sheet))
    if turned:
        sheet = _straight(pixels.turn(image, turned), decoded.dpi, turned)
        atoms = reader.words(sheet.image, Segmentation.PAGE)
    return _page(decoded, sheet, atoms, folder)


def second_read(page: Page, folder: Path, engine: Engine) -> Read:
    """Read the upright image again, prepared and segmented otherwise: a second witness.

    On 120 generated letters it held the applicant's number 91 times and the name 99 times, read as
    one column; as one block 88 and 99, as sparse text 90 and 93. A block loses the rows of tables,
    sparse text breaks rows apart.
    """
    _, profile = profiles.choose(dpi=page.dpi, bilevel=page.bilevel, standard_fax=page.standard_fax)
    reader = _Reader(engine, folder, f"second-{page.number:04d}", page.dpi, profile)
    atoms = reader.words(pixels.load(folder / page.image), Segmentation.COLUMN)
    atoms = noise.cleaned(atoms, page.dpi)
    return Read("second", layout.lines(_printed(atoms, page.handwriting, page.dpi)))


def _straight(image: Grey, dpi: int, turned: int) -> _Sheet:
    found = marks.find(image, dpi)
    skew = deskew.skew(found)
    if not skew:
        return _Sheet(image, found, turned, 0.0)
    image = pixels.straighten(image, skew)
    return _Sheet(image, marks.find(image, dpi), turned, skew)


def _page(decoded: DecodedPage, sheet: _Sheet, atoms: tuple[Atom, ...], folder: Path) -> Page:
    """Write the upright image unless the decoder's own is upright, and describe the page."""
    name = decoded.image or ""
    if sheet.turned or sheet.skew:
        name = f"upright-{decoded.number:04d}.png"
        pixels.save(folder / name, sheet.image, bilevel=decoded.bilevel)
    height, width = sheet.image.shape
    is_blank = not atoms and blank.is_blank(sheet.marks) and not _is_damaged(decoded)
    atoms = noise.cleaned(atoms, decoded.dpi)
    by_hand = handwriting.find(sheet.marks, atoms)
    kept = [a for a, score in zip(atoms, by_hand.scores, strict=True) if score <= 0]
    printed = _printed(kept, by_hand.places, decoded.dpi)
    words = tuple(atom.word for atom in printed)
    return Page(
        number=decoded.number,
        width=width,
        height=height,
        dpi=decoded.dpi,
        reads=() if is_blank else (Read("page", layout.lines(printed)),),
        ink=() if is_blank else ink.uncovered(sheet.marks, words),
        turned=sheet.turned,
        skew=sheet.skew,
        bilevel=decoded.bilevel,
        standard_fax=_is_standard(decoded),
        damaged=_is_damaged(decoded),
        blank=is_blank,
        fax=decoded.fax,
        handwriting=by_hand.places,
        image=name,
    )


def _printed(atoms: Sequence[Atom], by_hand: Sequence[Box], dpi: int) -> tuple[Atom, ...]:
    """Return the words that are print: what a hand wrote is located, never read."""
    outside = [a for a in atoms if not handwriting.covers(by_hand, a.word.box)]
    return noise.without_strokes(outside, dpi)


def _is_standard(decoded: DecodedPage) -> bool:
    across, down = decoded.source_dpi
    return 0 < down < _STANDARD_LINES and across > 1.5 * down


def _is_damaged(decoded: DecodedPage) -> bool:
    fax = decoded.fax
    lost = fax is not None and bool(fax.bad_lines or fax.unclean)
    return lost or not _HARMLESS.issuperset(decoded.warnings)
