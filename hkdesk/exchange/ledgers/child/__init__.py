"""What runs in the process that reads a ledger, and only there: nothing here is trusted by the desk."""
