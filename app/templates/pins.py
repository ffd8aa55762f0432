"""What the packs' manifests must hash to. ``scripts/templates`` rewrites this file."""

BUILTIN = "a22871ec9dc44e1b443b7d348db6271eac96cb0bf2d09c0aaf5d2ef726c1ed67"
"""sha256 of ``assets/templates/builtin/pack.toml``."""
