"""The letter back: what it says, how it looks to a reader of PDFs, and that it guesses nothing."""

import subprocess
from pathlib import Path

import pytest

from deliver import reply as letters
from deliver.reply import letter_pdf, letter_text
from domain.errors import Stop
from domain.reply import Lack, Reply, Sender
from domain.turkish import squeeze

SENDER = Sender(
    institution="Örnek Valiliği", unit="İl Yazı İşleri Müdürlüğü", signer="Gülşah ÖĞÜTÇÜ",
    title="Vali a. Yazı İşleri Müdürü", contact="Hükûmet Meydanı No: 1 Örnek · 0 312 555 00 00",
)  # fmt: skip


def a_reply(*lacks: Lack, **more: object) -> Reply:
    facts: dict[str, object] = {
        "name": "ışıl çağlayangil", "address": "Kiraz Sok. No: 7\nÇamlıdere/ANKARA",
        "received_on": "10.03.2026", "by_fax": False, "information": False,
    } | more  # fmt: skip
    return Reply(lacks=lacks, **facts)  # type: ignore[arg-type]


def printed(tmp_path: Path, reply: Reply, sender: Sender = SENDER) -> str:
    file = tmp_path / "yazi.pdf"
    file.write_bytes(letter_pdf(reply, sender))
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_parts_stand_in_the_order_of_the_regulation(tmp_path: Path) -> None:
    text = squeeze(printed(tmp_path, a_reply(Lack.SIGNATURE, Lack.ADDRESS)))
    order = [
        "T.C.", "ÖRNEK VALİLİĞİ", "İl Yazı İşleri Müdürlüğü", "Sayı", "Konu",
        "Sayın ışıl ÇAĞLAYANGİL", "Kiraz Sok. No: 7", "İlgi : 10.03.2026", "3071 sayılı",
        "1. Dilekçenizi imzalayınız.", "2. İkametgâh veya iş adresinizi", "Saygılarımla.",
        "Gülşah ÖĞÜTÇÜ", "Vali a. Yazı İşleri Müdürü", "Hükûmet Meydanı",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_letter_that_asks_for_everything_is_one_page(tmp_path: Path) -> None:
    assert printed(tmp_path, a_reply(*Lack, by_fax=True)).count("\f") == 1


def test_an_illegible_number_is_asked_for_and_no_law_is_named_for_it() -> None:
    text = "\n".join(letter_text(a_reply(Lack.TCKN)))
    assert "3071" not in text
    assert "şart koşmaz" in text


@pytest.mark.parametrize(("information", "law"), [(False, "3071 sayılı"), (True, "4982 sayılı")])
def test_the_law_is_the_one_the_petition_rests_on(*, information: bool, law: str) -> None:
    assert law in letter_text(a_reply(Lack.NAME, information=information))[0]


def test_only_who_sent_a_fax_is_told_of_its_fine_mode() -> None:
    for by_fax in (True, False):
        told = "\n".join(letter_text(a_reply(Lack.TCKN, by_fax=by_fax)))
        assert ("ince (fine)" in told) is by_fax


def test_what_nobody_knows_is_left_for_a_pen(tmp_path: Path) -> None:
    text = printed(tmp_path, a_reply(Lack.NAME, name="", address=""), Sender())
    assert "Sayın …" in text
    assert text.count("……………………………") >= 5


def test_without_its_font_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_FONTS", tmp_path)
    with pytest.raises(Stop, match="fonts-liberation"):
        letter_pdf(a_reply(Lack.NAME), SENDER)
