"""Alembic's entry: migrates the connection it was given."""

from alembic import context

from desktop_agent.server.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
