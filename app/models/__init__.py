"""Weights that the user gets: which there are, where they lie, and loading them.

`Registry` says what there is, `ModelStore` finds and verifies files, `fetch` downloads them with
their licences agreed to, and `ModelManager` loads networks once for all who use them. Nothing here
uses the network unless `fetch` is called, because somebody asked for it.
"""
