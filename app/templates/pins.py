"""What the packs' manifests must hash to. ``scripts/templates`` rewrites this file."""

BUILTIN = "f0dd3ee915508a4de300bcfc08c77dc9a1bb67ccd13205901736fc5304f93268"
"""sha256 of ``assets/templates/builtin/pack.toml``."""
