"""What the sealed long letters are about: whole paragraphs, for letters of two pages."""

from domain.petition import Kind
from samples.words import Topic


def _told(text: str) -> tuple[str, ...]:
    """Return three facts, told in order and all of them taken, each of paragraphs on its lines."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n".join(parts[:4]), "\n".join(parts[4:8]), "\n".join(parts[8:])


TOPICS = (
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "ÇALIŞMA VE SOSYAL GÜVENLİK BAKANLIĞI MAKAMINA",
            "{PROVINCE} ÇALIŞMA VE İŞ KURUMU İL MÜDÜRLÜĞÜNE",
        ),
        subjects=("Ödenmeyen ücret ve fazla mesailerim", "İşverenin haksız uygulamaları"),
        facts=_told(
            """
            Bir tekstil atölyesinde {year} yılının başından itibaren ütücü olarak çalıştım.
            İşe girerken benden boş bir kâğıda imza alındı, o gün bunun ne anlama geldiğini
            bilmiyordum. Atölyede otuz kadar işçi vardı ve hepimizden aynı imza istenmişti.

            Sabah sekizde başlayan iş akşam dokuzda bitiyordu. Cumartesi günleri de tam gün
            çalışıyor, siparişin sıkıştığı haftalarda pazar günü de çağrılıyorduk. Fazla
            çalışmanın karşılığı hiçbir zaman bordroya yazılmadı.

            Bordroda asgari ücret görünüyor, kalan kısım zarf içinde elden veriliyordu.
            Zarfla verilen para önce gecikmeye başladı, daha sonra tamamen kesildi. Bana
            kalan alacak {amount} lirayı buldu.

            Ustabaşına durumu sorduğumda sabretmemizi, ihracat parasının beklendiğini
            söyledi. Aradan üç ay geçti, para gelmediği gibi iki arkadaşımız da sorduğu için
            kapının önüne konuldu.

            {day} günü işveren beni yazıhaneye çağırarak istifa dilekçesi imzalamamı istedi.
            Kabul etmeyince kartım iptal edildi, ertesi sabah turnikeden geçemedim. Olayı
            gören güvenlik görevlisi yazılı beyan vermeye hazırdır.

            Sigorta dökümüme baktığımda {year} yılındaki dört ayın hiç bildirilmediğini
            gördüm. Hastalandığım hafta için verilen rapor da işleme konulmamış, iş
            göremezlik ödemesi alamamıştım.

            Arabulucuya gittik, {file} sayılı son tutanakta anlaşma sağlanamadığı yazılıdır.
            İşveren vekili toplantıya yalnızca on dakika katılıp ayrıldı.

            Aynı durumda olan arkadaşlarımın çoğu işsiz kalmaktan korktuğu için konuşamıyor. Bir
            kısmı kayıt dışı çalıştırıldığından resmî olarak orada hiç görünmüyor. Onların da
            sesi olmak istediğim için bütün bunları tek tek yazıyorum.

            Şirketin adı bu sürede iki defa değişti, fakat makineler, ustabaşı ve bina aynı
            kaldı. Yeni şirketin muhasebecisi eski borçlardan sorumlu olmadıklarını söyledi.

            Ocak ayında verilen iş elbisesinin parası bile ücretimden düşüldü. Yemek için kesilen
            para bordroda görünmüyor, bunu gösteren mesajları telefonumda saklıyorum.

            Evde okula giden üç çocuğum var, kiramı iki aydır ödeyemiyorum. Ev sahibi
            anlayış gösterdi ancak bunun daha fazla sürmeyeceğini de açıkça belirtti.
            """
        ),
        asks=(
            "İş yerinin denetlenmesini ve hakkımın alınmasına yardım edilmesini isterim.",
            "Atölyede inceleme yapılarak alacağımın ödetilmesini saygıyla talep ederim.",
        ),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{PROVINCE} ÇEVRE VE ŞEHİRCİLİK İL MÜDÜRLÜĞÜNE",
            "TOPLU KONUT İDARESİ BAŞKANLIĞINA",
        ),
        subjects=("Kentsel dönüşümde hak sahipliğim", "Konut kurasında düzeltme isteği"),
        facts=_told(
            """
            Babamdan kalan iki katlı evde doğdum, bütün ömrüm o evde geçti. Ev {year}
            yılında riskli ilan edilerek yıkım programına alındı. Bize verilen kâğıtta hak
            sahibi olarak babamın adı yazılıydı, oysa kendisi yıllar önce vefat etmişti.

            Mirasçılık belgesini aldım ve {day} günü proje ofisine götürdüm. Görevli belgeyi
            kabul etti, fakat kayıt numarası vermedi. İkinci gidişimde dosyada böyle bir
            evrak bulunmadığı söylendi.

            Kura listesi asıldığında adımızın yedekte bile olmadığını gördüm. Sokağımızda
            bizden sonra başvuran bütün komşularımıza daire çıkmıştı. Listedeki sıra
            numarası {number} olan satır boş bırakılmıştı.

            Ofisteki müdür yardımcısı bunun bilgisayardan kaynaklandığını, düzeltileceğini
            söyledi. Üç ay boyunca her hafta gidip geldim, her seferinde başka bir masaya
            gönderildim.

            Kira yardımı da bu yüzden bağlanmadı. Annemle birlikte kardeşimin iki odalı
            evine sığındık. Annem seksen bir yaşında ve merdiven çıkamıyor, kardeşimin evi
            dördüncü katta.

            Eşyamızı koyduğumuz deponun kirası {amount} lirayı geçti. Nem yüzünden annemin
            çeyiz sandığı ile dolaplarımız kullanılmaz hâle geldi.

            Bankaya yatırdığım başvuru bedelinin dekontu elimdedir. Dekontta {file} sayılı
            dosya numarası açıkça okunmaktadır, yani başvurum ofisin elindedir.

            Geçen ay gelen bir yazıda eksik evrak olduğu bildirildi, ancak hangi evrakın eksik
            olduğu yazılmamıştı. Telefonla sorduğumda yazıyı yazan memurun izinde olduğu, yerine
            kimsenin bakmadığı söylendi.

            Mahallede bizim gibi dört aile daha var. Hepsinin ortak yanı, evin hâlâ ölmüş bir
            büyüğün üzerinde görünmesidir. Bu ailelerden biri dava açtı ve kazandı, bizim ise
            avukat tutacak gücümüz yoktur.

            Annem her akşam eski sokağımızdan geçmek istiyor, şantiyenin önünde durup bakıyor.
            Ona ne zaman döneceğimizi soruyor, verecek cevap bulamıyorum.

            Benim kimsenin dairesinde gözüm yok. Yalnızca doğduğum evin yerine yapılan
            binada bize düşen payın kayda geçmesini istiyorum.
            """
        ),
        asks=(
            "Kaydın düzeltilerek hak sahipliğimizin tanınmasını makamınızdan istirham ederim.",
            "Dosyamın yeniden ele alınmasını ve bana yazılı bilgi verilmesini dilerim.",
        ),
    ),
)
