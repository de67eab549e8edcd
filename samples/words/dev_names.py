"""Names and places of development letters, made up or taken from everyday Turkish."""

from samples.words import listed

FEMALE = listed(
    """
    Ayşe Zeynep Elif Hatice Meryem Şerife Sultan Hanife Gülsüm Nurten Leyla Songül Hülya Sevim
    Aysel Dilek Özlem Serpil Nuray Filiz Yasemin Gülay Tülay Nermin Perihan Müzeyyen Nazlı Gonca
    Tuğba Büşra Kübra Esra Merve Rabia Şeyma Beyza İrem Ceren Buse Damla Pınar Çiğdem Özge Ezgi
    Sibel Arzu Nesrin Şengül Güler İnci Sıdıka Ümmühan Feride Bedriye Rukiye Gülizar Şükran Işıl
    Nurcan Zübeyde
    """
)

MALE = listed(
    """
    Mehmet Ali Hüseyin İbrahim Osman Yusuf Ramazan Süleyman Halil Kadir Kemal Cemal Recep Yaşar
    Orhan Erdal Serkan Volkan Gökhan Hakan Tolga Uğur Barış Onur Emre Burak Furkan Enes Kerem
    Çağrı Şükrü Bekir Rıza Nuri Cevdet Turgut Sadık Vedat Levent Sinan Engin Ercan Yalın Özgür
    İlker Oğuz Tuncay Şaban Durmuş Mahmut Necati Sabri Hikmet Ferhat Ümit Çetin Işık Zafer
    Abdurrahman Muharrem
    """
)

SURNAMES = listed(
    """
    Kaya Şahin Yıldız Öztürk Aydın Arslan Doğan Çetin Koç Kurt Özkan Şimşek Polat Korkmaz Erdoğan
    Güneş Bulut Tekin Ateş Yavuz Güler Sarı Uçar Kılıç Işık Taş Coşkun Turan Avcı Ünal Gündüz
    Keskin Ergün Bozkurt Özer Yalçın Karaca Bayram Toprak Duman Çakır Soylu Erbaş Dinçer Güven
    Ilgaz Pehlivan Başaran Türkmen Akbulut Karakuş Demirtaş Yeşilyurt Küçükoğlu Hacıoğlu Sağlam
    Bilgiç İnan Ayhan Durmaz Göçmen Çınar Kabadayı Esen Tuncer Uslu Yörük Zengin Eryılmaz Tosun
    Albayrak Çiftçi Gürbüz Nalbant Özcan Şenol Üstün Kırca Elmas Baykal
    """
)

NEIGHBOURHOODS = listed(
    """
    Cumhuriyet Yenidoğan Bahçelievler Gültepe Fatih İstiklal Zafer Esentepe Hürriyet Karşıyaka
    Şirinevler Yıldıztepe Çamlık Güzelyalı Kocatepe Emek Barbaros Mevlana Pınarbaşı Söğütlü
    """
)

STREETS = (
    "Gül",
    "Lale",
    "Menekşe",
    "Atatürk",
    "Okul",
    "Çiçek",
    "Şehit Kemal",
    "Yunus Emre",
    "Papatya",
    "Fırın",
    "Değirmen",
    "Hastane",
    "İnönü",
    "Akasya",
    "Kışla",
    "Dere",
    "Üçler",
    "1205",
    "847",
    "Gazi",
)

VILLAGES = ("Yukarıçamlı", "Kızılören", "Göktepe", "Akpınar", "Taşlıca", "Eskiköy", "Büyükdere")

COMPANIES = (
    "Yeşilova Gıda Sanayi ve Ticaret Ltd. Şti.",
    "Akkaya İnşaat Taahhüt A.Ş.",
    "Doğuş Yapı Malzemeleri Ltd. Şti.",
    "Özgün Tekstil Sanayi A.Ş.",
)
