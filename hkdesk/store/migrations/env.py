"""Runs the migrations on the connection that migrate.py hands over; they never import the tables."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
