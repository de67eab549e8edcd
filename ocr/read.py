"""A decoded page becomes a read one: measured, straightened, read, turned if it reads badly.

A page that lies straight keeps the decoder's own file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.arrival import DecodedPage
from domain.errors import Unacceptable
from domain.page import Code, Page, Read
from ocr import (
    blank,
    boxes,
    codes,
    deskew,
    handwriting,
    ink,
    layout,
    levels,
    look,
    marks,
    noise,
    orient,
    overprint,
    pixels,
    posters,
    profiles,
    signs,
    spaces,
    stamps,
    underlines,
)
from ocr.engine import Atom, Engine, Segmentation, Settings
from ocr.marks import Marks
from ocr.overprint import Place
from ocr.pixels import Grey
from ocr.profiles import Profile

#: Warnings of the decoder that leave every pixel right; any other one means a damaged page.
_HARMLESS = frozenset({"page.inverted", "page.resolution_assumed", "pdf.coarse"})
#: Grey pages less askew than this, degrees, read as well as they lie (errors 0.06 % at up to 0.5
#: degrees, straightened 0.07 %), and straightening one takes 0.1 s of CPU with its new PNG.
_LEAST_GREY = 0.3
#: The line of a fax machine stands within this of the paper's edge; on its head it reads worse.
_HEADER_MM, _BETTER = 7.0, 0.1
#: Standard fax has 98 or 100 lines an inch.
_STANDARD_LINES = 130


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page image as it lies now, and how it came to lie so."""

    image: Grey
    marks: Marks
    turned: int
    skew: float
    codes: tuple[Code, ...]
    places: tuple[Place, ...] = ()  #: where paler ink lies over print
    stamped: tuple[Atom, ...] = ()  #: words of that ink


