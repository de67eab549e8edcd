"""Jinja pages in the visitor's language, everything escaped."""

import datetime as dt
import hashlib
import re
from functools import lru_cache, partial
from importlib import resources

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.decision import REASONS
from domain.errors import PROBLEMS
from review.guard import STATIC
from review.wording import LANGUAGES, say, say_if_known

_IMPORT = re.compile(r'(\bfrom )"\./([\w-]+\.js)"')
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class StaticFiles:
    """Our style sheets, modules and icon, held in memory.

    Browsers keep them for a year, so every address names the release it belongs to; modules that
    import each other do so by the same addresses.
    """

    def __init__(self) -> None:
        folder = resources.files("review") / "static"
        names = sorted(item.name for item in folder.iterdir() if item.name.endswith(tuple(_TYPES)))
        files = {name: (folder / name).read_bytes() for name in names}
        self._release = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
        self._files = {name: self._addressed(name, content) for name, content in files.items()}

    def _addressed(self, name: str, content: bytes) -> bytes:
        if not name.endswith(".js"):
            return content
        return _IMPORT.sub(rf'\1"./\2?v={self._release}"', content.decode()).encode()

    def get(self, name: str) -> tuple[str, bytes] | None:
        """Return (media type, bytes), or None for an unknown name."""
        if name not in self._files:
            return None
        return _TYPES[name[name.rindex(".") :]], self._files[name]

    def url(self, name: str) -> str:
        """Return the address of a file; it changes when any file does."""
        assert name in self._files
        return f"{STATIC}{name}?v={self._release}"


class Renderer:
    """Renders templates; an undefined name is an error, never an empty string."""

    def __init__(self, static: StaticFiles) -> None:
        self._pages = Environment(
            loader=PackageLoader("review"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals["static"] = static.url

    def page(self, template: str, language: str, **values: object) -> str:
        """Return the page as HTML text."""
        return self._pages.get_template(template).render(
            t=partial(say, language=language),
            language=language,
            languages=LANGUAGES,
            day=partial(day, language),
            moment=partial(moment, language),
            seconds=partial(seconds, language),
            share=partial(share, language),
            reason=partial(reason_text, language),
            problem=partial(problem_text, language),
            **values,
        )


@lru_cache(maxsize=1024)  # a list says the same few days over and over
def day(language: str, when: dt.date) -> str:
    """Return ``14 Mart 2026`` or ``14 March 2026``."""
    return format_date(when, "d MMMM y", locale=language)


def moment(language: str, when: dt.datetime) -> str:
    """Return day, month and time in Turkish or English."""
    return format_datetime(when, "d MMM y HH:mm", tzinfo=when.tzinfo, locale=language)


def seconds(language: str, number: float) -> str:
    """Return ``12,3 sn`` or ``12.3 s``."""
    unit = "sn" if language == "tr" else "s"
    return f"{format_decimal(number, format='#,##0.0', locale=language)} {unit}"


def share(language: str, part: float) -> str:
    """Return ``%41,5`` or ``41.5%``."""
    return format_percent(
        part, format="%#,##0.#" if language == "tr" else "#,##0.#%", locale=language
    )


def reason_text(language: str, code: str) -> str:
    """Return a review reason in plain words; an unknown code as it is."""
    return REASONS[code][LANGUAGES.index(language)] if code in REASONS else code


def problem_text(language: str, code: str) -> str:
    """Return why a file or page was set aside, in plain words; an unknown code as it is."""
    if code in PROBLEMS:
        return PROBLEMS[code].tr if language == "tr" else PROBLEMS[code].en
    return say_if_known(f"leftover.{code}", language, code)
