"""Sketches of texts: alike for one text, whoever signs it; unlike for others."""

from extract.sketch import alike, keys, sketch

CAMPAIGN = """Mahallemizin ortasından geçirilmek istenen yüksek gerilim hattının güzergâhının
değiştirilmesini talep ediyoruz. Çocuklarımızın okulu hattın hemen yanındadır. Hattın yer altına
alınması için gerekli çalışmaların başlatılmasını saygılarımla arz ederim."""
OTHER = """Emekli aylığıma yapılan kesintinin sebebini öğrenmek istiyorum. Üç aydır hesabıma eksik
yatmaktadır. Dilekçeme cevap verilmesini ve eksik ödemelerin tarafıma yapılmasını, gereğinin
yapılmasını saygılarımla arz ederim."""


def test_one_text_of_two_people_is_the_same_without_what_tells_them_apart() -> None:
    one = sketch(f"{CAMPAIGN}\nIşıl ÇAĞLAYANGİL\n10000000146", ("Işıl Çağlayangil",))
    two = sketch(f"{CAMPAIGN}\nNail BÜYÜKATLI\n10000000214", ("Nail Büyükatlı",))
    assert alike(one, two) == 1.0
    assert set(keys(one)) == set(keys(two))


def test_a_few_misread_letters_leave_texts_alike() -> None:
    misread = CAMPAIGN.replace("güzergâhının", "güzergâhmın").replace("okulu", "okuiu")
    likeness = alike(sketch(CAMPAIGN), sketch(misread))
    assert 0.7 < likeness < 1
    assert set(keys(sketch(CAMPAIGN))) & set(keys(sketch(misread)))


def test_case_stops_and_line_breaks_do_not_count() -> None:
    assert sketch(CAMPAIGN.replace("\n", " ").replace(".", "")) == sketch(CAMPAIGN)


def test_another_letter_with_the_same_closing_words_is_unlike() -> None:
    assert alike(sketch(CAMPAIGN), sketch(OTHER)) < 0.2
    assert not set(keys(sketch(CAMPAIGN))) & set(keys(sketch(OTHER)))


def test_a_few_words_have_no_sketch_and_are_like_nothing() -> None:
    assert sketch("Gereğinin yapılmasını arz ederim.") == ()
    assert keys(()) == []
    assert alike((), ()) == 0.0
