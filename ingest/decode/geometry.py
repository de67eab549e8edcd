"""How large the paper is: true dots per inch on both axes, from tags where they are believable.

Fax resolutions (ITU-T T.30, HylaFAX ``Class2Params``): standard 204×98, fine 204×196, superfine
204×391, R16 408×391, and 200/300/400 square. The line is 215 mm (A4), 255 mm (B4) or 303 mm (A3).
"""

from dataclasses import dataclass

#: Pixels of a fax line: dots per inch across.
_FAX_WIDTHS = {
    **dict.fromkeys((1728, 2048, 2432), 204),
    **dict.fromkeys((2592, 3072, 3648), 300),
    **dict.fromkeys((3456, 4096, 4864), 408),
}
#: A4 at 98 lines an inch has 1,146 lines, legal paper 1,372.
_STANDARD_ROWS = 1400
#: The shortest sheet that fills a standard page; below it the paper may just be short.
_STANDARD_PAPER = 950
#: Letter at 391 lines an inch has 4,301 lines; a fine page so long would be 20 inches.
_SUPERFINE_ROWS = 4000
_A4_INCHES = (8.27, 11.69)
#: The short side of A2: a "page" beyond it has a screen's or a camera's dpi tag, not a scanner's.
_WIDEST_PAPER = 17.0
#: How far from square is left as it is: fine fax (204×196) is 4 % off and reads as well.
_SQUARE_ENOUGH = 0.06


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots per inch across and down; ``assumed`` when no tag could be believed."""

    across: float
    down: float
    assumed: bool = False

    @property
    def tuple(self) -> tuple[int, int]:
        """(across, down) rounded to whole dots."""
        return round(self.across), round(self.down)

    @property
    def finest(self) -> int:
        """Dots per inch of the page once its pixels are square."""
        return round(max(self.across, self.down))

    @property
    def turned(self) -> "Resolution":
        """The same of the page turned by a right angle."""
        return Resolution(self.down, self.across, self.assumed)


def resolution(width: int, height: int, tagged: tuple[float, float] | None) -> Resolution:
    """Return the resolution of an image ``width``×``height`` pixels.

    ``tagged`` is what the file says, (across, down) in dots per inch.
    """
    if tagged is None or not _believable(width, height, tagged):
        return _from_shape(width, height)
    if _is_disguised_standard(width, height, tagged):
        return Resolution(204, 98, assumed=True)
    return Resolution(*tagged)


def _believable(width: int, height: int, tagged: tuple[float, float]) -> bool:
    across, down = tagged
    # The comparisons also refuse NaN.
    if not (50 <= across <= 2400 and 50 <= down <= 2400 and 0.2 <= across / down <= 5):
        return False
    return min(width / across, height / down) <= _WIDEST_PAPER


def _is_disguised_standard(width: int, height: int, tagged: tuple[float, float]) -> bool:
    """Tell a standard fax whose converter wrote one dpi for both axes: a sheet half too short."""
    across, down = tagged
    return (
        _FAX_WIDTHS.get(width) == 204
        and abs(across - down) < 1
        and across <= 204
        and _STANDARD_PAPER <= height < _STANDARD_ROWS
    )


def _from_shape(width: int, height: int) -> Resolution:
    across = _FAX_WIDTHS.get(width)
    if across == 204:
        down = 98 if height < _STANDARD_ROWS else 391 if height >= _SUPERFINE_ROWS else 196
        return Resolution(across, down, assumed=True)
    if across is not None:
        return Resolution(across, across, assumed=True)
    short, long = sorted((width, height))
    dpi = max(short / _A4_INCHES[0], long / _A4_INCHES[1])
    dpi = min(max(dpi, 72.0), 600.0)
    return Resolution(dpi, dpi, assumed=True)


@dataclass(frozen=True, slots=True)
class Squaring:
    """How to make pixels square."""

    width: int
    height: int
    exact: bool  #: whole rows or columns are repeated, nothing is interpolated


def squaring(width: int, height: int, dots: Resolution) -> Squaring:
    """Return the size with square pixels; never smaller than the source on either axis."""
    ratio = dots.across / dots.down
    times = max(1, round(max(ratio, 1 / ratio)))
    exact = abs(max(ratio, 1 / ratio) / times - 1) <= _SQUARE_ENOUGH
    factor: float = times if exact else max(ratio, 1 / ratio)
    if ratio >= 1:
        height = round(height * factor)
    else:
        width = round(width * factor)
    return Squaring(width, height, exact)
