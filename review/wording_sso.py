"""What the desk says about the office's identity provider, in both languages."""

SSO: dict[str, tuple[str, str]] = {
    "sso.button": ("Kurum hesabıyla gir", "Sign in with the office account"),
    "sso.or": ("ya da bu masanın parolasıyla:", "or with a password of this desk:"),
    "sso.instead": ("Parola yerine kurum hesabıyla", "With the office account instead"),
    "sso.entered": ("Giriş yapıldı; masa açılıyor.", "You are signed in; the desk opens."),
    "sso.go_on": ("Sürdür", "Go on"),
    "sso.over": (
        "Bu giriş başka bir pencerede başlamış, kullanılmış veya süresi dolmuş. Yeniden başlatın.",
        "This sign-in began in another browser, was used already or took too long. Begin anew.",
    ),
    "sso.denied": (
        "Kurum hesabı girişi onaylanmadı veya vazgeçildi.",
        "The office account was not confirmed, or you turned back.",
    ),
    "sso.away": (
        "Kurumun kimlik sunucusuna ulaşılamıyor. Biraz sonra deneyin ya da parolanızla girin.",
        "The office's identity server cannot be reached. Try later, or use your password.",
    ),
    "sso.often": (
        "Bu adresten çok kez denendi. On beş dakika sonra deneyin.",
        "Too many attempts from this address. Try again in a quarter of an hour.",
    ),
    "sso.unlinked": (
        "Kurum hesabınız bu masada bir kişiye bağlı değil. Sistem yöneticisinden isteyin.",
        "Your office account is not linked to a person at this desk. Ask the administrator.",
    ),
    "sso.nonce": (
        "Kimlik sunucusunun yanıtı başka bir girişe ait (nonce). Yeniden başlatın.",
        "The identity server's answer belongs to another sign-in (nonce). Begin anew.",
    ),
    "sso.audience": (
        "Kimlik sunucusunun yanıtı başka bir uygulama için (audience). Yöneticiye bildirin.",
        "The identity server's answer is not for this desk (audience). Tell your administrator.",
    ),
    "sso.expired": (
        "Kimlik sunucusunun yanıtının süresi dolmuş. Yeniden başlatın; sürerse saatler farklıdır.",
        "The identity server's answer has expired. Begin anew; if it stays, the clocks differ.",
    ),
    "sso.signature": (
        "Kimlik sunucusunun imzası doğrulanamadı. Yöneticiye bildirin.",
        "The identity server's signature could not be verified. Tell the administrator.",
    ),
    "sso.anew": (
        "Kimlik sunucusu kim olduğunuzu yeniden sormadı (auth_time). Yöneticiye bildirin.",
        "The identity server did not ask anew who you are (auth_time). Tell the administrator.",
    ),
    "sso.answer": (
        "Kimlik sunucusu beklenen yanıtı vermedi. Yöneticiye bildirin.",
        "The identity server did not answer as expected. Tell the administrator.",
    ),
}
