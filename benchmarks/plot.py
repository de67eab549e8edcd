"""Risk by coverage as an SVG, written by hand: three curves need no library."""

from collections.abc import Mapping, Sequence

from benchmarks.calibration import Point

_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 400, 60, 30
_COLOURS = ("#1f5fa8", "#b3541e", "#2d7d46", "#7a3b8f")


def risk_coverage(curves: Mapping[str, Sequence[Point]]) -> str:
    """Return the picture: coverage to the right, risk upwards as far as any curve goes."""
    most = max((p.risk for points in curves.values() for p in points), default=0.0)
    top = max(0.01, most)
    parts = [*_frame(top)]
    for index, (name, points) in enumerate(curves.items()):
        colour = _COLOURS[index % len(_COLOURS)]
        path = " ".join(f"{_x(p.coverage):.1f},{_y(p.risk, top):.1f}" for p in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(_LEFT + 20, _TOP + 20 + 18 * index, name, colour=colour))
    size = f"{_WIDTH + _LEFT + 30} {_HEIGHT + _TOP + 50}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])


def _frame(top: float) -> list[str]:
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    parts = [f'<rect x="{_LEFT}" y="{_TOP}" {size} fill="none" stroke="#555"/>']
    for fifth in range(6):
        share = fifth / 5
        parts.append(_text(_x(share), _TOP + _HEIGHT + 18, f"{100 * share:.0f} %", "middle"))
        level = _y(share * top, top)
        parts.append(_text(_LEFT - 6, level + 4, f"{100 * share * top:.1f} %", "end"))
        parts.append(
            f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{level:.1f}" y2="{level:.1f}" '
            'stroke="#ddd"/>'
        )
    parts.append(_text(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 38, "letters taken", "middle"))
    parts.append(_text(_LEFT, _TOP - 10, "wrong among those taken"))
    return parts


def _x(coverage: float) -> float:
    return _LEFT + coverage * _WIDTH


def _y(risk: float, top: float) -> float:
    return _TOP + _HEIGHT * (1 - risk / top)


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#333") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="{anchor}" '
        f'fill="{colour}">{words}</text>'
    )
