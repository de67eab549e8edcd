"""Names that are also words, titles or places: people bear all of these."""

from dataclasses import replace

from samples.words import Words, listed

_FEMALE = listed(
    """
    Yıldız Bahar Güneş Sultan Döne Hanım Satı Fatmagül Toprak Pembe Melek Hayat Devlet Gurbet Dilber
    Eda
    """
)
_MALE = listed(
    """
    Hacı Şeyh Barış Duran Sefer Bey Ferman Efendi Şehmus Mirza Güven İmdat Gazi
    """
)
_SURNAMES = listed(
    """
    Kars Sivas Konya Bursalı Dağ Yol Ak Er Usta Hoca Muhtar Memur Başkan Öğretmen Ay Taşköprü Adana
    Tepe Köse Yaylalı Dere Bey Vekil Işıklı Ova Tarım Doktor Pınar Orman Saygılı Bağ
    """
)


def odd(words: Words) -> Words:
    """Return the words with people whose names read as something else."""
    return replace(words, female=_FEMALE, male=_MALE, surnames=_SURNAMES)
