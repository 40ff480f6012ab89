"""A small window with everything the driver must be able to move, in a process of its own."""

import sys

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.lab.driver.pipe import Pipe, reserve_output


class Source(QLabel):
    """Can be dragged."""

    def __init__(self) -> None:
        super().__init__("a chat")
        self.setObjectName("source")
        self._pressed: QPoint | None = None

    def mousePressEvent(self, event) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event) -> None:
        far = self._pressed is not None and (event.position().toPoint() - self._pressed).manhattanLength()
        if far and far >= QApplication.startDragDistance():
            self._pressed = None
            drag, data = QDrag(self), QMimeData()
            data.setText("chat 42")
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)


class Goal(QLabel):
    """Takes drops."""

    def __init__(self) -> None:
        super().__init__("nothing yet")
        self.setObjectName("goal")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event) -> None:
        self.setText("would take it")
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event) -> None:
        self.setText("left")

    def dropEvent(self, event) -> None:
        self.setText(f"took {event.mimeData().text()}")
        event.acceptProposedAction()


def build() -> QWidget:
    window = QWidget()
    window.setObjectName("sample")
    window.setWindowTitle("Sample")
    layout = QVBoxLayout(window)
    said = QLabel("nothing")
    said.setObjectName("said")
    go, off = QPushButton("&Go"), QPushButton("Off")
    off.setEnabled(False)
    off.setToolTip("not today")
    go.clicked.connect(lambda: said.setText("clicked"))
    field = QLineEdit()
    field.setAccessibleName("Name of the thing")
    text = QPlainTextEdit()
    text.setObjectName("text")
    model = QStandardItemModel()
    for name in ("Jana Brandt", "Lee Wong", "Lee Wongs cousin"):
        model.appendRow(QStandardItem(name))
    model.item(1).setEnabled(False)
    view = QListView()
    view.setObjectName("people")
    view.setModel(model)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.doubleClicked.connect(lambda index: said.setText(f"opened {index.data()}"))
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    menu = QMenu(window)
    menu.addAction("&Transfer", lambda: said.setText("transferred"))
    menu.addAction("Consult").setEnabled(False)
    more = menu.addMenu("&More")
    more.setObjectName("more")
    more.addAction("Deep &down", lambda: said.setText("deep"))
    view.customContextMenuRequested.connect(lambda point: menu.popup(view.viewport().mapToGlobal(point)))
    tabs = QTabBar()
    tabs.addTab("Company")
    tabs.addTab("Workgroups")
    tabs.currentChanged.connect(lambda number: said.setText(f"tab {number}"))
    twins = [QPushButton("Twin"), QPushButton("Twin")]
    cover = QLabel("cover", window)
    hidden = QPushButton("Beneath")
    for widget in (said, go, off, field, text, view, tabs, Source(), Goal(), *twins, hidden):
        layout.addWidget(widget)
    cover.setObjectName("cover")
    window.resize(500, 700)
    window.show()
    cover.setGeometry(hidden.geometry())
    cover.raise_()
    return window


def main() -> None:
    out = reserve_output()
    app = QApplication([])
    window = build()
    pipe = Pipe(app.quit, out)
    pipe.start()
    status = app.exec()
    del window
    sys.exit(status)


if __name__ == "__main__":
    main()
