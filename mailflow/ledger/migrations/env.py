"""Where Alembic finds the connection: `mailflow.ledger.schema` hands over its own, within its own transaction."""

from alembic import context

from mailflow.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
    transactional_ddl=True,
)
context.run_migrations()
