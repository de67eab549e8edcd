"""The longer term of law 4982 m.11: 30 working days, once the applicant was told why, in time."""

import sqlalchemy as sa

from dilekce import records
from dilekce.records import Registry
from dilekce.store import petitions
from dilekce.store.audit import Deed
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.petition import Track
from domain.record import Record, instant


def extend(
    database: sa.Engine, registry: Registry, deed: Deed, petition_id: str, words: str
) -> Record:
    """Give a waiting petition the longer term; ``words`` say what the applicant was told.

    Returns the record. Raises ``Conflict`` where the law gives no longer term, or not any more.
    """
    with database.begin() as connection:
        row = petitions.get(connection, petition_id)
        record = row["record"]
        if row["state"] != PetitionState.REVIEW:
            raise Conflict("petition.changed", "only a waiting petition's term can be extended")
        if record["track"] != Track.INFORMATION or record.get("extended"):
            raise Conflict("clock.no_extension", "law 4982 m.11 extends its own term, and once")
        if deed.at.date().isoformat() > record["clock"]["due"]:
            raise Conflict("clock.too_late", "the applicant must be told before the 15 days end")
        told = {"words": words, "by": deed.actor, "at": instant(deed.at)}
        longer = records.rerouted(record | {"extended": told}, registry)
        petitions.rewrite(connection, deed, row, longer, "petition.extended")
    return longer
