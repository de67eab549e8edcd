"""Alembic's entry: runs on the connection that ``database.upgrade`` hands over."""

from alembic import context

from dilekce.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
)
with context.begin_transaction():
    context.run_migrations()
