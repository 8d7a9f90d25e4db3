"""Where the bundle starts; PyInstaller wants a script, not a console-script entry."""

import sys

from hkdesk.__main__ import main

sys.exit(main())