@dataclass(frozen=True, slots=True)
class _Reader:
    """The engine at work on one page."""

    engine: Engine
    folder: Path
    dpi: int
    bilevel: bool
    profile: Profile

    def words(self, image: Grey, segmentation: Segmentation) -> tuple[Atom, ...]:
        """Return the words of ``image``, boxes in its pixels."""
        prepared, dpi = profiles.prepare(image, self.dpi, self.profile)
        settings = Settings(segmentation=segmentation, dpi=dpi)
        atoms = self.engine.words(prepared, settings, self.folder)
        height, width = image.shape
        return layout.scaled(atoms, width / prepared.shape[1], (width, height))

    def page(self, sheet: _Sheet) -> tuple[_Sheet, tuple[Atom, ...]]:
        """Return the sheet without its boxes' frames among its marks, and its words.

        Digits in printed boxes are read as numbers, large print on an empty sheet once more.
        """
        even = levels.levelled(sheet.image, sheet.marks)
        image, combs = boxes.closed(even, sheet.marks)
        places = () if self.bilevel else overprint.lifted(image, sheet.marks)
        image = underlines.wiped(overprint.printed(image, places), sheet.marks)
        atoms = boxes.spread(self.words(image, Segmentation.PAGE), combs)
        if posters.is_likely(sheet.marks, atoms):
            atoms = posters.with_large(atoms, self.large(sheet.image), self.dpi)
        height, width = sheet.image.shape
        stamped = (atom for n, place in enumerate(places) for atom in self.stamp(place, n))
        read = replace(
            sheet,
            marks=boxes.without_frames(sheet.marks, combs),
            places=places,
            stamped=layout.scaled(stamped, 1.0, (width, height)),
        )
        return read, atoms

    def stamp(self, place: Place, number: int) -> Iterator[Atom]:
        """Yield the words of a stamp that lay over print, boxes in pixels of the page."""
        stamp = stamps.levelled(place.ink, self.dpi)
        if stamp is None:
            return
        atoms = noise.cleaned(self.words(stamp.image, Segmentation.BLOCK), self.dpi)
        for atom in stamps.worded(atoms):
            moved = layout.shifted(stamp.as_it_lay(atom), place.box.x, place.box.y)
            yield replace(moved, line=(-1 - number, *moved.line[1:]))

    def large(self, image: Grey) -> tuple[Atom, ...]:
        """Return the words of a poster as read at each size, boxes in pixels of ``image``."""
        height, width = image.shape
        found: list[Atom] = []
        for size in posters.SIZES:
            small = posters.cleared(image, self.dpi, size)
            atoms = self.engine.words(small, Settings(dpi=size), self.folder)
            found += layout.scaled(atoms, width / small.shape[1], (width, height))
        return tuple(found)

    def turn_needed(self, sheet: _Sheet, atoms: Sequence[Atom]) -> int:
        """Return the degrees to turn the sheet clockwise: a poster by its large words alone."""
        if posters.is_likely(sheet.marks, atoms):
            large = {degrees: self.legible(sheet, degrees) for degrees in (0, 180, 90, 270)}
            best = max(large, key=lambda degrees: large[degrees])
            if large[best]:
                return best
        return orient.turn_needed(orient.legibility(atoms), self.strips(sheet))

    def legible(self, sheet: _Sheet, degrees: int) -> float:
        """Return how well large print reads on the sheet turned so far; 0 where there is none."""
        words = self.large(pixels.turn(sheet.image, degrees))
        return orient.legibility(posters.with_large((), words, self.dpi)).score

    def without_header(self, sheet: _Sheet, atoms: Sequence[Atom], image: Grey) -> tuple[Atom, ...]:
        """Return the words of a sheet fed upside down without the fax machine's own line.

        ``image`` is the sheet as it came: the machine's line is the only one that reads better so.
        """
        head = round(_HEADER_MM / 25.4 * self.dpi)
        foot = sheet.image.shape[0] - head
        letter = tuple(atom for atom in atoms if atom.word.box.middle[1] < foot)
        line = orient.legibility(atom for atom in atoms if atom.word.box.middle[1] >= foot)
        as_it_came = orient.legibility(self.words(image[:head], Segmentation.BLOCK))
        return letter if as_it_came.mean > line.mean + _BETTER else tuple(atoms)

    def strips(self, sheet: _Sheet) -> Callable[[int], orient.Legibility]:
        """Return what reads a strip of ``sheet`` turned by so many degrees."""

        def read(degrees: int) -> orient.Legibility:
            image = pixels.turn(sheet.image, degrees)
            found = marks.find(image, self.dpi)
            band = pixels.cut(levels.levelled(image, found), orient.strip(found))
            return orient.legibility(self.words(band, Segmentation.BLOCK))

        return read


def read_page(decoded: DecodedPage, folder: Path, engine: Engine) -> Page:
    """Read a page once; its upright image lies in ``folder`` under the name ``Page.image``.

    A blank page has no reads; one that holds but a code is not blank. Raises ``Unacceptable`` with
    the decoder's own problem or ``page.damaged``, and what ``Engine.words`` raises.
    """
    if decoded.image is None:
        raise Unacceptable(decoded.problem or "page.damaged", "the page was not decoded")
    image = pixels.load(folder / decoded.image)
    sheet = _straight(image, decoded, 0)
    if blank.is_blank(sheet.marks) and not sheet.codes and not _is_damaged(decoded):
        return _page(decoded, _Sheet(image, sheet.marks, 0, 0.0, ()), (), folder)
    profile, _ = profiles.choose(
        dpi=decoded.dpi, bilevel=decoded.bilevel, standard_fax=_is_standard(decoded)
    )
    reader = _Reader(engine, folder, decoded.dpi, decoded.bilevel, profile)
    sheet, atoms = reader.page(sheet)
    turned = reader.turn_needed(sheet, atoms)
    if turned:
        sheet = _straight(pixels.turn(image, turned), decoded, turned)
        sheet, atoms = reader.page(sheet)
        if turned == 180:
            atoms = reader.without_header(sheet, atoms, image)
    return _page(decoded, sheet, atoms, folder)


