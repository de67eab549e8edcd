"""What further development letters are about: other offices, and requests put in other words."""

from domain.petition import Kind, Track
from samples.words import Topic

TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} BELEDİYE BAŞKANLIĞI FEN İŞLERİ MÜDÜRLÜĞÜNE",
            "{DISTRICT} BELEDİYESİ BAŞKANLIĞINA",
            "SAYIN {DISTRICT} BELEDİYE BAŞKANLIĞINA",
        ),
        subjects=(
            "Bozuk kaldırım ve yolun yapılması talebi",
            (
                "{hood} Mahallesi {street} Sokak üzerinde kaldırım taşlarının yenilenmesi ve "
                "yolun asfaltlanması talebi"
            ),
            "Yol yapımı",
        ),
        facts=(
            "{hood} Mahallesi {street} Sokakta ikamet ediyorum.",
            "Doğal gaz çalışmasından sonra kazılan yol eski hâline getirilmedi.",
            "Yağmur yağdığında kapımızın önünde su birikiyor, arabalar geçerken çamur sıçratıyor.",
            "Annem geçen hafta kaldırımda ayağı takılarak düştü ve kolu kırıldı.",
        ),
        asks=(
            "Yolun asfaltlanmasını ve kaldırımın yenilenmesini istiyorum.",
            "Kaldırımın yaptırılması hususunda gereğinin yapılmasını arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "KREDİ VE YURTLAR GENEL MÜDÜRLÜĞÜNE",
            "GENÇLİK VE SPOR BAKANLIĞINA",
            "{PROVINCE} GENÇLİK VE SPOR İL MÜDÜRLÜĞÜNE",
        ),
        subjects=(
            "Öğrenim kredisi borcunun taksitlendirilmesi",
            (
                "{year} yılında almış olduğum öğrenim kredisinden doğan borcun faizsiz olarak "
                "taksitlere bölünmesi talebim"
            ),
        ),
        facts=(
            "{year} yılında mezun olduğum üniversitede dört yıl öğrenim kredisi aldım.",
            "Hesabıma {amount} TL borç çıkarılmış olduğunu {day} tarihinde öğrendim.",
            "Hâlen işsizim ve iki çocuğumla ailemin yanında kalıyorum.",
            "Borcun tamamını bir defada ödeme imkânım bulunmamaktadır.",
        ),
        asks=(
            "Borcumun yirmi dört taksite bölünmesini talep ediyorum.",
            "Tarafıma ödeme kolaylığı sağlanması için gereğini bilgilerinize arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} TAPU MÜDÜRLÜĞÜNE",
            "{PROVINCE} KADASTRO MÜDÜRLÜĞÜNE",
            "TAPU VE KADASTRO GENEL MÜDÜRLÜĞÜNE",
        ),
        subjects=("Tapu kaydındaki isim hatasının giderilmesi", "İsim tashihi", "Tapu düzeltme"),
        facts=(
            "{village} köyünde bulunan {number} parsel numaralı tarla babamdan bana kalmıştır.",
            "Tapu senedinde soyadımız bir harf eksik yazılmıştır.",
            "Nüfus kayıt örneği ile veraset ilamı dilekçeme eklenmiştir.",
        ),
        asks=(
            "Kaydın nüfus bilgilerime göre düzeltilmesini rica ederim.",
            "Yanlışlığın giderilerek yeni tapu senedi verilmesi hususunda gereğini arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{DISTRICT} İLÇE TARIM VE ORMAN MÜDÜRLÜĞÜNE",
            "TARIM VE ORMAN BAKANLIĞINA",
            "{PROVINCE} İL TARIM VE ORMAN MÜDÜRLÜĞÜNE",
        ),
        subjects=(
            "Dolu zararının tespiti",
            (
                "{village} köyündeki bahçelerimde dolu nedeniyle oluşan zararın yerinde tespit "
                "edilmesi ve destek ödemesi yapılması"
            ),
        ),
        facts=(
            "{village} köyünde yirmi dönüm kayısı bahçem vardır.",
            "{day} günü yağan dolu ürünümün tamamına yakınını yere döktü.",
            "Çiftçi kayıt sistemine {year} yılından beri kayıtlıyım.",
            "Tarım sigortam vardı, ancak poliçe {number} numara ile bir ay önce sona ermişti.",
        ),
        asks=(
            "Zararın bir heyetçe yerinde görülmesini ve destek verilmesini istirham ederim.",
            "Mağduriyetimin giderilmesi hususunda gereğinin yapılmasını arz ve talep ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{PROVINCE} ÇALIŞMA VE İŞ KURUMU İL MÜDÜRLÜĞÜNE",
            "{DISTRICT} KAYMAKAMLIĞI SOSYAL YARDIMLAŞMA VE DAYANIŞMA VAKFI BAŞKANLIĞINA",
            "{DISTRICT} KAYMAKAMLIK MAKAMINA",
        ),
        subjects=("İş talebi", "Yakacak ve gıda yardımı talebi", "Yardım istemi"),
        facts=(
            "Eşim {year} yılında vefat etti, üç çocuğumla birlikte kirada yaşıyorum.",
            "Çalıştığım tekstil atölyesi {day} tarihinde kapandı.",
            "Kiramız {amount} TL olup iki aydır ödeyemedik.",
            "Temizlik ve mutfak işlerinde çalışmaya hazırım.",
        ),
        asks=(
            "Bana bir iş verilmesini, bu mümkün değilse yardım edilmesini istiyorum.",
            "Durumumuzun araştırılarak yardımda bulunulmasını saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "{DISTRICT} DEVLET HASTANESİ BAŞHEKİMLİĞİNE",
            "{PROVINCE} VALİLİĞİ İL SAĞLIK MÜDÜRLÜĞÜNE",
            "SAĞLIK BAKANLIĞINA",
        ),
        subjects=(
            "Acil serviste görevli personelin ilgisizliği",
            (
                "{day} tarihinde acil serviste saatlerce bekletilmem ve tarafıma kötü muamelede "
                "bulunulması hakkında"
            ),
        ),
        facts=(
            "{day} gecesi göğüs ağrısı ile acil servise gittim.",
            "Dört saat boyunca koridorda bekletildim, kimse benimle ilgilenmedi.",
            "Durumu sorduğumda bankodaki görevli bana bağırdı ve beni dışarı çıkarmak istedi.",
            "Ertesi gün başka bir hastanede kalp krizi geçirdiğim anlaşıldı.",
        ),
        asks=(
            "Sorumlular hakkında soruşturma açılmasını talep ediyorum.",
            "İlgili personelden şikâyetçiyim, gereğini arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "ENERJİ PİYASASI DÜZENLEME KURUMU BAŞKANLIĞINA",
            "ENERJİ VE TABİİ KAYNAKLAR BAKANLIĞINA",
            "{PROVINCE} VALİLİK MAKAMINA",
        ),
        subjects=("Sık elektrik kesintileri", "Elektrik dağıtım şirketi hakkında"),
        facts=(
            "{village} köyünde haftada en az üç gün elektrik kesilmektedir.",
            "{day} günü gelen yüksek gerilim nedeniyle buzdolabımız ve televizyonumuz yandı.",
            "Dağıtım şirketinin çağrı merkezini defalarca aradık, her seferinde oyalandık.",
            "Zararımız {amount} TL tutarındadır.",
        ),
        asks=(
            "Bu şirketten davacı ve şikâyetçiyiz, zararımızın karşılanmasını istiyoruz.",
            "Kesintilere son verilmesi ve şirketin denetlenmesi için gereğini arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "{PROVINCE} TİCARET İL MÜDÜRLÜĞÜNE",
            "{DISTRICT} TÜKETİCİ HAKEM HEYETİ BAŞKANLIĞINA",
        ),
        subjects=("Ayıplı telefon", "Garanti kapsamındaki cihazın onarılmaması şikâyeti"),
        facts=(
            "{day} tarihinde {amount} TL bedelle bir cep telefonu satın aldım.",
            "Ürün ilk haftadan itibaren kendi kendine kapanmaya başladı.",
            "Servis {number} numaralı fişle teslim aldı, kullanıcı hatası diyerek geri verdi.",
            "Satıcı paramı iade etmeyi reddetmektedir.",
        ),
        asks=(
            "Ödediğim bedelin iadesini ve satıcı hakkında işlem yapılmasını talep ederim.",
            "Mağduriyetimin giderilmesini talep ediyor, saygılarımı sunuyorum.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=(
            "{PROVINCE} ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ İL MÜDÜRLÜĞÜNE",
            "{DISTRICT} BELEDİYESİ ZABITA MÜDÜRLÜĞÜNE",
        ),
        subjects=("Ruhsatsız inşaat", "Kaçak kat çıkılması", "Dereye atık bırakılması hk."),
        facts=(
            "{hood} Mahallesi {street} Sokaktaki binaya izinsiz olarak iki kat çıkılmaktadır.",
            "Çalışmalar geceleri ve hafta sonları yapılmaktadır.",
            "İnşaatın önünde ruhsat levhası bulunmamaktadır.",
            "Moloz ve atıklar yandaki dere yatağına dökülmektedir.",
        ),
        asks=(
            "Durumu ihbar ediyor, gerekli işlemin yapılmasını arz ediyorum.",
            "Yerinde inceleme yapılarak sorumlulara ceza verilmesi için bilgilerinize sunarım.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=("{PROVINCE} İL EMNİYET MÜDÜRLÜĞÜNE", "{DISTRICT} CUMHURİYET BAŞSAVCILIĞINA"),
        subjects=("Okul önünde uyuşturucu satışı", "Kumar oynatılan iş yeri"),
        facts=(
            "{street} Caddesindeki kahvehanenin arka odasında her gece kumar oynatılmaktadır.",
            "Kapıya gözcü konulmakta, içeriye tanımadıkları kimseyi almamaktadırlar.",
            "Mahalleden birçok aile bu yüzden dağıldı.",
            "Çevredekiler korktukları için konuşmamaktadır.",
        ),
        asks=(
            "Gerekli operasyonun yapılması için durumu tarafınıza ihbar ederim.",
            "Yukarıda yazdıklarımın araştırılmasını arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=(
            "{PROVINCE} BÜYÜKŞEHİR BELEDİYESİ ULAŞIM DAİRE BAŞKANLIĞINA",
            "ULAŞTIRMA VE ALTYAPI BAKANLIĞINA",
        ),
        subjects=(
            "Yeni otobüs hattı konulması",
            "Hastaneye giden otobüslerin sefer sayısının artırılmasına yönelik önerim",
        ),
        facts=(
            "{hood} Mahallesinden şehir hastanesine gitmek için üç araç değiştirmek gerekiyor.",
            "Yaşlı ve hasta vatandaşlar bu yolu bir buçuk saatte alabiliyor.",
            "{street} Caddesinden geçen hat küçük bir değişiklikle hastaneye uzatılabilir.",
        ),
        asks=(
            "Önerimizin ilgili daire tarafından ele alınmasını dilerim.",
            "Hattın uzatılmasının faydalı olacağı kanaatindeyim, takdirlerinize arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.GORUS,
        offices=("MİLLÎ EĞİTİM BAKANLIĞINA", "YÜKSEKÖĞRETİM KURULU BAŞKANLIĞINA"),
        subjects=("Sınav yönetmeliği taslağına ilişkin değerlendirmem", "Yönetmelik taslağı"),
        facts=(
            "Görüşe açılan yönetmelik taslağını bir öğretmen olarak dikkatle okudum.",
            "Taslağın dokuzuncu maddesi kırsaldaki okulların şartlarını göz ardı etmektedir.",
            "Sınıf mevcutları artırılırsa öğrenciye ayrılan süre azalacaktır.",
            "Kanaatimce bu madde taslaktan çıkarılmalıdır.",
        ),
        asks=(
            "Düşüncelerimi dikkatinize sunar, çalışmalarınızda başarılar dilerim.",
            "Bu konudaki görüşlerimin dikkate alınmasını arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=(
            "TÜRKİYE İSTATİSTİK KURUMU BAŞKANLIĞINA",
            "{PROVINCE} VALİLİĞİ BİLGİ EDİNME BİRİMİNE",
            "{DISTRICT} KAYMAKAMLIĞI'NA",
        ),
        subjects=(
            "Bilgi edinme başvurusu",
            "Belge örneği talebi",
            (
                "{year} yılına ait sosyal yardım harcamalarının tutarı ve yardım alan aile sayısı "
                "hakkında bilgi verilmesi"
            ),
        ),
        facts=(
            "{year} yılında ilçede kaç aileye sosyal yardım yapılmıştır?",
            "Bu yardımların toplam tutarı ve yıllara göre dağılımı nedir?",
            "Başvurumu 4982 sayılı Kanun kapsamında yapıyorum.",
            "Bilgileri yüksek lisans tezimde kullanacağım.",
        ),
        asks=(
            "Konu hakkında tarafıma bilgi verilmesini rica ederim.",
            "İlgili belgelerin onaylı birer suretinin gönderilmesini talep ederim.",
        ),
    ),
)
