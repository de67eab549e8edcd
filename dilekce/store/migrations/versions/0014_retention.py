"""Letters under a legal hold, and when an arrival's bytes were taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("arrival", sa.Column("purged_at", sa.String(32), nullable=True))
    op.create_table(
        "legal_hold",
        sa.Column("petition_id", sa.String(48), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_legal_hold_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_legal_hold")),
    )
