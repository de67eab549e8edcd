"""Letters alike: sketches, keys, links and what people made of them. Reports that close a day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "sketch",
        sa.Column("petition_id", sa.String(48), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("campaign", sa.String(48), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_sketch_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_sketch")),
    )
    op.create_index(op.f("ix_sketch_campaign"), "sketch", ["campaign"])
    op.create_table(
        "sketch_key",
        sa.Column("petition_id", sa.String(48), nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_sketch_key_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "value", name=op.f("pk_sketch_key")),
    )
    op.create_index("ix_sketch_key_value", "sketch_key", ["value", "petition_id"])
    op.create_table(
        "alike",
        sa.Column("petition_id", sa.String(48), nullable=False),
        sa.Column("other_id", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("found_at", sa.String(32), nullable=False),
        sa.Column("decided", sa.String(10), nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_alike_petition_id")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["petition.id"], name=op.f("fk_alike_other_id")),
        sa.PrimaryKeyConstraint("petition_id", "other_id", name=op.f("pk_alike")),
    )
    op.create_index("ix_alike_decided", "alike", ["decided", "petition_id"])
    op.create_table(
        "day_report",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_report")),
    )
