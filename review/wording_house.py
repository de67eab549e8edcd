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
    # the password again, own settings
    "confirm.title": ("Parolanızı yeniden yazın", "Give your password again"),
    "confirm.help": (
        "Bu iş için parolanız son beş dakika içinde girilmiş olmalı. Yazdıklarınız kaybolmaz.",
        "For this the password must have been given in the last five minutes. Nothing is lost.",
    ),
    "confirm.wrong": ("Parola yanlış.", "Wrong password."),
    "confirm.submit": ("Onayla ve sürdür", "Confirm and go on"),
    "first.easy": (
        "Bu parola kolay tahmin edilir: adınızı içeriyor, tekdüze veya çok bilinen bir parola.",
        "This password is easily guessed: it holds your name, repeats itself or is well known.",
    ),
    "settings.title": ("Ayarlarım", "My settings"),
    "settings.password": ("Parola değiştir", "Change the password"),
    "settings.old": ("Şimdiki parola", "Present password"),
    "settings.password.help": (
        "En az {least} karakter. Değişince diğer oturumlarınız kapanır.",
        "At least {least} characters. Your other sessions end with the change.",
    ),
    "settings.change": ("Değiştir", "Change"),
    "settings.password_set": ("Parola değişti; diğer oturumlar kapandı.", "Password changed."),
    "settings.keys": ("Tuşlar", "Keys"),
    "settings.sessions": ("Açık oturumlarım", "Where I am signed in"),
    "settings.begun": ("Giriş", "Signed in"),
    "settings.seen": ("Son işlem", "Last seen"),
    "settings.address": ("Adres", "Address"),
    "settings.end": ("Kapat", "End"),
    "settings.here": ("bu oturum", "this one"),
    "settings.session_ended": ("Oturum kapatıldı.", "The session is ended."),
    "key.Enter": ("alan doğru, sonraki şüpheliye", "field is right, next doubtful one"),
    "key.Shift+Enter": ("önceki şüpheli alan", "previous doubtful field"),
    "key.Ctrl+Enter": ("onayla, sonraki kaydı aç", "approve, open the next record"),
    "key.Ctrl+Shift+Enter": ("son kararımı geri al", "undo my last decision"),
    "key.Esc": ("makinenin değerine dön", "back to the machine's value"),
    "key.F8": ("okunamıyor", "illegible"),
    "key.Shift+F8": ("belgede yok", "not on document"),
    "key.F4": ("başka karar", "another outcome"),
    "key.F2": ("yakın, bütün sayfa, sabit", "close, whole page, frozen"),
    "key.F9": ("sayfayı çevir", "turn the page"),
    "key.PageDown": ("sonraki sayfa", "next page"),
    "key.F1": ("tuş listesi", "list of keys"),
    "people.change_role": ("Değiştir", "Change"),
    "role.admin": ("sistem yöneticisi", "administrator"),
}
