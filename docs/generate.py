"""Write the reference pages that the code knows best: ``python docs/generate.py``."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from dilekce.settings import Settings
from domain.decision import REASONS
from domain.errors import PROBLEMS

REFERENCE = Path(__file__).parent / "reference"


def settings() -> str:
    """Return the page of every setting, its environment name, default and meaning."""
    rows = "\n".join(f"| `{k}` | `{e}` | {d} | {t} |" for k, e, d, t in _settings(Settings, ()))
    return f"""# Settings

Read once at start from `dilekce.toml` in the working folder and from the environment, which
outranks the file. Unknown keys are refused. A section is a TOML table (`[watch]`).

| key | environment | default | meaning |
|---|---|---|---|
{rows}
"""


def _settings(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        here = (*path, name)
        section = _section(field.annotation)
        if section is not None:
            yield from _settings(section, here)
            continue
        default = field.default
        shown = "" if default in (None, PydanticUndefined) else f"`{default}`"
        if field.default_factory is not None:
            shown = "all cores"
        environment = "DILEKCE_" + "__".join(here).upper()
        yield ".".join(here), environment, shown, field.description or ""


def _section(annotation: object) -> type[BaseModel] | None:
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def reasons() -> str:
    """Return the page of every reason and problem in both languages."""
    why = "\n".join(f"| `{code}` | {tr} | {en} |" for code, (tr, en) in sorted(REASONS.items()))
    aside = "\n".join(f"| `{code}` | {e.tr} | {e.en} |" for code, e in sorted(PROBLEMS.items()))
    return f"""# Reasons

## Why a petition waits for a person

| code | Türkçe | English |
|---|---|---|
{why}

## Why a file or page was set aside

| code | Türkçe | English |
|---|---|---|
{aside}
"""


PAGES = {"settings.md": settings, "reasons.md": reasons}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
