"""Second keys and blind audits, words to find records by, limits, session facts."""

import sqlalchemy as sa
from alembic import op

from dilekce.store import finder
from dilekce.store.tables import petition

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _blind_task()
    op.create_table(
        "finder",
        sa.Column("petition_id", sa.String(length=48), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_finder_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "kind", "value", name=op.f("pk_finder")),
    )
    op.create_index("ix_finder_kind_value", "finder", ["kind", "value"])
    _find_what_is_there()
    op.create_table(
        "turnstile",
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("since", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what", "who", name=op.f("pk_turnstile")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        for name, length in (("seen_at", 32), ("fresh_until", 32), ("address", 45)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))


def _find_what_is_there() -> None:
    connection = op.get_bind()
    there = sa.select(petition.c.id, petition.c.record, petition.c.state)
    for row in connection.execute(there).all():
        finder.note(connection, row.id, row.record, waiting=row.state == "review")


def _blind_task() -> None:
    op.create_table(
        "blind_task",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("petition_id", sa.String(length=48), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.Column("first_by", sa.String(length=60), nullable=False),
        sa.Column("first", sa.JSON(), nullable=False),
        sa.Column("second_by", sa.String(length=60), nullable=True),
        sa.Column("second", sa.JSON(), nullable=True),
        sa.Column("keyed_at", sa.String(length=32), nullable=True),
        sa.Column("settled_by", sa.String(length=60), nullable=True),
        sa.Column("settled", sa.JSON(), nullable=True),
        sa.Column("settled_at", sa.String(length=32), nullable=True),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_blind_task_petition_id")
        ),
        sa.ForeignKeyConstraint(["held_by"], ["person.id"], name=op.f("fk_blind_task_held_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_task")),
        sa.UniqueConstraint(
            "petition_id", "purpose", "revision", name=op.f("uq_blind_task_petition_id")
        ),
    )
    for column in ("petition_id", "state", "keyed_at"):
        op.create_index(op.f(f"ix_blind_task_{column}"), "blind_task", [column])
