"""Tables about the house itself, not about what people wrote."""

import sqlalchemy as sa

from dilekce.store.schema import metadata

presence = sa.Table(
    "presence",  # a role of a process that says, every few seconds, that it is alive
    metadata,
    sa.Column("name", sa.String(60), primary_key=True),  # presence.name_of
    sa.Column("role", sa.String(10), primary_key=True),  # watch | uploads | work
    sa.Column("at", sa.String(32), nullable=False),  # by the database's clock
    sa.Column("facts", sa.JSON, nullable=False),  # counts and seconds by name
)

legal_hold = sa.Table(
    "legal_hold",  # nothing of these petitions may be taken away
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),  # a person's words: shown, never logged
    sa.Column("by", sa.String(60), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
