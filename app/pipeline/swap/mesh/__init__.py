"""The embedded engine: a textured mesh, drawn on the CPU in real time. No download."""

from app.pipeline.swap.mesh.engine import MeshSwapper

__all__ = ["MeshSwapper"]
