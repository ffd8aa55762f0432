"""`python -m app` is `understudy`."""

import sys

from app.cli import main

sys.exit(main())
