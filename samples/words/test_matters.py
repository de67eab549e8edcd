"""What the later sealed layouts are about.

Apart from ``test_topics``, so that letters of the first sealed layouts stay as they were measured.
"""

from domain.petition import Kind, Track
from samples.words import Topic

TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} BELEDİYESİ PARK VE BAHÇELER MÜDÜRLÜĞÜNE",
            "{DISTRICT} BELEDİYESİ YAZI İŞLERİ MÜDÜRLÜĞÜNE",
        ),
        subjects=(
            "{hood} parkındaki oyun grubunun yenilenmesi",
            "Kırık salıncak ve kaydıraklar",
            "Çocuk parkının bakıma alınması",
        ),
        facts=(
            "{hood} Mahallesindeki çocuk parkının salıncakları geçen kıştan beri kırıktır.",
            "Kaydırağın alt kısmında açıkta kalan demirler torunumun elini kesti.",
            "Parkın ışıkları da yanmadığı için hava kararınca kimse oraya yaklaşamıyor.",
            "{day} günü beyaz masaya {number} numarayla kayıt bıraktım, arayan soran olmadı.",
            "Mahallede başka oyun alanı bulunmadığından çocuklar yolda top oynuyor.",
        ),
        asks=(
            "Parkın elden geçirilmesi için ilgilenmenizi rica ediyorum, saygılar sunarım.",
            "Oyun grubunun bu yaz bitmeden değiştirilmesini bekler, saygılarımı iletirim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{PROVINCE} BELEDİYESİ ULAŞIM HİZMETLERİ MÜDÜRLÜĞÜNE",),
        subjects=(
            "Hafta sonu otobüs seferi konulması",
            "{village} hattında sefer sayısının artırılması",
            "Son otobüsün saati",
        ),
        facts=(
            "{village} yolundaki sitelerden şehre inen otobüs cumartesi ve pazar çalışmıyor.",
            "Hastanede gece vardiyasında çalıştığım için eve dönüşte taksiye mecbur kalıyorum.",
            "Son seferin saati {year} yılında geri çekilmişti, bir daha düzeltilmedi.",
            "Durakta beklerken aynı dertten yakınan en az otuz kişi saydım.",
            "Şoför arkadaşlar da talebin haklı olduğunu, karar gelirse çalışacaklarını söylüyor.",
        ),
        asks=(
            "Hiç değilse sabah ve akşam birer sefer eklenmesini talep etmekteyim.",
            "Hattın yolcu sayısına göre yeniden planlanmasını saygıyla dilerim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{DISTRICT} İLÇE SAĞLIK MÜDÜRLÜĞÜNE", "SAĞLIK BAKANLIĞI MAKAMINA"),
        subjects=(
            "Aile sağlığı merkezinde yaşadığım olay",
            "Aile hekimliği hizmetinden memnuniyetsizlik",
        ),
        facts=(
            "{day} sabahı ateşi yükselen oğlumu kayıtlı olduğumuz aile sağlığı merkezine götürdüm.",
            "Kapıdaki görevli sıra kalmadığını söyleyerek bizi muayeneye almadı.",
            "Aynı dakikalarda sonradan gelen iki kişinin içeri alındığına şahidim.",
            "Mecburen özel hastaneye gittik ve {amount} lira ödemek zorunda kaldık.",
            "Olayı anlatan tutanağın numarası {number} olarak bana söylendi.",
        ),
        asks=(
            "Görevli hakkında inceleme yapılmasını ve sonucun bana duyurulmasını istiyorum.",
            "Aynı durumun başkasının başına gelmemesi için gerekenin yapılmasını arz eylerim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{DISTRICT} BELEDİYESİ ZABITA MÜDÜRLÜĞÜNE",),
        subjects=(
            "Lokanta bacasından çıkan duman ve koku",
            "{street} Caddesindeki lokantanın bacası",
            "Bacadan yayılan is",
        ),
        facts=(
            "Evimin altındaki lokantanın bacası yatak odamızın penceresine bakmaktadır.",
            "Öğle saatlerinden gece yarısına kadar evin içi yağ kokusuyla doluyor.",
            "Astım hastası olduğum için pencere açamıyorum, ilaç dozum artırıldı.",
            "İş yeri sahibiyle konuştuk, beğenmeyen taşınsın diye cevap verdi.",
            "{file} sayılı başvurumun üstünden mevsimler geçti, baca hâlâ aynı yerde.",
        ),
        asks=(
            "Bacanın çatıya kadar yükseltilmesi yönünde karar alınmasını isterim.",
            "İş yerinin ruhsatı ile bacasının kontrol edilmesini saygıyla talep ediyorum.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=("{PROVINCE} ORMAN İŞLETME MÜDÜRLÜĞÜNE", "ORMAN GENEL MÜDÜRLÜĞÜNE"),
        subjects=("Kaçak ağaç kesimi", "{village} sırtlarında kesilen çamlar"),
        facts=(
            "{village} sırtlarındaki çamların geceleri motorlu testereyle kesildiğini gördüm.",
            "Tomruklar sabaha karşı plakası çamurla kapatılmış bir kamyona yükleniyor.",
            "Kesilen yer {number} nolu bölmenin dere tarafına düşmektedir.",
            "Köylü korktuğundan ses çıkaramıyor, bekçi de görmezden geliyor.",
        ),
        asks=(
            "Suçüstü yapılabilmesi için ekiplerin gece gönderilmesini bildiririm.",
            "İhbarımın üzerine gidilmesini vatandaşlık görevi olarak talep ederim.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=("{PROVINCE} İL TARIM VE ORMAN MÜDÜRLÜĞÜNE",),
        subjects=("Tarihi geçmiş gıda satan market", "Etiketi değiştirilen et ürünleri"),
        facts=(
            "{street} Sokaktaki marketin arka deposunda et paketlerinin etiketi değiştiriliyor.",
            "Orada {year} yılından bu yıla kadar kasiyer olarak çalıştım, gözümle gördüm.",
            "Son kullanma tarihi dolan tavuklar soslanıp yeniden tezgâha konuyor.",
            "{day} günü alınan ürünün fişini ve resmini saklıyorum.",
        ),
        asks=(
            "Haber vermeden denetime gidilmesini ve numune alınmasını istemekteyim.",
            "Halkın sağlığı için acele edilmesini önemle bildiririm.",
        ),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=(
            "KÜLTÜR VE TURİZM BAKANLIĞI MAKAMINA",
            "{PROVINCE} İL HALK KÜTÜPHANESİ MÜDÜRLÜĞÜNE",
        ),
        subjects=("Kütüphanelerin akşam açık kalması", "Sınav döneminde kütüphane saatleri"),
        facts=(
            "Üniversite sınavına hazırlanan iki çocuk babasıyım.",
            "Halk kütüphanesi saat beşte kapandığından okuldan çıkan öğrenci yer bulamıyor.",
            "Kahvehanede ders çalışılmaz, evler de kalabalık ve soğuk.",
            "Nöbetçi eczane gibi her ilçede bir nöbetçi kütüphane olsa yeter.",
            "Gönüllü veliler sırayla görevlilere yardım edebilir.",
        ),
        asks=(
            "Teklifimin yetkililerce konuşulmasını diler, başarılar temenni ederim.",
            "Bu fikrin bir ilçede denenmesini teklif ediyorum.",
        ),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=("{DISTRICT} BELEDİYESİ TEMİZLİK İŞLERİ MÜDÜRLÜĞÜNE",),
        subjects=("Atık yağ toplama noktası", "Pazar yerine geri dönüşüm kutusu"),
        facts=(
            "Emekli kimya öğretmeniyim ve çevre konularıyla ilgileniyorum.",
            "Kızartma yağları lavaboya döküldükçe kanallar tıkanıyor, su kirleniyor.",
            "Muhtarlık önlerine kilitli birer bidon konulursa herkes getirip boşaltır.",
            "Toplanan yağın satışından mahalle okullarına boya bile alınabilir.",
        ),
        asks=(
            "Uygun bulunursa kendi mahallemde gönüllü çalışmaya hazırım.",
            "Önerimi değerlendirmeye alacağınıza inanıyor, kolaylıklar diliyorum.",
        ),
    ),
    Topic(
        kind=Kind.GORUS,
        offices=("İÇİŞLERİ BAKANLIĞI MAKAMINA", "ENERJİ VE TABİİ KAYNAKLAR BAKANLIĞINA"),
        subjects=("Kalıcı yaz saati uygulaması", "Kış saatine dönüş hakkındaki fikrim"),
        facts=(
            "Kalıcı yaz saati uygulaması konusunda ne düşündüğümü yazmak istedim.",
            "Doğu illerinde güneş erken doğsa da batıda çocuklar zifiri karanlıkta okula gidiyor.",
            "Tasarruf edildiği söyleniyor, oysa sabahları bütün lambalar yanıyor.",
            "Servis şoförü olan eşim sabah kazalarının çoğaldığını anlatıyor.",
        ),
        asks=(
            "Kararın bölgelere göre ele alınmasının doğru olacağı kanaatindeyim.",
            "Fikrimin dosyaya konulmasını ve okunmasını isterim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} ASKERLİK ŞUBESİ BAŞKANLIĞINA", "MİLLÎ SAVUNMA BAKANLIĞI MAKAMINA"),
        subjects=("Askerliğimin ertelenmesi", "Sevk tehir isteği", "Erteleme işlemi"),
        facts=(
            "Yüksek lisans tezimi yazmakta iken sevk tarihimin geldiğini öğrendim.",
            "Okulun gönderdiği belge {number} sayısıyla şubenize ulaşmış olmalıdır.",
            "Enstitü yazının postada kaldığını, yenisini düzenleyeceğini bildirdi.",
            "Tez savunmam {file} sayılı kurul kararıyla gelecek döneme bırakıldı.",
        ),
        asks=(
            "Sevkimin öğrenim süremin sonuna bırakılmasını müsaadelerinize sunarım.",
            "Erteleme işleminin yapılmasını, yapılmayacaksa nedeninin yazılmasını dilerim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("TİCARET BAKANLIĞI MAKAMINA", "{DISTRICT} TÜKETİCİ HAKEM HEYETİNE"),
        subjects=("Kargoda kaybolan koli", "Kargo şirketinin ilgisizliği"),
        facts=(
            "{day} günü kızıma gönderdiğim çeyiz kolisi yolda kayboldu.",
            "Gönderi takip numarası {subscriber} olup en son aktarma merkezinde görünüyor.",
            "Müşteri hizmetleri her aradığımda üç iş günü daha beklememi istedi.",
            "Kolide {amount} liralık eşya vardı, faturaları elimdedir.",
            "Şube müdürü tazminat için mahkemeye gidin dedi.",
        ),
        asks=(
            "Zararımın firmadan tahsil edilmesini istiyorum.",
            "Şirketin işini doğru yapması için uyarılmasını saygılarımla istiyorum.",
        ),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=(
            "{DISTRICT} BELEDİYESİ EMLAK VE İSTİMLAK MÜDÜRLÜĞÜNE",
            "{PROVINCE} BELEDİYESİ MALİ HİZMETLER MÜDÜRLÜĞÜNE",
        ),
        subjects=("Kiraya verilen büfeler", "Otopark gelirlerine dair sorular"),
        facts=(
            "Bilgi edinme hakkımı kullanarak aşağıdaki üç soruyu yöneltiyorum.",
            "{year} yılından bu yana belediyeye ait kaç büfe kiraya verilmiştir?",
            "Otopark işletmesinden geçen yıl ne kadar gelir sağlanmıştır?",
            "{file} sayılı encümen kararının bir kopyası bana verilebilir mi?",
        ),
        asks=(
            "Soruların tek tek karşılanmasını yasal hakkım olarak bekliyorum.",
            "Kararın kopyasını posta ile almak istediğimi belirtirim.",
        ),
    ),
)
