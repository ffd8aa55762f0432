"""Understudy: a stand-in face on your webcam, live, that fails closed."""

import os

__version__ = "0.1.0"

# numpy's matrix library starts a thread per core and lets them spin after each small product, which
# takes a tenth of the pipeline's frame rate. It reads this when it loads, so it is set before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
