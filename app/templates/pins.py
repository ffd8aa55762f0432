"""What the packs' manifests must hash to. ``scripts/templates`` rewrites this file."""

BUILTIN = "1c93c6e3bc42371e5a2fad10e95df79c1f90b1a4f7ded0dd1ac26b9a43948ce9"
"""sha256 of ``assets/templates/builtin/pack.toml``."""
