"""Proposals wait for a person's word, gates are judged by it, acceptances are sampled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "proposal",
        sa.Column("petition_id", sa.String(length=48), nullable=False),
        sa.Column("field", sa.String(length=30), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("p_select", sa.Float(), nullable=False),
        sa.Column("p_read", sa.Float(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("against", sa.JSON(), nullable=False),
        sa.Column("settled", sa.JSON(), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("settled_in", sa.String(length=10), nullable=True),
        sa.Column("settled_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_proposal_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "field", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_is_right"), "proposal", ["is_right"])
    op.create_table(
        "proposal_gate",
        sa.Column("petition_id", sa.String(length=48), nullable=False),
        sa.Column("field", sa.String(length=30), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("was_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id", "field"], ["proposal.petition_id", "proposal.field"], name="proposal"
        ),
        sa.PrimaryKeyConstraint("petition_id", "field", "gate", name=op.f("pk_proposal_gate")),
    )
    op.create_table(
        "audit_sample",
        sa.Column("petition_id", sa.String(length=48), nullable=False),
        sa.Column("drawn_at", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_audit_sample_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_audit_sample")),
    )
    op.create_index(op.f("ix_audit_sample_drawn_at"), "audit_sample", ["drawn_at"])
    op.create_index(op.f("ix_audit_sample_done_at"), "audit_sample", ["done_at"])
