import pytest

from ingest.decode.geometry import Resolution, resolution, squaring

WIDTH = 1728


@pytest.mark.parametrize(
    ("size", "tagged", "dots"),
    [
        ((WIDTH, 1146), (204.0, 98.0), (204, 98)),
        ((WIDTH, 2291), (204.0, 196.0), (204, 196)),
        ((WIDTH, 1146), None, (204, 98)),
        ((WIDTH, 2291), None, (204, 196)),
        ((WIDTH, 4571), None, (204, 391)),
        ((2592, 3508), None, (300, 300)),
        ((3456, 4600), None, (408, 408)),
        ((2480, 3508), None, (300, 300)),
        ((WIDTH, 1146), (204.0, 204.0), (204, 98)),
        ((WIDTH, 1146), (96.0, 96.0), (204, 98)),
        ((WIDTH, 700), (204.0, 196.0), (204, 196)),
        ((WIDTH, 700), (200.0, 200.0), (200, 200)),
        ((4000, 3000), (72.0, 72.0), (363, 363)),
        ((2480, 3508), (0.0, 0.0), (300, 300)),
        ((2480, 3508), (float("nan"), 300.0), (300, 300)),
        ((2480, 3508), (1.0, 1.0), (300, 300)),
    ],
)
def test_dots_per_inch_come_from_believable_tags_else_from_the_shape(
    size: tuple[int, int], tagged: tuple[float, float] | None, dots: tuple[int, int]
) -> None:
    assert resolution(*size, tagged).tuple == dots


def test_assumed_dots_say_so() -> None:
    assert resolution(WIDTH, 1146, None).assumed
    assert not resolution(WIDTH, 1146, (204.0, 98.0)).assumed


@pytest.mark.parametrize(
    ("dots", "size", "exact"),
    [
        ((204, 98), (1000, 1200), True),
        ((200, 100), (1000, 1200), True),
        ((204, 196), (1000, 600), True),
        ((204, 391), (2000, 600), True),
        ((408, 391), (1000, 600), True),
        ((300, 200), (1000, 900), False),
        ((98, 204), (2000, 600), True),
    ],
)
def test_pixels_are_squared_without_losing_any(
    dots: tuple[int, int], size: tuple[int, int], *, exact: bool
) -> None:
    plan = squaring(1000, 600, Resolution(*dots))
    assert (plan.width, plan.height, plan.exact) == (*size, exact)
    assert Resolution(*dots).finest == max(dots)
