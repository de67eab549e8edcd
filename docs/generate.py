"""Write the reference pages that the code knows best: ``python docs/generate.py``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from deliver.api import create_api
from deliver.pull_ports import Shelf
from dilekce.settings import (
    FolderDestination,
    PullDestination,
    Settings,
    WebhookDestination,
)
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

## Destinations

Each is a table `[[deliver.destinations]]`. A petition goes to every destination whose conditions
all hold, and to the default where none does. `DILEKCE_DELIVER__DESTINATIONS` takes them as JSON.

| key | kinds | default | meaning |
|---|---|---|---|
{_destinations()}
"""


def _destinations() -> str:
    kinds = {"webhook": WebhookDestination, "folder": FolderDestination, "pull": PullDestination}
    keys: dict[str, list[str]] = {}
    for kind, model in kinds.items():
        for name in model.model_fields:
            keys.setdefault(name, []).append(kind)
    rows = {name: kinds[having[0]].model_fields[name] for name, having in keys.items()}
    return "\n".join(
        f"| `{name}` | {', '.join(keys[name])} | {_shown(field.default)} | {field.description} |"
        for name, field in rows.items()
    )


def _shown(default: object) -> str:
    return "" if default in (None, PydanticUndefined, frozenset()) else f"`{default}`"


def _settings(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        here = (*path, name)
        section = _section(field.annotation)
        if section is not None:
            yield from _settings(section, here)
            continue
        shown = _shown(field.default)
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


def pull_api() -> str:
    """Return the OpenAPI document of the pull API."""
    return json.dumps(create_api(cast(Shelf, None)).openapi(), indent=1, ensure_ascii=False) + "\n"


PAGES = {"settings.md": settings, "reasons.md": reasons, "pull-api.json": pull_api}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
