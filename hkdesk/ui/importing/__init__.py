"""A ledger taken in: its columns, its rows before they are written, what was taken in before."""
