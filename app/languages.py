"""The languages that the window speaks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "English",
        "de": "Deutsch",
        "es": "Español",
        "fr": "Français",
        "ja": "日本語",
        "zh_CN": "简体中文",
    }
)
"""Code, as Qt's translations are named → what the language calls itself."""
SOURCE: Final = "en"
"""The language of the texts in the code. Its translation holds plural forms only."""
