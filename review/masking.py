"""Hide personal data where a list only needs to tell records apart."""


def masked_name(name: str) -> str:
    """Return the first letter of each word: ``Işıl Çağlayan`` → ``I*** Ç***``."""
    return " ".join(f"{word[0]}***" for word in name.split())
