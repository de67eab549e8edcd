"""Tables of the machines that share the work: see ``dilekce.store.claims``."""

import sqlalchemy as sa

from dilekce.store.schema import metadata

machine = sa.Table(
    "machine",  # a worker that is running, or died without a word
    metadata,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("beats", sa.BigInteger, nullable=False),  # grows for as long as it is alive
)

claim = sa.Table(
    "claim",  # what a machine has in hand
    metadata,
    sa.Column("subject", sa.String(120), primary_key=True),  # id of an arrival, key of a delivery
    sa.Column("machine", sa.String(80), nullable=False, index=True),  # or claims.NOBODY
    # Machines that died with it in hand: a letter that kills must not go round for ever.
    sa.Column("deaths", sa.Integer, nullable=False),
)
