"""What only one machine may do at a time: whoever gets the lock leads, for one transaction.

PostgreSQL drops the lock with the transaction, or with the connection of a leader that dies: there
is no term to wait for and nobody to depose. SQLite lets one writer in at a time anyway.
"""

from enum import IntEnum

import sqlalchemy as sa


class Turn(IntEnum):
    """Names of our advisory locks; any constants."""

    AUDIT = 7_430_711
    UPKEEP = 7_430_712
    SCHEMA = 7_430_713


def wait_for(connection: sa.Connection, turn: Turn) -> None:
    """Wait for this turn; it ends with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(turn))))


def leads(connection: sa.Connection, turn: Turn) -> bool:
    """Say whether this transaction got the turn; it ends with the transaction."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(int(turn)))))
