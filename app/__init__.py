"""Understudy: a stand-in face on your webcam, live, that fails closed."""

__version__ = "0.1.0"
