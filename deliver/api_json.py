"""The JSON of the pull API, and its cursors."""

import base64
import binascii
import datetime as dt
from http import HTTPStatus

from pydantic import BaseModel, ConfigDict, Field, computed_field

from deliver.pull_ports import Offer

#: As the places of offers are kept: a larger number is none of ours.
_LARGEST = 2**63 - 1


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class OfferJson(_Answer):
    """One revision of one petition. Its content stands behind ``record``."""

    id: str
    revision: int
    offered_at: dt.datetime
    acknowledged_at: dt.datetime | None
    record: str = Field(description="path of the record; `/pdf` and `/original` follow it")


class Offers(_Answer):
    """A piece of the list."""

    petitions: list[OfferJson]
    next: str = Field(description="cursor: `after` of the next request")
    more: bool = Field(description="whether more is there already")


class Acknowledgement(BaseModel):
    """What a downstream says of a revision that it keeps."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,99}$",
        description="number under which it is kept, never a name",
    )


class Acknowledged(_Answer):
    """The receipt as it stands."""

    id: str
    revision: int
    reference: str
    acknowledged_at: dt.datetime


class Problem(_Answer):
    """Problem Details (RFC 9457); ``code`` says what happened and does not change."""

    type: str = "about:blank"
    status: int
    code: str

    @computed_field  # type: ignore[prop-decorator]
    @property
    def title(self) -> str:
        """Name of the status."""
        return HTTPStatus(self.status).phrase


def offer_json(offer: Offer, base: str) -> OfferJson:
    """Return the offer as it is listed."""
    return OfferJson(
        id=offer.petition_id,
        revision=offer.revision,
        offered_at=offer.offered_at,
        acknowledged_at=offer.acknowledged_at,
        record=f"{base}/petitions/{offer.petition_id}/revisions/{offer.revision}",
    )


def cursor_of(place: int) -> str:
    """Return the place as a cursor: opaque, so that nobody counts on what stands in it."""
    return base64.urlsafe_b64encode(f"1.{place}".encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> int | None:
    """Return the place a cursor names, 0 without one, None when it is none of ours."""
    if cursor is None:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    number = text.removeprefix("1.")
    if not number.isdigit() or int(number) > _LARGEST or cursor_of(int(number)) != cursor:
        return None
    return int(number)
