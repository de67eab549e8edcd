"""Sign-in through an identity provider, own screens, numbers of waiting records."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "sso_begun",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("back", sa.String(length=200), nullable=False),
        sa.Column("replaces", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_sso_begun")),
    )
    op.create_table(
        "sso_link",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sso_link_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_sso_link")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_sso_link_issuer")),
    )
    op.create_table(
        "preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_preference_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_preference")),
    )
    # Nothing to do for those that 0005 wrote just now with today's code.
    op.execute("""
        INSERT INTO finder (petition_id, kind, value)
        SELECT finder.petition_id, 'waits', finder.value
        FROM finder JOIN petition ON petition.id = finder.petition_id
        WHERE finder.kind = 'tckn' AND petition.state = 'review'
        ON CONFLICT DO NOTHING
    """)
