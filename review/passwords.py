"""What a password must be: long, typed twice, and not one that everybody tries first."""

from domain.turkish import compose, fold

LEAST, MOST = 12, 200  # characters; the upper bound keeps hashing cheap
_DISTINCT = 5  # fewer different characters are a pattern, not a password

#: Long passwords that head every published list, and the first guesses at an office like ours.
_TRIED_FIRST = frozenset(
    {
        "123456789012", "1234567890123", "1234567890qwerty", "qwertyuiop123", "qwerty123456",
        "password1234", "passwordpassword", "adminadmin123", "administrator", "iloveyou1234",
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "asdfghjkl123", "welcome12345",
        "sifre1234567", "parola123456", "galatasaray1905", "fenerbahce1907", "besiktas1903",
        "trabzonspor1967", "istanbul1453", "turkiye1923", "ataturk1881", "ankara060606",
        "dilekce12345", "belediye1234", "yonetici1234",
    }
)  # fmt: skip


def fault_of(password: str, again: str, name: str) -> str | None:
    """Return the wording key of what is wrong with a new password, None when nothing is."""
    if not LEAST <= len(password) <= MOST:
        return "first.short"
    if password != again:
        return "first.differ"
    plain = fold(compose(password))
    if plain in _TRIED_FIRST or len(set(plain)) < _DISTINCT or (name and fold(name) in plain):
        return "first.easy"
    return None
