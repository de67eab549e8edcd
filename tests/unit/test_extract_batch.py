"""A file's pages cut into petitions: separators, first pages, doubts, no page lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.arrival import FaxTags
from domain.batch import Batch
from domain.geometry import Box
from domain.page import SEPARATOR_CODE, Code, Ink, Page, PageRole, Read
from extract import batch
from tests.builders_extract import LETTER, a_letter, a_page, number
from tests.unit.test_extract_faxline import a_line

SECOND = number("318264957")
DOUBT = ("split.doubtful",)
BODY = """mahallemizde bulunan park uzun süredir bakımsız olup çocuklar için tehlike yaratmakta ve
geceleri aydınlatma bulunmadığı için oradan geçmek mümkün olmamaktadır."""
BILL = """ENERJİ DAĞITIM A.Ş.
                    ELEKTRİK FATURASI

Abone No: 4455667788
Son Ödeme Tarihi: 12.03.2026
ÖDENECEK TUTAR: 455,20 TL"""
COVER = """                FAKS

KİME : ÇANKAYA BELEDİYE BAŞKANLIĞINA
KİMDEN : Ayşe YILMAZ
TARİH : 12.03.2026
SAYFA SAYISI : {pages}"""
ENVELOPE = """Gönderen: {name}
Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
                                                       PTT
