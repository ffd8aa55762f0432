"""What the packs' manifests must hash to. ``scripts/templates`` rewrites this file."""

BUILTIN = "15dd70c1469663c4b4094b894658ffacfc5f48f06e4a849e2569f61a65714475"
"""sha256 of ``assets/templates/builtin/pack.toml``."""
