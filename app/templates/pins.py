"""What the packs' manifests must hash to. ``scripts/templates`` rewrites this file."""

BUILTIN = "14932f54d0f89aa3632e922de93904813d3ddaaefd05f4d5760b74b40f00c11a"
"""sha256 of ``assets/templates/builtin/pack.toml``."""
