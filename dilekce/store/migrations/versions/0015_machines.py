"""Several machines: who is alive, and who has what in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "machine",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("beats", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_machine")),
    )
    op.create_table(
        "claim",
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("machine", sa.String(80), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_machine"), "claim", ["machine"])
