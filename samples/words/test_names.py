"""Names and places of the sealed test letters: none of them stands in the development lists."""

from samples.words import listed

FEMALE = listed(
    """
    Fatma Emine Havva Zehra Nuriye Saadet Gülten Türkan Aynur Sevgi Fadime Döndü Kezban Melahat
    Nigar Suna Handan Sevda Derya Ebru Burcu Gamze Tuba Aslı Ece Selin İpek Defne Nisa Sıla Aleyna
    Ayten Necla Mukaddes Makbule Cemile Naciye Şehriban Gülcan Nurgül Birgül Canan Füsun Jale
    Lütfiye Münevver Nebahat Ülkü Ümran Vildan Yeter Zahide Çağla Şule Özden İlknur Berrin Eylül
    Hilal Aysun
    """
)

MALE = listed(
    """
    Mustafa Ahmet Hasan İsmail Murat Ömer Fatih Adem Salih Veysel Haydar Cengiz Metin Selim Ekrem
    Bahri Dursun Satılmış İdris Yakup Davut Musa İsa Eyüp Harun Erkut Alper Caner Deniz Efe Tarık
    Umut Yiğit Kaan Mert Taner Suat Nevzat Fikret Galip Hamdi Kazım Lokman Mesut Niyazi Oktay
    Peker Rasim Selahattin Tahsin Ulvi Vehbi Yüksel Ziya Çelebi Şevket Özay İlham Gürkan Hıdır
    """
)

SURNAMES = listed(
    """
    Yılmaz Demir Çelik Yıldırım Özdemir Aslan Kara Aktaş Acar Tunç Karataş Gül Özçelik Aksoy
    Can Bilgin Erol Altun Sezer Kaplan Özen Tan Baş Soysal Karabulut Şen Uysal Deniz Çoban Öz
    Kuş Uzun Gök Ekinci Balcı Semiz Tüfekçi Demirci Kuyumcu Terzi Değirmenci Karagöz Yiğit
    Tanrıverdi Beyazıt Hamzaoğlu İmamoğulları Kadıoğlu Cihangir Ilıcalı Irmak Iğdırlı Ulusoy
    Varol Yanardağ Zorlu Ördek Şanlı Çamlıbel Gündoğdu Kocabıyık Sarıgül Topaloğlu Akyürek
    Bektaş Candan Dağdelen Ertürk Fidan Gedik Hız İlhan Karslı Mutlu Oral Pekcan Savaş Tezcan
    Ünlü Vural
    """
)

NEIGHBOURHOODS = listed(
    """
    Yenimahalle Aşağıöveçler Camikebir Kültür Sümer İnönü Sakarya Dumlupınar Aydınlıkevler
    Ilıca Tepecik Çarşı Yavuzselim Kayabaşı Örnek Ulubatlı Şeyhşamil Mimarsinan Selçuk Göztepe
    """
)

STREETS = (
    "Zambak",
    "Nergis",
    "Leylak",
    "Fevzi Çakmak",
    "Cami",
    "Sanayi",
    "Şehit Ömer Halis",
    "Ziya Gökalp",
    "İstasyon",
    "Hükûmet",
    "Bağlar",
    "Tarihi Çeşme",
    "Ihlamur",
    "Kızılırmak",
    "2034",
    "519",
    "Piri Reis",
    "Ömür",
    "Yokuşbaşı",
    "Uğur Mumcu",
)

VILLAGES = ("Aşağıgüney", "Karaağaç", "Ilısu", "Sarıyayla", "Çukurören", "Üçpınar", "Oğulbey")

COMPANIES = (
    "Kuzey Işığı Lojistik Hizmetleri A.Ş.",
    "Sarıyayla Tarım Ürünleri Paz. Ltd. Şti.",
    "Üç Deniz Otomotiv Sanayi ve Ticaret A.Ş.",
    "Başak Temizlik ve Organizasyon Ltd. Şti.",
)
