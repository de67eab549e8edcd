"""What people chose for their own screen: implements ``review.preferences.PreferenceStore``."""

import sqlalchemy as sa

from dilekce.store.tables import preference
from review.ports import Person
from review.preferences import Preferences, stored


class DeskPreferences:
    """One row a person; none for who chose nothing. Nothing here concerns a citizen."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, by: Person) -> Preferences:
        """Return what this person chose."""
        with self._engine.begin() as connection:
            query = sa.select(preference.c.content).filter_by(person_id=by.id)
            return stored(connection.scalar(query))

    def keep(self, by: Person, chosen: Preferences) -> None:
        """Put it in place of what they chose before."""
        with self._engine.begin() as connection:
            connection.execute(preference.delete().filter_by(person_id=by.id))
            connection.execute(
                preference.insert().values(person_id=by.id, content=chosen.to_json())
            )
