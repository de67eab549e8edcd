"""Provinces of Türkiye with their telephone area codes, and districts with their provinces.

Public geography: 81 provinces by plate number, and districts large enough to be known by name.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A district (ilçe) in its province (il)."""

    district: str
    province: str
    area_code: str  #: three digits, without the leading 0


_PROVINCES = """
Adana 322, Adıyaman 416, Afyonkarahisar 272, Ağrı 472, Amasya 358, Ankara 312, Antalya 242,
Artvin 466, Aydın 256, Balıkesir 266, Bilecik 228, Bingöl 426, Bitlis 434, Bolu 374, Burdur 248,
Bursa 224, Çanakkale 286, Çankırı 376, Çorum 364, Denizli 258, Diyarbakır 412, Edirne 284,
Elazığ 424, Erzincan 446, Erzurum 442, Eskişehir 222, Gaziantep 342, Giresun 454, Gümüşhane 456,
Hakkâri 438, Hatay 326, Isparta 246, Mersin 324, İstanbul 216, İzmir 232, Kars 474, Kastamonu 366,
Kayseri 352, Kırklareli 288, Kırşehir 386, Kocaeli 262, Konya 332, Kütahya 274, Malatya 422,
Manisa 236, Kahramanmaraş 344, Mardin 482, Muğla 252, Muş 436, Nevşehir 384, Niğde 388, Ordu 452,
Rize 464, Sakarya 264, Samsun 362, Siirt 484, Sinop 368, Sivas 346, Tekirdağ 282, Tokat 356,
Trabzon 462, Tunceli 428, Şanlıurfa 414, Uşak 276, Van 432, Yozgat 354, Zonguldak 372,
Aksaray 382, Bayburt 458, Karaman 338, Kırıkkale 318, Batman 488, Şırnak 486, Bartın 378,
Ardahan 478, Iğdır 476, Yalova 226, Karabük 370, Kilis 348, Osmaniye 328, Düzce 380
"""

_DISTRICTS = """
Adana: Seyhan, Yüreğir, Çukurova, Ceyhan, Kozan
Adıyaman: Besni, Kâhta
Afyonkarahisar: Dinar, Sandıklı, Bolvadin
Ağrı: Doğubayazıt, Patnos
Amasya: Merzifon, Suluova
Ankara: Çankaya, Keçiören, Yenimahalle, Mamak, Etimesgut, Sincan, Altındağ, Polatlı, Gölbaşı
Antalya: Muratpaşa, Kepez, Alanya, Manavgat, Serik
Artvin: Hopa, Arhavi
Aydın: Efeler, Nazilli, Söke, Kuşadası
Balıkesir: Karesi, Altıeylül, Bandırma, Edremit
Bilecik: Bozüyük
Bingöl: Solhan
Bitlis: Tatvan, Ahlat
Bolu: Gerede
Burdur: Bucak
Bursa: Osmangazi, Nilüfer, Yıldırım, İnegöl, Gemlik
Çanakkale: Biga, Gelibolu
Çankırı: Çerkeş
Çorum: Sungurlu, Osmancık
Denizli: Pamukkale, Merkezefendi, Çivril
Diyarbakır: Bağlar, Kayapınar, Ergani
Edirne: Keşan, Uzunköprü
Elazığ: Kovancılar
Erzincan: Üzümlü
Erzurum: Yakutiye, Palandöken, Horasan
Eskişehir: Odunpazarı, Tepebaşı
Gaziantep: Şahinbey, Şehitkâmil, Nizip
Giresun: Bulancak, Espiye
Gümüşhane: Kelkit
Hakkâri: Yüksekova
Hatay: Antakya, İskenderun, Dörtyol, Kırıkhan
Iğdır: Tuzluca
Isparta: Yalvaç, Eğirdir
İstanbul: Kadıköy, Üsküdar, Ümraniye, Maltepe, Kartal, Pendik, Tuzla, Ataşehir, Sancaktepe
İzmir: Konak, Bornova, Karşıyaka, Buca, Karabağlar, Çiğli, Menemen, Ödemiş, Torbalı
Kahramanmaraş: Onikişubat, Dulkadiroğlu, Elbistan
Karabük: Safranbolu
Karaman: Ermenek
Kars: Sarıkamış
Kastamonu: Tosya, Taşköprü
Kayseri: Melikgazi, Kocasinan, Talas, Develi
Kırıkkale: Keskin
Kırklareli: Lüleburgaz, Babaeski
Kırşehir: Kaman
Kocaeli: İzmit, Gebze, Darıca, Gölcük, Körfez
Konya: Selçuklu, Meram, Karatay, Ereğli, Akşehir
Kütahya: Tavşanlı, Simav
Malatya: Battalgazi, Yeşilyurt
Manisa: Yunusemre, Şehzadeler, Akhisar, Turgutlu, Salihli
Mardin: Artuklu, Kızıltepe, Midyat
Mersin: Yenişehir, Toroslar, Akdeniz, Tarsus, Silifke
Muğla: Menteşe, Bodrum, Fethiye, Milas
Muş: Malazgirt
Nevşehir: Ürgüp, Avanos
Niğde: Bor
Ordu: Altınordu, Ünye, Fatsa
Osmaniye: Kadirli
Rize: Çayeli, Ardeşen
Sakarya: Adapazarı, Serdivan, Akyazı
Samsun: İlkadım, Atakum, Bafra, Çarşamba
Siirt: Kurtalan
Sinop: Boyabat
Sivas: Şarkışla, Suşehri
Şanlıurfa: Haliliye, Eyyübiye, Siverek, Viranşehir
Şırnak: Cizre, Silopi
Tekirdağ: Süleymanpaşa, Çorlu, Çerkezköy
Tokat: Erbaa, Turhal, Niksar
Trabzon: Ortahisar, Akçaabat, Araklı
Tunceli: Pertek
Uşak: Banaz
Van: İpekyolu, Edremit, Erciş
Yalova: Çınarcık
Yozgat: Sorgun
Zonguldak: Ereğli, Çaycuma
Düzce: Akçakoca
"""


def _area_codes() -> dict[str, str]:
    pairs = (entry.strip().rsplit(" ", 1) for entry in _PROVINCES.replace("\n", " ").split(","))
    return dict(pair for pair in pairs)


#: Province → telephone area code (the Asian side's for İstanbul, whose districts here lie there).
AREA_CODES = _area_codes()

PLACES = tuple(
    Place(district.strip(), province, AREA_CODES[province])
    for line in _DISTRICTS.strip().splitlines()
    for province, districts in [line.split(": ")]
    for district in districts.split(",")
)
