"""Files that nobody wrote: runs that look for what would take the desk down."""
