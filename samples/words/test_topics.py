"""What the sealed test letters are about: no sentence of these stands in the development set."""

from domain.petition import Kind, Track
from samples.words import Topic

TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} BELEDİYESİ FEN İŞLERİ MÜDÜRLÜĞÜNE", "{DISTRICT} KAYMAKAMLIK MAKAMINA"),
        subjects=("Bozuk kaldırımların tamiri", "{street} Caddesi kaldırım çalışması"),
        facts=(
            "Mahallemizin ana yolu üzerindeki kaldırım taşları yerinden oynamış durumdadır.",
            "Geçtiğimiz hafta komşumuz takılıp düşmüş ve kolunu kırmıştır.",
            "Tekerlekli sandalye kullanan vatandaşlarımız taşıt yoluna inmek zorunda kalıyor.",
            "Belediyenin çağrı merkezine {number} kayıt numarası ile haber verdik.",
            "Aradan bir mevsim geçmesine rağmen ekip gelmemiştir.",
        ),
        asks=(
            "Kaldırımların tamir ettirilmesini makamınızdan istirham ederim.",
            "Gerekli çalışmanın başlatılması hususunu takdirlerinize sunarım.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("TİCARET BAKANLIĞINA", "{PROVINCE} TİCARET İL MÜDÜRLÜĞÜNE"),
        subjects=("Ayıplı ürünün iade alınmaması", "Tüketici mağduriyeti"),
        facts=(
            "{day} günü internet üzerinden {amount} lira karşılığında çamaşır makinesi aldım.",
            "Ürün kutusundan hasarlı çıktı, satıcı iade talebimi kabul etmedi.",
            "Sipariş kodu {subscriber} olup yazışmalar ilişiktedir.",
            "Firma yetkilileri telefonlarıma artık çıkmıyor.",
            "Ödeme kredi kartımdan tahsil edilmiştir.",
        ),
        asks=(
            "Paramın iadesinin sağlanmasını rica ederim.",
            "Satıcı hakkında yasal işlem yapılmasını talep ediyorum.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("GENÇLİK VE SPOR BAKANLIĞINA", "{PROVINCE} GENÇLİK VE SPOR İL MÜDÜRLÜĞÜNE"),
        subjects=("Yurt yerleştirmesi için başvuru", "Öğrenim kredisi ve yurt talebi"),
        facts=(
            "Bu yıl üniversitenin makine mühendisliği bölümünü kazandım.",
            "Ailem {village} köyünde çiftçilik yaparak geçinmektedir.",
            "Yurt başvurum yedek listede {number} sıraya yazılmıştır.",
            "Özel yurtların ücretlerini karşılayacak gücümüz bulunmuyor.",
        ),
        asks=(
            "Durumumun yeniden değerlendirilerek yurda yerleştirilmemi dilerim.",
            "Barınma sorunumun çözülmesi için yardımlarınızı beklerim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("ULAŞTIRMA VE ALTYAPI BAKANLIĞINA", "BİLGİ TEKNOLOJİLERİ VE İLETİŞİM KURUMUNA"),
        subjects=("İnternet bağlantısı kesintileri", "Abonelik iptalinde alınan cayma bedeli"),
        facts=(
            "Evimizdeki internet hattı her akşam defalarca kopuyor.",
            "Hizmet numaramız {subscriber} olup arıza kaydı {file} ile açıldı.",
            "Şirket sözleşmemi feshetmek istediğimde {amount} lira ceza talep etti.",
            "Uzaktan çalıştığım için işimi kaybetme tehlikesi yaşıyorum.",
        ),
        asks=(
            "Cezanın kaldırılmasını ve hattın düzeltilmesini isterim.",
            "Şirketin uyarılması konusunda yardımınızı istirham ederim.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=(
            "{PROVINCE} ÇEVRE İL MÜDÜRLÜĞÜNE",
            "{DISTRICT} KAYMAKAMLIK MAKAMINA",
        ),
        subjects=("Dereye atık bırakılması", "Kaçak yapı bildirimi"),
        facts=(
            "{village} köyü yakınındaki fabrika geceleri dereye koyu renkli su boşaltıyor.",
            "Suyun rengi değişmiş, balıklar ölmeye başlamıştır.",
            "{day} gecesi çektiğim fotoğraflar ektedir.",
            "Çevredeki bahçeler aynı sudan sulanmaktadır.",
        ),
        asks=(
            "Bölgeden numune alınarak sorumluların cezalandırılmasını talep ederim.",
            "Durumun yerinde tespit edilmesini istirham ederim.",
        ),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=("MİLLÎ EĞİTİM BAKANLIĞINA", "{PROVINCE} VALİLİK MAKAMINA"),
        subjects=("Okullarda ilk yardım dersi", "Okul bahçelerinin yazın açılması"),
        facts=(
            "Yirmi yıl öğretmenlik yapmış bir emekliyim.",
            "Yaz tatilinde çocukların top oynayacağı güvenli alan bulmak zorlaşıyor.",
            "Okul bahçeleri üç ay boyunca boş ve kilitli duruyor.",
            "Bir görevli ile bahçelerin gündüz açık tutulması mümkündür.",
        ),
        asks=(
            "Teklifimin incelenmesini dilerim.",
            "Uygun görülürse uygulamaya konulmasını temenni ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} TAPU MÜDÜRLÜĞÜNE", "TAPU VE KADASTRO GENEL MÜDÜRLÜĞÜNE"),
        subjects=("Tapu kaydında isim tashihi", "Miras kalan taşınmazın intikali"),
        facts=(
            "Babamdan kalan {number} parsel sayılı yerin kaydında soyadımız yanlış yazılmıştır.",
            "Veraset ilamı {file} esas sayısıyla alınmıştır.",
            "İşlem için gittiğimde evrakın eksik olduğu söylendi, neyin eksik olduğu belirtilmedi.",
            "Taşınmazın yüzölçümü de eski belgelerle uyuşmamaktadır.",
        ),
        asks=(
            "Kaydın düzeltilmesine müsaadelerinizi dilerim.",
            "Yanlışlığın giderilmesini talep ediyorum.",
        ),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=("{PROVINCE} VALİLİK MAKAMINA", "SAĞLIK BAKANLIĞINA", "MİLLÎ EĞİTİM BAKANLIĞINA"),
        subjects=("Personel sayıları hakkında malumat", "Deprem dayanıklılık raporlarının örneği"),
        facts=(
            "Bilgi Edinme Hakkı Kanunu çerçevesinde şu hususların cevaplanmasını istiyorum.",
            "{district} ilçesindeki kamu binalarından kaçı için dayanıklılık raporu alınmıştır?",
            "Son üç yılda kaç denetim yapılmış, kaçında eksiklik bulunmuştur?",
            "Raporların birer sureti elektronik ortamda verilebilir mi?",
        ),
        asks=(
            "Cevabın tarafıma yazıyla bildirilmesini isterim.",
            "Kanuni süre içinde bilgi verilmesini talep ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{PROVINCE} ELEKTRİK DAĞITIM İL KOORDİNATÖRLÜĞÜNE", "ENERJİ BAKANLIĞINA"),
        subjects=("Sık yaşanan elektrik kesintileri", "Elektrik kesintisinden doğan zarar"),
        facts=(
            "Köyümüzde rüzgâr estiği her gün elektrikler kesiliyor.",
            "{day} günü ani voltaj yükselmesi sonucu buzdolabımız yandı.",
            "Zararımız servis raporuna göre {amount} liradır.",
            "Tesisat numaramız {subscriber} olarak geçmektedir.",
        ),
        asks=(
            "Zararımın karşılanmasını ve hattın yenilenmesini isterim.",
            "Kesintilere son verilmesi için desteğinizi beklerim.",
        ),
    ),
    Topic(
        kind=Kind.GORUS,
        offices=("AİLE VE SOSYAL HİZMETLER BAKANLIĞINA", "TARIM VE ORMAN BAKANLIĞINA"),
        subjects=("Sokak hayvanları düzenlemesi hakkında düşüncem", "Yeni yönetmelik taslağı"),
        facts=(
            "Basında yer alan yönetmelik taslağını okudum ve düşüncelerimi paylaşmak istedim.",
            "Taslak, küçük ilçelerdeki barınak imkânlarını hesaba katmıyor.",
            "Gönüllülerin katkısı metinde hiç yer almamış.",
            "Denetimin nasıl yapılacağı da belirsiz bırakılmış.",
        ),
        asks=(
            "Düşüncelerimin dikkate alınmasını temenni ederim.",
            "Taslağın bu yönde geliştirilmesini dilerim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("HAZİNE VE MALİYE BAKANLIĞINA", "{DISTRICT} VERGİ DAİRESİ MÜDÜRLÜĞÜNE"),
        subjects=("Vergi borcunun taksitlendirilmesi", "Motorlu taşıtlar vergisi iadesi"),
        facts=(
            "Hurdaya ayrılan aracım için hâlâ vergi tahakkuk ettirilmektedir.",
            "Araç {year} senesinde trafikten çekilmiştir.",
            "Borç aslı {amount} liraya ulaşmıştır.",
            "Ödeme emri {file} numarasıyla elime geçti.",
        ),
        asks=(
            "Borcun silinmesini istirham ederim.",
            "Taksit yapılması için onayınızı talep ederim.",
        ),
    ),
)
