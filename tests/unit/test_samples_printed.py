"""The truth tells every run of text on a page, and the sets share no type."""

import json
from random import Random

import pytest
from PIL import Image, ImageFont

from samples import fonts, make, marks, render
from samples.layouts import LAYOUTS, WORDS, SetName
from samples.letter import Stamp
from samples.make import Feeding

_EVERY = [(s, name) for s in LAYOUTS for name in LAYOUTS[s]]
_TURKISH = "çğıöşüÇĞİÖŞÜâîû"


def _runs(layout: str, channel: str, feeding: Feeding | None = None) -> list[dict[str, object]]:
    sample = make.a_sample("dev-1-0002", "dev", layout, channel, feeding=feeding, with_text=True)
    return list(sample.truth["pages"][0]["text"])


def test_the_sets_share_no_type_and_no_file_of_it() -> None:
    files = {}
    for name, faces in (("dev", fonts.DEV), ("test", fonts.TEST)):
        of_families = {f for family in faces.families for f in fonts.FILES[family]}
        files[name] = of_families | {faces.stamp, faces.barcode, faces.fax}
    assert not files["dev"] & files["test"]
    assert set(fonts.FILES) == {*fonts.DEV.families, *fonts.TEST.families}


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_a_layout_draws_only_the_type_of_its_set(set_name: SetName, layout: str) -> None:
    words = WORDS[set_name]
    letters = [LAYOUTS[set_name][layout](Random(n), words) for n in range(30)]
    assert {letter.typeface.family for letter in letters} <= set(words.faces.families)
    assert words.faces is (fonts.DEV if set_name == "dev" else fonts.TEST)


@pytest.mark.parametrize("file", sorted({f for fs in fonts.FILES.values() for f in fs}))
def test_every_family_has_the_turkish_letters(file: str) -> None:
    face: ImageFont.FreeTypeFont = fonts.load(file, 60)
    absent = bytes(face.getmask("\uffff"))
    assert not [c for c in _TURKISH if bytes(face.getmask(c)) == absent]


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_all_ink_but_rules_lies_in_a_run(set_name: SetName, layout: str) -> None:
    letter = LAYOUTS[set_name][layout](Random(f"{layout}3"), WORDS[set_name])
    for sheet, paper in zip(letter.sheets, render.papers(letter), strict=True):
        assert bool(paper.text) == bool(sheet.blocks)
        bare = paper.image.copy()
        for run in paper.text:
            x, y, w, h = run.box
            bare.paste(255, (x - 12, y - 12, x + w + 13, y + h + 13))
        ink, kept = (sum(i.histogram()[:128]) for i in (paper.image, bare))
        assert kept <= 0.45 * ink


def test_a_pair_is_one_run_and_boxed_digits_have_no_spaces() -> None:
    form = [(run["kind"], run["text"]) for run in _runs("boxed_form", "scan300")]
    assert any(kind == "boxed" and str(text).isdigit() for kind, text in form)
    texts = [run["text"] for run in _runs("bimer_form", "fax_fine")]
    assert any(str(text).startswith("T.C. Kimlik No :") for text in texts)


def test_a_fax_page_tells_its_header_line_and_no_stamp() -> None:
    kinds = [run["kind"] for run in _runs("classic", "fax_standard")]
    assert kinds.count("header") == 1
    assert "stamp" not in kinds


def test_a_turned_sheet_tells_the_same_text() -> None:
    upright = _runs("classic", "scan300", Feeding(0, duplex=False))
    assert _runs("classic", "scan300", Feeding(90, duplex=False)) == upright


def test_a_truth_holds_text_only_when_asked() -> None:
    plain = make.a_sample("dev-1-0002", "dev", "classic", "fax_fine")
    told = make.a_sample("dev-1-0002", "dev", "classic", "fax_fine", with_text=True)
    assert plain.data == told.data
    assert all("text" not in page for page in plain.truth["pages"])
    assert json.dumps(told.truth["pages"][0]["text"], ensure_ascii=False)


def test_a_stamp_pressed_before_sending_lies_over_text_and_stays_on_a_fax() -> None:
    sample = make.a_sample("test-1-0002", "test", "stamped_over", "fax_fine", with_text=True)
    runs = sample.truth["pages"][0]["text"]
    stamps = [run["box"] for run in runs if run["kind"] in ("stamp", "seal")]
    printed = [run["box"] for run in runs if run["kind"] == "print"]
    assert len(stamps) >= 5
    assert sum(any(_overlap(s, p) for p in printed) for s in stamps) >= 2


def _overlap(one: list[int], other: list[int]) -> bool:
    return all(one[k] < other[k] + other[k + 2] and other[k] < one[k] + one[k + 2] for k in (0, 1))


def test_ink_lies_over_ink_and_a_seal_is_round() -> None:
    page = Image.new("L", (900, 900), 255)
    page.paste(10, (0, 290, 900, 310))
    seal = Stamp(10, 10, ("T.C.", "MUHTARLIK"), rim="ÖRNEK MAHALLESİ * ", tone=120)
    rim, *lines = marks.press(page, seal, fonts.TEST)
    assert (rim.kind, rim.text) == ("seal", "ÖRNEK MAHALLESİ *")
    assert [line.text for line in lines] == ["T.C.", "MUHTARLIK"]
    x, y, width, height = rim.box
    assert width == height
    assert page.crop((x, 290, x + width, 310)).getextrema() == (10, 10)
    corner = page.crop((x, y, x + 50, y + 50))
    assert corner.getextrema() == (255, 255)


def test_a_stamps_lines_lie_where_it_was_pressed() -> None:
    for seed in range(30):
        letter = LAYOUTS["dev"]["classic"](Random(seed), WORDS["dev"])
        stamps = letter.sheets[0].stamps
        if not stamps:
            continue
        runs = [r for r in render.papers(letter)[0].text if r.kind == "stamp"]
        assert [r.text for r in runs] == list(stamps[0].lines)
        left = stamps[0].x * render.DPI / 25.4
        assert all(left < r.box[0] < left + 500 for r in runs)
        return
    pytest.fail("no letter of thirty was stamped")
