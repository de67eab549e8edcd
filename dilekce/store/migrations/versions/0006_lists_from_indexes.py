"""Search and the lists of a full store are answered from indexes."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_finder_kind_value", "finder")
    op.create_index("ix_finder_kind_value", "finder", ["kind", "value", "petition_id"])
    op.create_index("ix_petition_changed_at", "petition", ["changed_at", "state"])
    op.create_index("ix_petition_page_arrival_id", "petition_page", ["arrival_id", "page"])
