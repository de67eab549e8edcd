"""What the verification screen may send: checked to the letter before anything looks at it."""

from typing import Annotated, Literal

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field

from domain.field import FieldName
from domain.petition import Kind

_TOKEN = r"^[0-9a-f]{32}$"  # noqa: S105 - a shape, no secret
_ID = r"^[A-Za-z0-9-]{1,48}$"

Token = Annotated[str, Field(pattern=_TOKEN)]
RecordId = Annotated[str, Field(pattern=_ID)]
Pixels = Annotated[int, Field(ge=0, le=100_000)]

#: The browser's own name for one intention: alike when it sends the same write again.
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9-]{8,64}$")]


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class ClaimForm(_Form):
    """Ask for a record; ``shown`` are those on the screen, ``ahead`` when it is not shown yet."""

    shown: list[RecordId] = Field(default=[], max_length=1)
    ahead: bool = False


class LeaseForm(_Form):
    """Proof of holding a record."""

    lease_token: Token


class BeatForm(LeaseForm):
    """A sign of work; ``shown`` the first time the record is on the screen."""

    shown: bool = False
    ahead: dict[RecordId, Token] = Field(default={}, max_length=1)


class SaidForm(_Form):
    """What the person says of one field."""

    choice: Literal["value", "missing", "unreadable"]
    text: str = Field("", max_length=4000)


class DraftForm(LeaseForm):
    """What the person has settled so far."""

    version: int = Field(ge=0)
    fields: dict[Annotated[FieldName, Field(strict=False)], SaidForm]
    kind: Annotated[Kind, Field(strict=False)] | None = None


class DecisionForm(DraftForm):
    """A decision upon the record with everything settled; ``words`` are the person's reason."""

    outcome: str = Field(max_length=20)
    words: str = Field("", max_length=2000)
    unit: str | None = Field(None, max_length=80)
    seconds: float = Field(0, ge=0, le=86_400)
    keys: int = Field(0, ge=0, le=1_000_000)


class ReadForm(_Form):
    """A box on the page to be read again, for that field."""

    box: tuple[Pixels, Pixels, Pixels, Pixels] = Field(strict=False)
    field: Annotated[FieldName, Field(strict=False)]


class SheafForm(_Form):
    """The pages of one record, each with its rotation; ``id`` is None for a new record."""

    id: RecordId | None
    pages: list[Annotated[tuple[Pixels, int], Field(strict=False)]] = Field(max_length=2000)


class PlanForm(_Form):
    """How the pages of an arrival shall be arranged; ``stamp`` as the screen got it."""

    stamp: str = Field(max_length=100_000)
    records: list[SheafForm] = Field(max_length=2000)
    leftovers: list[Annotated[tuple[Pixels, str], Field(strict=False)]] = Field(max_length=2000)
