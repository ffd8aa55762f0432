"""Decides about every output frame; nothing leaves the pipeline but what it made."""

from app.pipeline.guard.guard import Guard, GuardOptions

__all__ = ["Guard", "GuardOptions"]
