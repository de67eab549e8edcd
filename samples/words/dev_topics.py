"""What development letters are about."""

from domain.petition import Kind, Track
from samples.words import Topic

TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} BELEDİYE BAŞKANLIĞINA", "{PROVINCE} BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA"),
        subjects=(
            "Sokak aydınlatmasının onarılması",
            "{hood} Mahallesinde yanmayan sokak lambaları hakkında",
        ),
        facts=(
            "{district} ilçesi {hood} Mahallesinde yaklaşık on iki yıldır oturmaktayım.",
            "Sokağımızdaki aydınlatma direklerinden dördü iki aydır yanmamaktadır.",
            "Akşam saatlerinde çocuklarımız ve yaşlılarımız karanlıkta yürümektedir.",
            "Durumu {day} tarihinde telefonla bildirdim, ancak bir sonuç alamadım.",
            "Direklerden birinin üzerinde {number} numarası yazılıdır.",
        ),
        asks=(
            "Arızalı direklerin onarılması için gereğini saygılarımla arz ederim.",
            "Lambaların bir an önce yenilenmesini saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA", "{PROVINCE} İL SAĞLIK MÜDÜRLÜĞÜNE"),
        subjects=(
            "Hastane randevusu alınamaması",
            "Randevu sistemi hakkında şikâyet",
        ),
        facts=(
            "{province} Devlet Hastanesi göz polikliniğinden üç aydır randevu alamamaktayım.",
            "Sistem her gün aynı saatte açılmakta, birkaç dakika içinde bütün saatler dolmaktadır.",
            "Yetmiş iki yaşındaki annemin ameliyat kontrolü bu yüzden gecikmiştir.",
            "Başvuru kaydım {file} sayısı ile açılmış, fakat tarafıma dönüş yapılmamıştır.",
            "Hastane danışması beni başka bir ile yönlendirmiştir.",
        ),
        asks=(
            "Mağduriyetimin giderilmesini arz ve talep ederim.",
            "Randevu verilmesi hususunda gereğini arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} KAYMAKAMLIĞINA", "{DISTRICT} İLÇE MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE"),
        subjects=("Öğrenci servisi talebi", "Taşımalı eğitim kapsamına alınma isteği"),
        facts=(
            "{village} köyünde oturmaktayız ve köyümüzde ortaokul bulunmamaktadır.",
            "Çocuklarımız her gün dört kilometre yolu yürüyerek gitmektedir.",
            "Kış aylarında yol kapandığından derslere devam edememektedirler.",
            "Geçen yıl verdiğimiz {file} sayılı dilekçeye cevap verilmemiştir.",
        ),
        asks=(
            "Köyümüzün taşımalı eğitim kapsamına alınmasını saygılarımla arz ederim.",
            "Servis konulması için gereğinin yapılmasını arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "SOSYAL GÜVENLİK KURUMU BAŞKANLIĞINA",
            "{PROVINCE} SOSYAL GÜVENLİK İL MÜDÜRLÜĞÜNE",
        ),
        subjects=("Emekli aylığının eksik ödenmesi", "Emekli maaşı farkının ödenmesi talebi"),
        facts=(
            "{year} yılında {amount} TL olarak bağlanan aylığım eksik yatmaktadır.",
            "Prim günlerimin bir bölümü sistemde görünmemektedir.",
            "Sigorta sicil numaram {sgk} olup dökümü ekte sunulmuştur.",
            "Şubeye üç kez gittim, her defasında farklı bir bilgi verildi.",
            "Banka hareketlerim incelendiğinde eksiklik açıkça görülecektir.",
        ),
        asks=(
            "Eksik ödenen tutarların tarafıma ödenmesini arz ve talep ederim.",
            "Hesabın yeniden yapılmasını ve farkın ödenmesini saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.IHBAR,
        offices=("{PROVINCE} VALİLİĞİNE", "{PROVINCE} DEFTERDARLIĞINA"),
        subjects=("Fatura düzenlemeyen işletme hakkında ihbar", "Kayıt dışı satış ihbarı"),
        facts=(
            "{hood} Mahallesi {street} Sokaktaki işletme müşterilerine fiş vermemektedir.",
            "Ödemeler yalnızca elden veya şahsi hesaba istenmektedir.",
            "{day} günü {amount} TL ödeme yaptım, belge istediğimde tarafıma hakaret edildi.",
            "İş yerinde sigortasız işçi çalıştırıldığını da gözlemledim.",
        ),
        asks=(
            "Gerekli denetimin yapılmasını bilgilerinize arz ederim.",
            "Konunun incelenmesini ve gereğinin yapılmasını arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ONERI,
        offices=("CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA", "{DISTRICT} BELEDİYE BAŞKANLIĞINA"),
        subjects=("Bisiklet yolu yapılması önerisi", "Sahil yoluna bisiklet şeridi eklenmesi"),
        facts=(
            "Her sabah işime bisikletle gidip gelmekteyim.",
            "{street} Caddesinde yol yeterince geniş olduğu hâlde ayrılmış bir şerit yoktur.",
            "Son bir yılda aynı kavşakta üç kaza meydana gelmiştir.",
            "Benzer uygulama başka illerde trafik yükünü azaltmıştır.",
        ),
        asks=(
            "Önerimin değerlendirilmesini saygılarımla arz ederim.",
            "Bu güzergâha bisiklet şeridi eklenmesini önerir, saygılarımı sunarım.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{DISTRICT} NÜFUS MÜDÜRLÜĞÜNE", "{DISTRICT} KAYMAKAMLIĞINA"),
        subjects=("Adres kaydının düzeltilmesi", "Nüfus kaydındaki adres bilgisinin güncellenmesi"),
        facts=(
            "{day} tarihinde {street} Sokaktaki yeni evimize taşındık.",
            "Elektronik ortamda yaptığım bildirim bina numarası bulunamadığı için kabul edilmedi.",
            "Bina {year} yılında yapılmış olup belediyede kaydı vardır.",
            "Adresim güncellenmediği için tebligatlarım eski adrese gitmektedir.",
        ),
        asks=(
            "Adres kaydımın düzeltilmesini arz ederim.",
            "Gerekli düzeltmenin yapılması için gereğini saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=("{DISTRICT} BELEDİYE BAŞKANLIĞINA", "KARAYOLLARI GENEL MÜDÜRLÜĞÜNE"),
        subjects=(
            "İhale belgelerine ilişkin bilgi talebi",
            "Yol ihalesi hakkında bilgi edinme",
        ),
        facts=(
            "4982 sayılı Bilgi Edinme Hakkı Kanunu uyarınca aşağıdaki bilgileri talep etmekteyim.",
            "{year} yılında {district} ilçesinde yapılan yol bakım ihalesinin toplam bedeli nedir?",
            "İhaleyi hangi firma kazanmış, iş hangi tarihte teslim edilmiştir?",
            "Kabul tutanağının bir örneği tarafıma gönderilebilir mi?",
        ),
        asks=(
            "Bilgi ve belgelerin yazılı olarak adresime gönderilmesini arz ederim.",
            "İstenen bilgilerin tarafıma verilmesini saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{PROVINCE} SU VE KANALİZASYON İDARESİ GENEL MÜDÜRLÜĞÜNE",),
        subjects=("Yüksek su faturasına itiraz", "Hatalı su faturasının düzeltilmesi"),
        facts=(
            "{subscriber} abone numaralı sayacımıza son dönem için {amount} TL fatura gelmiştir.",
            "Evde iki kişi yaşamaktayız ve önceki faturalarımız bunun dörtte biri kadardır.",
            "Sayacın hatalı okunduğunu veya arızalı olduğunu düşünüyorum.",
            "{day} tarihli faturanın fotokopisi ekte sunulmuştur.",
        ),
        asks=(
            "Faturanın düzeltilmesini ve sayacın incelenmesini arz ve talep ederim.",
            "İtirazımın kabul edilmesini saygılarımla arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.GORUS,
        offices=("ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ BAKANLIĞINA",),
        subjects=(
            "İmar planı değişikliği hakkında görüş",
            "Askıdaki plana ilişkin görüşlerim",
        ),
        facts=(
            "{hood} Mahallesi için askıya çıkarılan imar planı değişikliğini inceledim.",
            "Planla park alanının bir bölümü ticaret alanına dönüştürülmektedir.",
            "Mahallede çocukların oynayabileceği başka bir yeşil alan bulunmamaktadır.",
            "{file} sayılı meclis kararında bu değişikliğin gerekçesi açıklanmamıştır.",
        ),
        asks=(
            "Görüşümün dikkate alınmasını arz ederim.",
            "Park alanının korunması yönündeki görüşümü bilgilerinize arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{PROVINCE} AİLE VE SOSYAL HİZMETLER İL MÜDÜRLÜĞÜNE", "{DISTRICT} KAYMAKAMLIĞINA"),
        subjects=("Engelli bakım yardımı talebi", "Evde bakım aylığı bağlanması isteği"),
        facts=(
            "Kardeşim doğuştan bedensel engelli olup bakımını ben üstlenmiş bulunmaktayım.",
            "Sağlık kurulu raporu {file} sayı ile düzenlenmiştir.",
            "Aylık gelirimiz {amount} TL olup kirada oturmaktayız.",
            "Başka bir gelirimiz ve üzerimize kayıtlı taşınmaz yoktur.",
        ),
        asks=(
            "Evde bakım yardımından yararlandırılmamızı saygılarımla arz ederim.",
            "Tarafımıza aylık bağlanması hususunda gereğini arz ederim.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{PROVINCE} VALİLİĞİNE", "{DISTRICT} BELEDİYE BAŞKANLIĞINA"),
        subjects=("Gürültü şikâyeti", "İş yerinden kaynaklanan gürültü hakkında"),
        facts=(
            "Oturduğum apartmanın giriş katındaki iş yeri gece yarısından sonra da çalışmaktadır.",
            "Yüksek sesli müzik yüzünden uyuyamıyor, işe yorgun gidiyoruz.",
            "{day} tarihinde zabıtaya bildirdik, tutanak tutuldu ancak durum değişmedi.",
            "Apartmanda iki bebek ve bir kalp hastası bulunmaktadır.",
        ),
        asks=(
            "İş yerinin denetlenmesini arz ederim.",
            "Gürültünün önlenmesi için gereğinin yapılmasını saygılarımla arz ederim.",
        ),
    ),
)