\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n
                              ÇANKAYA BELEDİYE BAŞKANLIĞINA"""


def first(name: str = "Ayşe YILMAZ", tckn: str | None = None) -> Page:
    return a_letter(name, tckn)


def second(text: str = LETTER) -> Page:
    return a_letter("Mehmet KAYA", SECOND, text=text)


def blank() -> Page:
    return Page(number=1, width=2480, height=3508, dpi=300, reads=(), blank=True)


def separator(kind: str = "code") -> Page:
    if kind == "code":
        code = Code("QRCode", SEPARATOR_CODE, Box(300, 300, 500, 500))
        return replace(a_page(""), codes=(code,))
    if kind == "bare":
        return replace(a_page(""), codes=(Code("Code128", "B-17", Box(300, 300, 500, 100)),))
    if kind == "text":
        return a_page("Her dilekçeden once bir tane - 0ne before each petilion")
    page = a_page(kind)
    large = [replace(line, words=tuple(replace(w, box=Box(w.box.x, w.box.y, w.box.w, 130))
             for w in line.words)) for line in page.first.lines]  # fmt: skip
    return replace(page, reads=(Read("page", tuple(large)),))


def numbered(*pages: Page) -> list[Page]:
    return [replace(page, number=n) for n, page in enumerate(pages, 1)]


def cut(*pages: Page, failed: Sequence[int] = ()) -> Batch:
    found = batch.cut([p for p in numbered(*pages) if p.number not in failed], failed)
    placed = [n for c in found.cuts for n in c.pages] + [left.page for left in found.leftovers]
    assert sorted(placed) == [n for n in range(1, len(pages) + 1) if n not in failed]
    assert sorted(found.roles) == sorted(placed)
    return found


def cuts(found: Batch) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    return [(c.pages, c.doubts) for c in found.cuts]


def left(found: Batch) -> list[tuple[int, str]]:
    return [(leftover.page, leftover.reason) for leftover in found.leftovers]


def test_one_letter_is_one_petition_without_doubt() -> None:
    found = cut(first(), blank())
    assert cuts(found) == [((1,), ())]
    assert left(found) == [(2, "blank")]
    assert found.roles == {1: PageRole.PETITION, 2: PageRole.BLANK}


@pytest.mark.parametrize(
    "kind",
    [
        "code", "bare", "text", "AYRAÇ", "AYIRICI SAYFA", "DİLEKÇE AYRACI", "SEPARAT0R",
        "DİLEKÇE AYR/CI", "DİLEKÇE MACI",
    ],
)  # fmt: skip
def test_every_kind_of_separator_cuts(kind: str) -> None:
    found = cut(separator(kind), first(), a_page(BODY), separator(kind), second())
    assert cuts(found) == [((2, 3), ()), ((5,), ())]
    assert left(found) == [(1, "separator"), (4, "separator")]


def test_separators_cut_even_where_no_letter_can_be_recognised() -> None:
    assert cuts(cut(a_page(BODY), separator(), a_page(BODY))) == [((1,), ()), ((3,), ())]


def test_a_missed_separator_never_merges_two_letters_silently() -> None:
    found = cut(separator(), first(), second(), separator(), first())
    assert cuts(found) == [((2, 3), DOUBT), ((5,), ())]


def test_the_word_separator_in_a_letter_is_no_separator() -> None:
    page = first()
    assert left(cut(page, a_page(f"Kablo ayracı ve {BODY} {BODY}"))) == []


def test_a_separator_label_stuck_on_a_letter_opens_it_and_keeps_the_page() -> None:
    label = Code("Code128", SEPARATOR_CODE, Box(1800, 100, 500, 80))
    found = cut(a_page(BODY), replace(a_page(f"{BODY}\n{BODY}"), codes=(label,)))
    assert cuts(found) == [((1,), ()), ((2,), ())]


def test_a_letter_by_hand_with_a_code_on_it_is_never_left_over() -> None:
    hand = (Ink(Box(400, 900, 1500, 300), 9_000),)
    for text in (SEPARATOR_CODE, "2026-114523"):
        label = Code("Code128", text, Box(1800, 100, 500, 80))
        found = cut(first(), replace(a_page("Sayın"), codes=(label,), ink=hand), first())
        assert left(found) == []
    assert [
        c.pages
        for c in cut(
            first(),
            replace(
                a_page(""),
                codes=(Code("QRCode", SEPARATOR_CODE, Box(1800, 100, 300, 300)),),
                ink=hand,
            ),
        ).cuts
    ] == [(1,), (2,)]


@pytest.mark.parametrize(
    "boxes", [(Box(300, 300, 470, 470),), (Box(300, 300, 200, 200), Box(1500, 300, 200, 200))]
)
def test_a_scratched_sheet_with_large_or_several_codes_is_a_separator(
    boxes: Sequence[Box],
) -> None:
    scratch = (Ink(Box(400, 900, 1500, 900), 9_000),)
    found = tuple(Code("QRCode", SEPARATOR_CODE, box) for box in boxes)
    sheet = replace(a_page(""), codes=found, ink=scratch)
    assert left(cut(sheet, first())) == [(1, "separator")]


def test_without_separators_a_signed_letter_ends_where_a_new_office_is_addressed() -> None:
    found = cut(first(), blank(), second(), a_page(BILL))
    assert cuts(found) == [((1,), ()), ((3, 4), ())]
    assert found.roles[4] is PageRole.ATTACHMENT


def test_a_letter_over_two_pages_stays_whole() -> None:
    head, _, tail = LETTER.partition("   Gereğini")
    opening = a_page(head.format(name="", tckn=""))
    closing = a_page(f"{BODY}\n   Gereğini{tail.format(name='Ayşe YILMAZ', tckn=number())}")
    found = cut(opening, closing)
    assert cuts(found) == [((1, 2), ())]
    assert found.roles == {1: PageRole.PETITION, 2: PageRole.CONTINUATION}


def test_a_signature_block_on_a_page_of_its_own_is_no_attachment() -> None:
    head, _, tail = LETTER.partition("                                                   {name}")
    found = cut(a_page(head), a_page("Ayşe YILMAZ" + tail.format(tckn=number())))
    assert found.roles[2] is PageRole.CONTINUATION


def test_a_second_office_in_an_unsigned_letter_is_doubted_not_cut() -> None:
    open_ended = a_page(LETTER.partition("   Gereğini")[0])
    assert cuts(cut(open_ended, a_page(LETTER.format(name="", tckn="")))) == [((1, 2), DOUBT)]


def test_another_letter_of_the_same_citizen_is_doubted_not_cut() -> None:
    assert cuts(cut(first(), first())) == [((1, 2), DOUBT)]


def test_another_number_on_a_page_of_the_letter_is_doubted() -> None:
    assert cuts(cut(first(), a_page(f"{BODY}\n{SECOND}"))) == [((1, 2), DOUBT)]


def test_another_number_on_an_attachment_is_no_second_letter() -> None:
    assert cuts(cut(first(), a_page(f"{BILL}\nT.C. Kimlik No: {SECOND}"))) == [((1, 2), ())]


@pytest.mark.parametrize("head", ["T.C.", "pe"])
def test_an_authoritys_letter_behind_is_an_attachment(head: str) -> None:
    official = f"""                    {head}
             ÇANKAYA KAYMAKAMLIĞI

Sayı : 12345
Konu : Başvurunuz
                Sayın Ayşe YILMAZ
   İlgi dilekçeniz incelenmiş olup talebiniz hakkında yapılan işlem aşağıda açıklanmıştır.
   Bilgilerinize rica ederim."""
    found = cut(first(), a_page(official))
    assert cuts(found) == [((1, 2), ())]
    assert cuts(cut(second(), a_page(official))) == [((1, 2), DOUBT)]  # to another citizen
    assert found.roles[2] is PageRole.ATTACHMENT


def test_an_answer_to_the_petitioner_is_doubted_and_never_cut_off() -> None:
    answer = """ENERJİ DAĞITIM A.Ş.
