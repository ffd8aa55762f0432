"""The dialogs that are open beside a window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from app.ui.dialog import Dialog
from app.ui.theme import Theme


class Dialogs:
    """One of each at most; the window stays usable behind them."""

    def __init__(self) -> None:
        self._open: dict[str, Dialog] = {}

    def __getitem__(self, name: str) -> Dialog:
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def open(self, name: str, make: Callable[[], Dialog]) -> Dialog | None:
        """Shows a dialog, before all others. Returns it if it is a new one."""
        made = None
        if name not in self._open:
            self._open[name] = made = make()
            made.finished.connect(lambda _result: self._open.pop(name, None))
            made.show()
        self._open[name].raise_()
        self._open[name].activateWindow()
        return made

    def paint(self, theme: Theme) -> None:
        """In the theme's colours."""
        for dialog in self._open.values():
            dialog.paint(theme)

    def put_away(self, names: Collection[str]) -> None:
        """Those are opened again by another window; all others are closed."""
        for name in names:
            self._open.pop(name).put_away()
        self.close()

    def close(self) -> None:
        """Every one of them."""
        for dialog in list(self._open.values()):
            dialog.close()
