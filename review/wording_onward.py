"""The texts of the legal clock, of where a petition goes, of letters back and campaigns."""

from collections.abc import Mapping

ONWARD: Mapping[str, tuple[str, str]] = {
    "clock.term": ("Süre", "Term"),
    "clock.calendar": (
        "{law} m.{article}: {days} gün",
        "law {law} art. {article}: {days} days",
    ),
    "clock.working": (
        "{law} m.{article}: {days} iş günü",
        "law {law} art. {article}: {days} working days",
    ),
    "clock.receipt.fax": (
        "{day} günü alındı (faksın geldiği an, sunucu saati)",
        "received on {day} (when the fax came, server's clock)",
    ),
    "clock.receipt.registry": (
        "{day} günü alındı (evrak kayıt kaşesi)",
        "received on {day} (registry stamp)",
    ),
    "clock.receipt.scan": (
        "{day} günü alındı (kaşesiz mektup, taramanın geldiği gün)",
        "received on {day} (letter without a stamp, when its scan came)",
    ),
    "clock.due": ("son gün {day}", "last day {day}"),
    "clock.moved": (
        "o gün çalışılmadığından {day} gününe uzar",
        "no working day, so it moves to {day}",
    ),
    "clock.half_day": ("o gün mesai 13.00'te biter", "offices close at 13:00 that day"),
    "clock.skipped": ("Sayılmayan tatiller", "Days off passed over"),
    "record.extended": ("Süre uzatımı", "Term extended"),
    "record.candidate": ("Olası birim", "Possible unit"),
    "record.notice": ("Bildirim", "Notice"),
    "notice.text": (
        "yazıldığı kurumdan başkasına gidiyor: {law} m.{article} uyarınca başvurana bildirilir",
        "goes to another body than the one written to: tell the petitioner (law {law}, {article})",
    ),
    "record.hidden": ("Kimlik", "Identity"),
    "hidden.text": (
        "gizli tutulmasını istiyor: birime giden kopyada yer almaz",
        "to be kept secret: not in the copy for the unit",
    ),
    "reply.title": ("Eksik bildirimi", "Letter back"),
    "reply.help": (
        "Yazıyı makine göndermez: çıktısı alınır, sayı ve tarih verilir, imzalanır, gönderilir.",
        "The machine sends nothing: print the letter, number and date it, sign it, send it.",
    ),
    "reply.lacks": ("Eksik olan", "What is lacking"),
    "reply.lack.name": ("ad soyad", "name"),
    "reply.lack.signature": ("imza", "signature"),
    "reply.lack.address": ("adres", "address"),
    "reply.lack.tckn": ("T.C. kimlik numarası okunmuyor", "T.C. number is illegible"),
    "reply.draw": ("Yazıyı hazırla (PDF)", "Draw the letter (PDF)"),
    "reply.back": ("Kayda dön", "Back to the record"),
    "reply.fault": ("Neyin eksik olduğunu seçin.", "Choose what is lacking."),
    "alike.repeat": ("metin ve kişi aynı", "the text and the person"),
    "alike.campaign": ("metin aynı, imza başka", "the text, signed by another"),
    "alike.size": ("aynı metinden {count}", "{count} of this text"),
    "alike.bound": ("Bağlantı kaydedildi.", "Noted."),
    "compare.campaign": (
        "Aynı kampanya: ikisi de yanıtlanır",
        "One campaign: both are answered",
    ),
    "compare.apart": ("İlgisiz", "Nothing to do with each other"),
    "compare.another": (
        "İki ayrı kişinin başvurusu: biri öbürünün mükerreri olarak kapatılamaz.",
        "Two people's petitions: neither can be closed as the other's duplicate.",
    ),
}
