"""What the reading process may take of the machine; it caps itself before it looks at any file.

On Windows the desk puts it into a job object instead (hkdesk.exchange.ledgers.windows_job).
"""

import sys

MEMORY_MB = 1024
PROCESSOR_S = 600


def cap_this_process() -> None:
    """From now on memory beyond the cap is refused, and no core is dumped when that ends the process."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY_MB * 2**20),
        (resource.RLIMIT_CPU, PROCESSOR_S),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))
