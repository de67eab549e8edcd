"""Jinja pages in the visitor's language, everything escaped."""

import datetime as dt
import hashlib
from functools import partial
from importlib import resources

from babel.dates import format_date, format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.decision import REASONS
from domain.errors import PROBLEMS
from review.guard import STATIC
from review.wording import LANGUAGES, say, say_if_known

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class StaticFiles:
    """Our style sheet, module and icon, held in memory and named with their content's hash."""

    def __init__(self) -> None:
        folder = resources.files("review") / "static"
        self._files = {
            item.name: item.read_bytes()
            for item in folder.iterdir()
            if item.name.endswith(tuple(_TYPES))
        }

    def get(self, name: str) -> tuple[str, bytes] | None:
        """Return (media type, bytes), or None for an unknown name."""
        if name not in self._files:
            return None
        return _TYPES[name[name.rindex(".") :]], self._files[name]

    def url(self, name: str) -> str:
        """Return the address of a file; it changes when the file does."""
        return f"{STATIC}{name}?v={hashlib.sha256(self._files[name]).hexdigest()[:12]}"


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
            reason=partial(reason_text, language),
            problem=partial(problem_text, language),
            **values,
        )


def day(language: str, when: dt.date) -> str:
    """Return ``14 Mart 2026`` or ``14 March 2026``."""
    return format_date(when, "d MMMM y", locale=language)


def moment(language: str, when: dt.datetime) -> str:
    """Return day, month and time in Turkish or English."""
    return format_datetime(when, "d MMM y HH:mm", tzinfo=when.tzinfo, locale=language)


def reason_text(language: str, code: str) -> str:
    """Return a review reason in plain words; an unknown code as it is."""
    return REASONS[code][LANGUAGES.index(language)] if code in REASONS else code


def problem_text(language: str, code: str) -> str:
    """Return why a file or page was set aside, in plain words; an unknown code as it is."""
    if code in PROBLEMS:
        return PROBLEMS[code].tr if language == "tr" else PROBLEMS[code].en
    return say_if_known(f"leftover.{code}", language, code)
