"""Tables of letters that are alike: see ``dilekce.store.likeness``."""

import sqlalchemy as sa

from dilekce.store.schema import metadata

sketch = sa.Table(
    "sketch",  # what a letter's text is alike by, and the campaign it belongs to
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),  # extract.sketch
    sa.Column("campaign", sa.String(48), nullable=False, index=True),  # id of its first petition
)

sketch_key = sa.Table(
    "sketch_key",  # petitions that share a key may be alike
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("value", sa.String(20), primary_key=True),
    sa.Index("ix_sketch_key_value", "value", "petition_id"),
)

alike = sa.Table(
    "alike",  # two petitions whose texts are alike; a person says what they are to each other
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("other_id", sa.ForeignKey("petition.id"), primary_key=True),  # the earlier one
    sa.Column("kind", sa.String(10), nullable=False),  # repeat | campaign, as it seems
    sa.Column("likeness", sa.Float, nullable=False),
    sa.Column("found_at", sa.String(32), nullable=False),
    sa.Column("decided", sa.String(10)),  # repeat | campaign | apart
    sa.Column("decided_by", sa.String(60)),
    sa.Column("decided_at", sa.String(32)),
    sa.Index("ix_alike_decided", "decided", "petition_id"),
)
