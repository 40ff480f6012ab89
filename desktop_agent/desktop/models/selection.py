"""Selection: the one selected interaction of the whole program."""

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """What Enter, Ctrl+T, drop and a right-click act on; every place that lists chats shows it.

    Signals:
        changed: (interaction_id or None) the selection is another.
        activated: (interaction_id) it shall come to the front: show the chat and put the focus into it.
    """

    changed = Signal(object)
    activated = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: str | None = None

    @property
    def current(self) -> str | None:
        """Id of the selected interaction, None when there is none."""
        return self._current

    def select(self, interaction_id: str | None) -> None:
        """Make it the selected one; nothing is focused by this."""
        if interaction_id != self._current:
            self._current = interaction_id
            self.changed.emit(interaction_id)

    def activate(self, interaction_id: str) -> None:
        """Select it and bring it to the front, as a click on an alert or Enter in a list does."""
        self.select(interaction_id)
        self.activated.emit(interaction_id)
