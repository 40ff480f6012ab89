"""What a dragged chat carries: its id in our own type, and only between our own windows."""

from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QDropEvent

MIME = "application/x-desktop-agent-interaction"


def pack(interaction_id: str) -> QMimeData:
    """Data for a drag of this chat."""
    data = QMimeData()
    data.setData(MIME, interaction_id.encode())
    return data


def unpack(event: QDropEvent) -> str | None:
    """Id of the dragged chat; None when it is something else, or comes from another program."""
    data = event.mimeData()
    source = cast("QObject | None", event.source())  # None when the drag comes from another program
    if source is None or not data.hasFormat(MIME):
        return None
    return bytes(data.data(MIME).data()).decode(errors="replace")
