"""Leases carry a token, drafts, decisions and page plans are kept, a write is done once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Leases live for minutes: those of an older version are dropped."""
    op.add_column("petition", sa.Column("snoozed_until", sa.String(length=32), nullable=True))
    op.add_column(
        "petition", sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_petition_queue", "petition", ["state", "due", "created_at", "id"])
    op.drop_table("lease")
    op.create_table(
        "lease",
        _petition(),
        _person(),
        sa.Column("until", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        *_keys("lease", "petition_id"),
    )
    op.create_index(op.f("ix_lease_person_id"), "lease", ["person_id"])
    op.create_table(
        "draft",
        _petition(),
        _person(),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.String(length=32), nullable=False),
        *_keys("draft", "petition_id", "person_id"),
    )
    op.create_index(op.f("ix_draft_saved_at"), "draft", ["saved_at"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _petition(),
        _person(),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("undo_until", sa.String(length=32), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("keys", sa.Integer(), nullable=False),
        sa.Column("doubted", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        *_keys("decision", "id"),
    )
    for column in ("petition_id", "person_id", "at"):
        op.create_index(op.f(f"ix_decision_{column}"), "decision", [column])
    op.create_table(
        "answer",
        _person(),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_person_id")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_at"), "answer", ["at"])
    _page_plans()


def _page_plans() -> None:
    op.add_column("page", sa.Column("rotation", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "page_plan",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("arrival_id", sa.String(length=40), nullable=False),
        _person(),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["arrival.id"], name=op.f("fk_page_plan_arrival_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_page_plan_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_plan")),
    )
    op.create_index(op.f("ix_page_plan_arrival_id"), "page_plan", ["arrival_id"])


def _petition() -> sa.Column[str]:
    return sa.Column("petition_id", sa.String(length=48), nullable=False)


def _person() -> sa.Column[int]:
    return sa.Column("person_id", sa.Integer(), nullable=False)


def _keys(table: str, *primary: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f(f"fk_{table}_petition_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint(*primary, name=op.f(f"pk_{table}")),
    ]
