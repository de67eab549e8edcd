"""A session can be locked: its screen is covered until the password is given."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "session", sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
