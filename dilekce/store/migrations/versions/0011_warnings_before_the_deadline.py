"""When half and four fifths of a petition's time are gone, and who was warned of it.

Petitions kept before know their last day only: they get the days at which the desk changed their
colour so far, fifteen and six before it.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for name in ("half_on", "nearly_on"):
        op.add_column("petition", sa.Column(name, sa.String(10)))
    op.create_index("ix_petition_band", "petition", ["state", "due", "half_on", "nearly_on"])
    op.create_table(
        "deadline_warning",
        sa.Column("petition_id", sa.String(48), nullable=False),
        sa.Column("percent", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_deadline_warning_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "percent", name=op.f("pk_deadline_warning")),
    )
    petition = sa.table(
        "petition",
        *(sa.column(name, sa.String) for name in ("due", "half_on", "nearly_on")),
    )
    connection = op.get_bind()
    days = connection.execute(sa.select(petition.c.due).distinct()).scalars().all()
    for due in filter(None, days):
        last = dt.date.fromisoformat(due)
        connection.execute(
            petition.update()
            .where(petition.c.due == due)
            .values(
                half_on=(last - dt.timedelta(days=15)).isoformat(),
                nearly_on=(last - dt.timedelta(days=6)).isoformat(),
            )
        )
