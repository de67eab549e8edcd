"""The kind of petition and its law, by the loudest cue there is."""

import pytest

from domain.petition import Kind, Track
from extract import knowledge
from extract.kind import classify, ticked, told
from extract.layout import lay_out
from tests.builders_extract import a_page

BOXES = "( ) İstek  (X) Şikâyet  ( ) İhbar  ( ) Öneri  ( ) Görüş  ( ) Bilgi Edinme"


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        (
            "Yol ihalesi",
            "4982 sayılı Kanun uyarınca şikâyetim var",
            "bilgi_edinme",
        ),
        ("İhale belgelerine ilişkin bilgi talebi", "", "bilgi_edinme"),
        ("Gürültü hakkında şikâyet", "Gereğini arz ederim", "sikayet"),
        ("Komşum hakkında ihbar", "Gereğini arz ederim", "ihbar"),
        ("Durak yerinin değiştirilmesi önerisi", "Gereğini arz ederim", "oneri"),
        ("Taslağa ilişkin görüşlerim hk.", "Gereğini arz ederim", "gorus"),
        ("Kreş yardımı talebi", "Çok mağdur oldum, defalarca geldim", "istek"),
        ("Çöplerin toplanmaması", "Gereğini arz ederim", "sikayet"),
        ("Randevu alınamaması hakkında", "Gereğini arz ederim", "sikayet"),
        ("Kaldırımın onarılması", "Gereğini arz ederim", "istek"),
        ("Otobüs hatları hakkında", "Ek sefer konulmasını öneriyorum", "oneri"),
        ("Şikâyetlm hakkında sikâyet", "", "sikayet"),
        ("", "İHBAR EDEN: Ayşe YILMAZ\nİş yeri hakkında gereğini arz ederim", "ihbar"),
        ("", "ŞİKÂYET DİLEKÇESİ\nGereğini arz ederim", "sikayet"),
        ("", "Kimliğimin gizli tutulmasını rica ederim", "ihbar"),
        ("", "Aylığımın bağlanması için gereğini\narz\nederim", "istek"),
        ("", "Toplantı saat üçte başladı", "diger"),
        ("", "", "diger"),
    ],
)
def test_the_kind_is_told_by_the_loudest_cue(subject: str, text: str, kind: str) -> None:
    found, track = classify(subject, text)
    assert found == Kind(kind)
    assert track == (Track.INFORMATION if kind == "bilgi_edinme" else Track.PETITION)


def test_a_ticked_box_tells_the_kind_and_the_printed_list_tells_none() -> None:
    layout = lay_out([a_page(f"Başvuru Türü: {BOXES}\n\nParkımızdaki ağaçlar çok güzeldir.")])
    assert ticked(layout) is Kind.SIKAYET
    assert "İhbar" not in told(layout)


def test_a_list_of_kinds_wrapped_over_two_lines_tells_no_kind() -> None:
    first, last = BOXES.rsplit("( )", 1)
    layout = lay_out([a_page(f"Başvuru Türü: {first}( )\n{last.strip()}\nBahçemiz çok güzeldir.")])
    assert ticked(layout) is Kind.SIKAYET
    assert told(layout) == "Bahçemiz çok güzeldir."


def test_two_ticked_boxes_tell_no_kind() -> None:
    layout = lay_out([a_page(f"Tür: {BOXES.replace('( ) Öneri', '(X) Öneri')}")])
    assert ticked(layout) is None


def test_every_cue_is_folded_and_stands_once_in_its_kind() -> None:
    for cues in knowledge.table("kinds").values():
        listed = [*cues["strong"], *cues["weak"]]
        assert len(set(listed)) == len(listed)
        for cue in (*listed, *cues["ask"], *cues["head"], *cues["title"], *cues.get("plain", ())):
            assert cue.isascii()
            assert cue == cue.lower()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Sorumlular hakkında soruşturma açılmasını arz ederim", Kind.SIKAYET),
        ("Bu yerde denetim yapılmasını arz ederim", Kind.IHBAR),
        ("Konu hakkında bilgi verilmesini rica ederim", Kind.BILGI_EDINME),
        ("Görüşümün dikkate alınmasını arz ederim", Kind.GORUS),
    ],
)
def test_of_weak_cues_the_sentence_that_asks_decides(sentence: str, kind: Kind) -> None:
    text = f"Kaçak bekletildim bilgi verilmesi taslak. {sentence}"
    assert classify("", text, request=sentence)[0] is kind
