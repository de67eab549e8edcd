"""What can go wrong, sorted by what the caller should do.

::

    DilekceError
    ├── Unacceptable      the paper's fault: quarantine it with its bytes, show a person, go on
    ├── TryLater          the world's fault (disk full, downstream away): keep all, try again
    ├── Stop              bad settings or a missing program: halt and say what to do
    └── Conflict          two hands on one record: show the other change, lose neither

Every error carries a stable ``code``; messages never hold personal data or a file's own name.
"""

from dataclasses import dataclass


class DilekceError(Exception):
    """Any error this product raises on purpose."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["DilekceError"], tuple[str, str]]:
        """Survive the way back from a child process."""
        return type(self), (self.code, self.message)


class Unacceptable(DilekceError):
    """The file or page cannot become a petition; keep its bytes aside and show it to a person."""


class TryLater(DilekceError):
    """Nothing is wrong with the letter; the world is not ready. Keep it and try again."""


class Stop(DilekceError):
    """The program cannot work as it is set up; the message says what to do."""


class Conflict(DilekceError):
    """Someone else changed the record first; read it again before writing."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means to people, in plain Turkish and English."""

    tr: str
    en: str


#: Why a file or a page was set aside. ``Unacceptable.code`` is always one of these.
PROBLEMS: dict[str, Explanation] = {
    "file.empty": Explanation(
        "Dosya boş (0 bayt). Belgeyi yeniden tarayıp gönderin.",
        "The file is empty (0 bytes). Scan and send the document again.",
    ),
    "file.too_large": Explanation(
        "Dosya izin verilenden büyük. Belgeyi parçalara ayırıp gönderin.",
        "The file is larger than allowed. Send the document in parts.",
    ),
    "file.unknown_type": Explanation(
        "Dosya TIFF, PDF, JPEG veya PNG değil. Belgeyi bu türlerden biriyle gönderin.",
        "The file is not TIFF, PDF, JPEG or PNG. Send the document as one of these.",
    ),
    "file.truncated": Explanation(
        "Dosyanın sonu eksik. Aktarım yarıda kalmış olabilir; yeniden gönderin.",
        "The end of the file is missing. The transfer may have broken off; send it again.",
    ),
    "file.encrypted": Explanation(
        "PDF parola ile korunuyor. Parolasını kaldırıp yeniden gönderin.",
        "The PDF is protected by a password. Remove it and send the file again.",
    ),
    "file.portfolio": Explanation(
        "PDF, içine başka dosyalar konmuş bir zarf. İçindeki dosyaları ayrı ayrı gönderin.",
        "The PDF is a wrapper of other files. Send the files inside one by one.",
    ),
    "file.damaged": Explanation(
        "Dosya bozuk, açılamıyor. Belgeyi yeniden tarayın.",
        "The file is damaged and cannot be opened. Scan the document again.",
    ),
    "file.no_pages": Explanation(
        "Dosyada hiç sayfa yok. Belgeyi yeniden tarayın.",
        "The file has no pages. Scan the document again.",
    ),
    "file.too_many_pages": Explanation(
        "Dosyada izin verilenden çok sayfa var. Belgeyi parçalara ayırın.",
        "The file has more pages than allowed. Split the document.",
    ),
    "file.no_readable_page": Explanation(
        "Dosyanın hiçbir sayfası açılamadı. Belgeyi yeniden tarayın.",
        "No page of the file could be opened. Scan the document again.",
    ),
    "file.all_blank": Explanation(
        "Dosyanın bütün sayfaları boş görünüyor. Kâğıt ters taranmış olabilir; yeniden tarayın.",
        "Every page of the file looks blank. The paper may have been scanned face down.",
    ),
    "file.only_separators": Explanation(
        "Dosyada ayraç sayfasından başka bir şey yok. Dilekçelerin tarandığını denetleyin.",
        "The file holds nothing but separator sheets. Check that the letters were scanned.",
    ),
    "file.crashed_reader": Explanation(
        "Dosya okunurken okuyucu program çöktü. Bir yönetici dosyayı incelemeli.",
        "The reading program crashed on this file. An administrator should look at it.",
    ),
    "file.time_out": Explanation(
        "Dosyanın açılması izin verilen süreyi aştı. Bir yönetici dosyayı incelemeli.",
        "Opening the file took longer than allowed. An administrator should look at it.",
    ),
    "file.not_regular": Explanation(
        "Sıradan bir dosya değil (bağlantı, boru veya aygıt). Dosyanın kendisini kopyalayın.",
        "Not a regular file (a link, pipe or device). Copy the file itself.",
    ),
    "file.lost": Explanation(
        "Saklanan dosya bozulmuş veya kaybolmuş. Yedekten geri yükleyip yeniden deneyin.",
        "Kept bytes of the file are damaged or gone. Restore them from the backup, then retry.",
    ),
    "page.damaged": Explanation(
        "Sayfanın görüntüsü bozuk, çözülemedi.",
        "The image of the page is damaged and could not be decoded.",
    ),
    "page.embedded_file": Explanation(
        "PDF'ye dosya eklenmiş; ekler sayfa olarak okunmadı. Özgün dosyayı açıp bakın.",
        "Files are attached to the PDF; they were not read as pages. Open the original to see.",
    ),
    "page.too_large": Explanation(
        "Sayfanın boyutları akla uygun değil.",
        "The dimensions of the page are not plausible.",
    ),
    "page.time_out": Explanation(
        "Sayfanın okunması izin verilen süreyi aştı.",
        "Reading the page took longer than allowed.",
    ),
    "page.crashed_reader": Explanation(
        "Sayfa okunurken okuyucu program çöktü.",
        "The reading program crashed on this page.",
    ),
    "delivery.refused": Explanation(
        "Hedef sistem kaydı kabul etmedi. Bir yönetici bakıp yeniden göndermeli.",
        "The destination refused the record. An administrator should look and send it again.",
    ),
    "delivery.altered": Explanation(
        "Hedef klasörde bu kaydın adıyla başka bir içerik var. Bir yönetici bakmalı.",
        "Another content stands under the record's name at the destination. An administrator "
        "should look.",
    ),
    "work.failed": Explanation(
        "İşlem art arda başarısız oldu. Bir yönetici kayıtlara bakıp yeniden denemeli.",
        "Processing failed repeatedly. An administrator should look at the log and retry.",
    ),
}
