"""Published JSON Schemas, shipped as package data."""

import json
from importlib import resources
from typing import Any


def petition() -> dict[str, Any]:
    """Return the JSON Schema of the petition record."""
    text = resources.files(__name__).joinpath("petition-1.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