Konu : Başvurunuz
                Sayın Ayşe YILMAZ
   Talebiniz incelenmiş olup sayacınızın değiştirilmesi uygun görülmüştür ve gereği yapılacaktır.
   Bilgilerinize rica ederim.

Genel Müdür
Hikmet TURAN"""
    found = cut(first(), a_page(answer))
    assert cuts(found) == [((1, 2), DOUBT)]
    assert found.roles[2] is PageRole.ATTACHMENT
    assert len(cut(second(), a_page(answer)).cuts) == 2


def test_a_cover_sheet_begins_the_next_letter() -> None:
    cover = a_page(COVER.format(pages="2 (kapak dâhil)"))
    found = cut(cover, first(), cover, second())
    assert cuts(found) == [((1, 2), ()), ((3, 4), ())]
    assert found.roles == {
        1: PageRole.COVER, 2: PageRole.PETITION, 3: PageRole.COVER, 4: PageRole.PETITION,
    }  # fmt: skip


def test_an_envelope_goes_with_the_letter_whose_words_it_shares() -> None:
    mine, theirs = ENVELOPE.format(name="Ayşe YILMAZ"), ENVELOPE.format(name="Mehmet KAYA Kızılay")
    before = cut(a_page(mine), first(), a_page(theirs), second())
    assert cuts(before) == [((1, 2), ()), ((3, 4), ())]
    behind = cut(first(), a_page(mine), second(), a_page(theirs))
    assert [c.pages for c in behind.cuts] == [(1, 2), (3, 4)]
    assert behind.roles[2] is behind.roles[4] is PageRole.ENVELOPE


def test_a_letter_by_hand_is_no_envelope() -> None:
    page = replace(a_page(ENVELOPE.format(name="Ayşe YILMAZ")), handwriting=(Box(9, 9, 9, 9),))
    assert cut(page, a_page(BILL)).roles == {1: PageRole.PETITION, 2: PageRole.ATTACHMENT}


def test_attachments_without_a_letter_go_to_a_person() -> None:
    found = cut(separator(), a_page(BILL), separator(), a_page(ENVELOPE.format(name="Ayşe")))
    assert cuts(found) == [((2,), DOUBT), ((4,), DOUBT)]


def test_a_page_that_could_not_be_read_is_told_to_its_neighbours_only() -> None:
    found = cut(first(), second(), a_page(BODY), first(), failed=[3])
    assert cuts(found) == [((1,), ()), ((2,), ("page.failed",)), ((4,), ("page.failed",))]


def test_a_letter_of_very_many_pages_is_doubted() -> None:
    assert cuts(cut(first(), *[a_page(BILL)] * 60))[0][1] == DOUBT


def test_a_file_of_separators_and_blanks_has_no_petition() -> None:
    found = cut(separator(), blank())
    assert found.cuts == ()
    assert left(found) == [(1, "separator"), (2, "blank")]


def faxed(page: Page, line: str, look: str = "") -> Page:
    header = a_line(line)
    reads = tuple(Read(read.name, (header, *read.lines)) for read in page.reads)
    return replace(page, reads=reads, fax=FaxTags(), look=look)


def sent(page: Page, mark: str, sender: str = "03121234567", look: str = "") -> Page:
    return faxed(page, f"25-03-2026 14:20 {sender} {mark}", look)


def test_another_senders_header_begins_another_letter() -> None:
    found = cut(sent(a_page(BODY), "P.1"), sent(a_page(BODY), "P.1", sender="02169876543"))
    assert cuts(found) == [((1,), ()), ((2,), ())]


def test_a_number_misread_between_two_numbered_pages_tears_no_letter() -> None:
    one, two = sent(a_page(BODY), "P.1"), sent(a_page(BODY), "P.2", sender="83121284587")
    assert cuts(cut(one, two)) == [((1, 2), ())]


def test_what_the_fax_server_wrote_outranks_what_was_read() -> None:
    one, two = sent(a_page(BODY), "P.1"), sent(a_page(BODY), "P.1", sender="02169876543")
    same = [replace(page, fax=FaxTags(sender="03121234567")) for page in (one, two)]
    assert cuts(cut(*same)) == [((1, 2), ())]
    other = [same[0], replace(one, fax=FaxTags(sender="02169876543"))]
    assert cuts(cut(*other)) == [((1,), ()), ((2,), ())]


def test_page_one_after_the_last_page_begins_another_letter() -> None:
    found = cut(*(sent(a_page(BODY), f"S.{n}/2") for n in ("01", "02", "01", "02")))
    assert cuts(found) == [((1, 2), ()), ((3, 4), ())]


@pytest.mark.parametrize("marks", [("02/03", "03/03"), ("01/03", "03/03"), ("01/03", "02/03")])
def test_a_missing_page_is_flagged_wherever_it_was(marks: Sequence[str]) -> None:
    found = cut(*(sent(a_page(BODY), f"S.{mark}") for mark in marks))
    assert cuts(found) == [((1, 2), ("fax.page_missing",))]


def test_separators_and_blank_pages_were_sent_and_miss_nothing() -> None:
    pages = [separator(), first(), blank(), separator(), second(), a_page("")]
    found = cut(*(p if p.blank else sent(p, f"S.0{n}/06") for n, p in enumerate(pages, 1)))
    assert cuts(found) == [((2,), ()), ((5,), ())]
    assert left(found) == [(1, "separator"), (3, "blank"), (4, "separator"), (6, "blank")]


@pytest.mark.parametrize(
    ("pages", "short"),
    [("2 (kapak dâhil)", False), ("2", False), ("2 (kapak hariç)", True), ("3", True)],
)
def test_fewer_pages_than_the_cover_sheet_says_are_flagged(pages: str, short: bool) -> None:  # noqa: FBT001
    found = cut(a_page(COVER.format(pages=pages)), first())
    assert ("fax.page_missing" in found.cuts[0].doubts) is short


@pytest.mark.parametrize(("total", "short"), [(3, True), (2, False), (0, False), (None, False)])
def test_fewer_pages_than_the_fax_server_counted_are_flagged(
    total: int | None,
    short: bool,  # noqa: FBT001
) -> None:
    pages = [replace(p, fax=FaxTags(pages=total)) for p in (first(), a_page(BODY))]
    found = cut(*pages)
    assert ("fax.page_missing" in found.cuts[0].doubts) is short


def test_the_same_paper_twice_is_flagged_and_kept() -> None:
    look = "0f" * 99
    twice = [sent(first(), "S.01/01", look=look), sent(first(), "S.01/01", look="0e" + look[2:])]
    assert cuts(cut(*twice)) == [((1, 2), ("fax.page_repeated",))]


def test_one_form_filled_by_two_citizens_is_no_repeated_page() -> None:
    look = "0f" * 99
    found = cut(sent(first(), "p.1", look=look), sent(second(), "p.1", look=look))
    assert [c.pages for c in found.cuts] == [(1,), (2,)]


def test_a_code_nobody_knows_cuts_in_doubt_unless_it_comes_again() -> None:
    once = cut(first(), separator("bare"), second())
    assert cuts(once) == [((1,), DOUBT), ((3,), DOUBT)]
    again = cut(separator("bare"), first(), separator("bare"), second())
    assert cuts(again) == [((2,), ()), ((4,), ())]


def test_unknown_text_behind_a_signed_letter_is_doubted_unless_the_fax_numbers_it_next() -> None:
    text = a_page("\n".join([BODY] * 3))
    assert cuts(cut(first(), text)) == [((1, 2), DOUBT)]
    assert cuts(cut(sent(first(), "P.1"), sent(text, "P.2"))) == [((1, 2), ())]


def test_a_short_letter_with_a_fax_number_is_no_cover_sheet() -> None:
    letter = first()
    foot = a_page("Tarih: 12.03.2026\nFaks: 0312 555 01 00\nSayfa: 1\nKonu: Park\n" + BODY)
    assert cut(foot).roles == {1: PageRole.PETITION}
    assert cut(letter).roles == {1: PageRole.PETITION}


def test_a_fax_page_with_nothing_but_its_header_is_blank() -> None:
    badly_read = Ink(Box(100, 25, 600, 35), 4_000)
    back = replace(sent(a_page(""), "P.2"), ink=(badly_read,))
    found = cut(sent(first(), "P.1"), back)
    assert left(found) == [(2, "blank")]
    drawn = replace(back, ink=(badly_read, Ink(Box(500, 900, 300, 200), 4_000)))
    assert left(cut(sent(first(), "P.1"), drawn)) == []
    assert left(cut(sent(first(), "P.1"), replace(back, damaged=True))) == []


def test_ink_alone_is_a_page_of_the_letter() -> None:
    drawing = replace(a_page(""), ink=(Ink(Box(500, 500, 900, 900), 40_000),))
    assert cuts(cut(first(), drawing)) == [((1, 2), ())]
