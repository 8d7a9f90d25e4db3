"""What the command line calls each kind; known before the database is opened, so that usage is quick to say."""

KINDS = (
    "park",
    "officer",
    "enterprise",
    "qualification",
    "project",
    "project_step",
    "milestone",
    "progress_report",
    "request",
    "request_step",
    "provider",
    "visit",
    "policy",
    "grant",
    "event",
    "indicator",
    "target",
    "chain_node",
    "chain_link",
    "source",
    "citation",
    "attachment",
)
ENTERED = ("request", "project", "enterprise")
