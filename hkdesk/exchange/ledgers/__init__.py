"""Ledgers that come in: read, understood, checked; nothing here writes to the desk."""
