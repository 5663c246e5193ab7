"""`python -m bondtui` is `bondtui`."""

import sys

from bondtui.cli import main

sys.exit(main())
