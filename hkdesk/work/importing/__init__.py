"""What a ledger that is understood would change on the desk, before and while it is written."""