def read_turned(page: Page, degrees: int, folder: Path, engine: Engine) -> Page:
    """Read a page anew, its upright image in ``folder`` turned clockwise as a person wants it.

    It is not turned back, however it reads. Raises what ``read_page`` does.
    """
    image = pixels.turn(pixels.load(folder / page.image), degrees)
    height, width = image.shape
    name = f"turned-{page.number:04d}.png"
    pixels.save(folder / name, image, bilevel=page.bilevel)
    decoded = DecodedPage(
        number=page.number,
        image=name,
        width=width,
        height=height,
        dpi=page.dpi,
        source_dpi=(page.dpi, page.dpi),
        bilevel=page.bilevel,
        fax=page.fax,
    )
    profile, _ = profiles.choose(dpi=page.dpi, bilevel=page.bilevel, standard_fax=page.standard_fax)
    reader = _Reader(engine, folder, page.dpi, page.bilevel, profile)
    sheet, atoms = reader.page(_straight(image, decoded, 0))
    read = _page(decoded, sheet, atoms, folder)
    return replace(
        read,
        turned=(page.turned + degrees) % 360,
        standard_fax=page.standard_fax,
        damaged=page.damaged,
        role=page.role,
    )


def _straight(image: Grey, decoded: DecodedPage, turned: int) -> _Sheet:
    found = marks.find(image, decoded.dpi)
    skew = deskew.skew(found)
    if abs(skew) < _LEAST_GREY and not decoded.bilevel:
        skew = 0.0
    if not skew:
        return _Sheet(image, found, turned, 0.0, codes.find(image, len(found.letters())))
    straight = pixels.straighten(image, skew)
    moved = marks.straightened(found, skew)
    return _Sheet(straight, moved, turned, skew, codes.find(straight, len(found.letters())))


def _page(decoded: DecodedPage, sheet: _Sheet, atoms: tuple[Atom, ...], folder: Path) -> Page:
    """Write the upright image unless the decoder's own is upright, and describe the page."""
    name = decoded.image or ""
    if sheet.turned or sheet.skew:
        name = f"upright-{decoded.number:04d}.{'png' if decoded.bilevel else 'jpg'}"
        pixels.save(folder / name, sheet.image, bilevel=decoded.bilevel)
    height, width = sheet.image.shape
    is_blank = not atoms and not sheet.codes and blank.is_blank(sheet.marks)
    is_blank = is_blank and not _is_damaged(decoded)
    atoms = noise.cleaned(atoms, decoded.dpi)
    image = overprint.printed(sheet.image, sheet.places)
    by_hand = handwriting.find(overprint.renewed(sheet.marks, image, sheet.places), atoms)
    kept = [a for a, score in zip(atoms, by_hand.scores, strict=True) if score <= 0]
    printed = handwriting.printed(kept, by_hand.places, decoded.dpi)
    printed = signs.mended(image, spaces.parted(image, printed))
    rows = layout.lines(printed) + layout.lines(sheet.stamped)
    words = tuple(word for row in rows for word in row.words)
    return Page(
        number=decoded.number,
        width=width,
        height=height,
        dpi=decoded.dpi,
        reads=() if is_blank else (Read("page", rows),),
        ink=() if is_blank else ink.uncovered(sheet.marks, words),
        turned=sheet.turned,
        skew=sheet.skew,
        bilevel=decoded.bilevel,
        standard_fax=_is_standard(decoded),
        damaged=_is_damaged(decoded),
        blank=is_blank,
        fax=decoded.fax,
        codes=sheet.codes,
        handwriting=by_hand.places,
        image=name,
        look="" if is_blank else look.hashed(sheet.marks),
    )


def _is_standard(decoded: DecodedPage) -> bool:
    across, down = decoded.source_dpi
    return 0 < down < _STANDARD_LINES and across > 1.5 * down


def _is_damaged(decoded: DecodedPage) -> bool:
    fax = decoded.fax
    lost = fax is not None and bool(fax.bad_lines or fax.unclean)
    return lost or not _HARMLESS.issuperset(decoded.warnings)
