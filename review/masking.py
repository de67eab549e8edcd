"""Hide personal data where a list only needs to tell records apart."""


def masked_name(name: str) -> str:
    """Return the first letter of each word: ``Işıl Çağlayan`` → ``I*** Ç***``."""
    return " ".join(f"{word[0]}***" for word in name.split())


def masked_tckn(digits: str) -> str:
    """Return the first three and last two of eleven digits; anything else is hidden whole."""
    return f"{digits[:3]}******{digits[9:]}" if len(digits) == 11 else "***"
