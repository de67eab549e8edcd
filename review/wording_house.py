"""Texts of the screens around the records: control, search, numbers, own settings.

Split from ``wording`` by size only; ``say`` finds them there.
"""

from collections.abc import Mapping

HOUSE: Mapping[str, tuple[str, str]] = {
    # second keys, audits, disputes
    "control.title": ("Denetim", "Control"),
    "control.second": ("İkinci anahtar", "Second key"),
    "control.second.help": (
        "Bir çalışma arkadaşınızın elle yazdığı numarayı, onu görmeden siz de yazarsınız.",
        "You key the number a colleague typed by hand, without seeing it.",
    ),
    "control.audit": ("Örnek denetimi", "Sample audit"),
    "control.audit.help": (
        "Makinenin kişisiz onayladığı kayıtlardan seçilenler. Sonuç, makineye güveni belirler.",
        "Drawn from records the machine accepted alone. The result decides how far it is trusted.",
    ),
    "control.dispute": ("Uyuşmazlıklar", "Disputes"),
    "control.dispute.help": (
        "İki anahtarın tutmadığı kayıtlar. İlk ikisi dışında bir yönetici karar verir.",
        "Records whose two keys differ. A supervisor who is neither of the two decides.",
    ),
    "control.waiting": ("{count} iş bekliyor", "{count} waiting"),
    "control.start": ("Başla", "Start"),
    "control.none": (
        "Size uygun bekleyen iş yok: kendi yazdığınızı siz denetleyemezsiniz.",
        "Nothing waits that you may do: nobody checks what they typed themselves.",
    ),
    "control.keyed_at": ("Yazıldı", "Keyed"),
    "control.fields": ("Tutmayan alanlar", "Fields that differ"),
    "blind.title.second": ("İkinci anahtar", "Second key"),
    "blind.title.audit": ("Örnek denetimi", "Sample audit"),
    "blind.help": (
        "Kâğıtta ne görüyorsanız onu yazın. Önceki değer bilerek gösterilmez.",
        "Type what you see on the paper. The earlier value is hidden on purpose.",
    ),
    "blind.lens": ("{label}: kâğıttaki yeri", "{label}: its place on the paper"),
    "blind.no_lens": (
        "Bu değerin yeri bilinmiyor; aşağıdaki sayfaya bakın.",
        "Its place is not known; look at the page below.",
    ),
    "blind.pages": ("Sayfalar", "Pages"),
    "blind.value": ("Değer", "Value"),
    "blind.sight": ("Makinenin bulduğu", "What the machine found"),
    "blind.right": ("doğru", "right"),
    "blind.wrong": ("yanlış; doğrusu:", "wrong; it is:"),
    "blind.missing": ("belgede yok", "not on document"),
    "blind.unreadable": ("okunamıyor", "illegible"),
    "blind.submit": ("Kaydet", "Record"),
    "blind.faults": ("Kaydedilmedi: işaretli alanlara bakın.", "Not recorded: see marked fields."),
    "blind.equal": ("İki anahtar tuttu.", "The two keys agree."),
    "blind.differ": (
        "İki anahtar tutmadı; bir yönetici bakacak.",
        "The two keys differ; a supervisor will look.",
    ),
    "blind.gone": (
        "Süresi doldu veya başkasına geçti; yazdığınız kaydedilmedi.",
        "Time ran out or another person has it; what you typed was not recorded.",
    ),
    "dispute.title": ("Uyuşmazlık", "Dispute"),
    "dispute.look": (
        "Önce kâğıda bakın ve kendiniz okuyun; sonra iki değeri açın.",
        "Look at the paper first and read it yourself; then open the two values.",
    ),
    "dispute.show": ("İki değeri göster", "Show the two values"),
    "dispute.first": ("Birinci", "First"),
    "dispute.second": ("İkinci", "Second"),
    "dispute.first.machine": ("Makine", "Machine"),
    "dispute.other": ("başka bir değer:", "another value:"),
    "dispute.submit": ("Karar ver", "Decide"),
    "dispute.settled": ("Karar kaydedildi.", "The decision is recorded."),
}
