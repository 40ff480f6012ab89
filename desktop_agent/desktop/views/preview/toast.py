"""Toast: one Interaction Preview. Made once, reused; it never takes the keyboard focus."""

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_agent.contract.enums import OfferKind
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.preview import Card, PreviewPresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import icon, pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, SPACE
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel, tabular

CHANGED_MS = 500
"""After another offer has slid under the pointer, clicks count only after this time."""
BAR = 3
LETTERS = 240
ICONS = {
    OfferKind.ROUTING: "chat",
    OfferKind.TRANSFER: "transfer",
    OfferKind.CONSULTATION: "whisper",
    OfferKind.CONFERENCE: "group",
}


class Toast(QWidget):
    """Kind, customer, waiting time, reason, note, last lines, draft, countdown, Accept and Decline."""

    def __init__(self, presenter: PreviewPresenter, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        """Args: parent: None for a window of its own; a window to be shown inside (Wayland)."""
        super().__init__(parent)
        self._presenter = presenter
        self._registry = registry
        self._card: Card | None = None
        self._share = 1.0
        self._since_change = QElapsedTimer()
        self.setObjectName("preview.toast")
        if parent is None:
            self.setWindowFlags(
                Qt.WindowType.Tool
                | Qt.WindowType.FramelessWindowHint
                | Qt.WindowType.WindowStaysOnTopHint
                | Qt.WindowType.WindowDoesNotAcceptFocus
            )
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
            self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification)
            self.setWindowTitle(self.tr("Interaction Preview"))
        self.setAutoFillBackground(True)
        self._build()

    @property
    def card(self) -> Card | None:
        """What it shows, None when it shows nothing."""
        return self._card

    def show_card(self, card: Card, more: int, *, brief: bool = False) -> None:
        """Show an offer or its end.

        Args:
            card: what to show.
            more: how many further offers there are beside those that are shown.
            brief: without note, case data, last lines and draft, where room is scarce.
        """
        former, self._card = self._card, card
        if former is not None and former.offer.id != card.offer.id and self.isVisible():
            self._since_change.start()
        self._fill(card, brief=brief)
        self._more.setVisible(more > 0)
        self._more.setText(self.tr("and %n more", "offers that are not shown", more))
        self.tick()

    def clear(self) -> None:
        """Show nothing."""
        self._card = None
        self.hide()

    def tick(self) -> None:
        """Count on."""
        card = self._card
        if card is None:
            return
        offer = card.offer
        self._countdown.setText("" if card.farewell else self._presenter.countdown(offer))
        about = (self._presenter.about(offer), "" if card.farewell else self._presenter.waited(offer))
        self._about.setText(" · ".join(part for part in about if part))
        whole = max(1, offer.deadline_ms - offer.made_ms)
        self._share = 0.0 if card.farewell else min(1.0, self._presenter.left_ms(offer) / whole)
        self.update(QRect(0, 0, self.width(), BAR + 2))

    def stand(self, place: QRect) -> None:
        """Take a place on the screen; an open offer that comes to another one minds the hand."""
        if self.isVisible() and place.bottomRight() != self.geometry().bottomRight():
            self._since_change.start()
        self.setGeometry(place)
        if not self.isVisible():
            self.show()
        self.raise_()

    def wanted_size(self) -> QSize:
        """How large it has to be."""
        width = self.fontMetrics().averageCharWidth() * 52
        body = self._body
        body.invalidate()
        body.activate()  # labels that were shown or changed just now count too, in the rows as well
        height = body.totalHeightForWidth(width) if body.hasHeightForWidth() else body.totalSizeHint().height()
        return QSize(width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Words that are read may go."""
        if self._card is not None and self._card.farewell:
            self._presenter.dismiss(self._card.offer.id)
        else:
            super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame, and the time left as a line at the top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().base))
        urgent = self._share < 1 / 3
        colour = QColor(tokens().limit if urgent else tokens().accent)
        width = round((self.width() - 2) * self._share)
        left = self.width() - 1 - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        painter.fillRect(left, 1, width, BAR, colour)
        painter.setPen(QPen(QColor(tokens().outline), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # ------------------------------------------------------------------ inside
    def _build(self) -> None:
        self._picture = PlainLabel()
        self._kind = ElidedLabel(bold=True)
        self._kind.setObjectName("preview.kind")
        self._countdown = PlainLabel(bold=True)
        self._countdown.setObjectName("preview.countdown")
        self._countdown.setFont(tabular(self._countdown.font()))
        self._customer = ElidedLabel(bold=True)
        self._customer.setObjectName("preview.customer")
        self._about = ElidedLabel()
        self._about.setFont(tabular(self._about.font()))
        self._reason = PlainLabel()
        self._reason.setObjectName("preview.reason")
        self._note = PlainLabel()
        self._data = PlainLabel(muted=True)
        self._lines = [ElidedLabel() for _ in range(3)]
        self._draft = PlainLabel(muted=True)
        self._problem = PlainLabel()
        self._problem.setObjectName("preview.problem")
        self._more = PlainLabel(muted=True)
        self._end = PlainLabel()
        self._end.setObjectName("preview.end")
        for label in (self._reason, self._note, self._data, self._draft, self._problem, self._end):
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._kind, 1)
        head.addWidget(self._end, 1)
        head.addWidget(self._countdown)
        body = self._body = QVBoxLayout(self)
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # its size is decided where it is placed
        body.setContentsMargins(GAP + SPACE, GAP + BAR, GAP + SPACE, GAP)
        body.setSpacing(SPACE)
        body.addLayout(head)
        for label in (self._customer, self._about, self._reason, self._note, self._data, *self._lines, self._draft):
            body.addWidget(label)
        body.addWidget(self._problem)
        body.addLayout(self._buttons())
        body.addWidget(self._more)

    def _buttons(self) -> QHBoxLayout:
        self.accept = QPushButton()
        self.accept.setObjectName("preview.accept")
        self.accept.clicked.connect(self._accept)
        self.decline = QPushButton()
        self.decline.setObjectName("preview.decline")
        self.decline.clicked.connect(self._decline)
        self._reasons = IconButton("chevron-down", self.tr("Decline with a reason"))
        self._reasons.setObjectName("preview.decline_reasons")
        self._reasons.clicked.connect(self._open_reasons)
        for button in (self.accept, self.decline, self._reasons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.accept, 2)
        row.addSpacing(SPACE)
        row.addWidget(self.decline, 1)
        row.addWidget(self._reasons)
        return row

    def _fill(self, card: Card, *, brief: bool) -> None:
        offer, presenter = card.offer, self._presenter
        self._kind.setText(presenter.kind(offer))
        self._picture.setPixmap(pixmap(ICONS[offer.kind], ICON, tokens().text, self.devicePixelRatioF()))
        self._customer.setText(offer.customer.name)
        self._put(self._reason, f"“{offer.reason}”" if offer.reason else "")
        self._put(self._note, offer.note)
        self._put(self._data, presenter.case_data(offer))
        lines = presenter.last_lines(offer)
        for line, words in zip(self._lines, [*lines, "", "", ""], strict=False):
            line.setText(words)
            line.setVisible(bool(words))
        self._put(self._draft, self.tr("Draft: {text}").format(text=offer.draft) if offer.draft else "")
        if brief:
            for told in (self._note, self._data, *self._lines, self._draft):
                told.hide()
        self._put(self._problem, card.problem)
        self._colour(self._problem, tokens().error)
        self._show_end(card)
        self._fill_buttons(card)
        self.setAccessibleName(card.farewell or presenter.sentence(offer))

    def _show_end(self, card: Card) -> None:
        """An offer that ended is its sentence and nothing else."""
        self._put(self._end, card.farewell)
        for label in (self._kind, self._countdown, self._customer, self._about):
            label.setVisible(not card.farewell)
        if card.farewell:
            for label in (self._reason, self._note, self._data, *self._lines, self._draft):
                label.hide()

    def _fill_buttons(self, card: Card) -> None:
        open_ = not card.farewell
        for button, action_id in ((self.accept, ActionId.ACCEPT_OFFER), (self.decline, ActionId.DECLINE_OFFER)):
            action = self._registry.action(action_id)
            words = action.text().replace("&", "")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            is_top = self._presenter.top is not None and self._presenter.top.id == card.offer.id
            button.setText(f"{words}  {keys}" if keys and is_top and button is self.accept else words)
            button.setToolTip(keys if is_top else "")
            button.setIcon(icon(self._registry_icon(action_id)))
            customer = card.offer.customer.name
            button.setAccessibleName(self.tr("{action}: {customer}").format(action=words, customer=customer))
            button.setEnabled(open_ and not card.answering and self._presenter.live)
            button.setVisible(open_)
        self._reasons.setVisible(open_)
        self._reasons.setEnabled(open_ and not card.answering and self._presenter.live)
        if card.answering:
            self.accept.setText(self.tr("Please wait …"))

    def _registry_icon(self, action_id: ActionId) -> str:
        return "accept" if action_id is ActionId.ACCEPT_OFFER else "decline"

    def _put(self, label: PlainLabel, words: str) -> None:
        label.setText(words if len(words) <= LETTERS else words[: LETTERS - 1] + "…")
        label.setVisible(bool(words))

    def _colour(self, label: PlainLabel, colour: str) -> None:
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        label.setPalette(palette)

    def _too_soon(self) -> bool:
        """Whether the pointer was meant for the offer that stood here before."""
        return self._since_change.isValid() and self._since_change.elapsed() < CHANGED_MS

    def _accept(self) -> None:
        if self._card is not None and not self._too_soon():
            self._presenter.accept(self._card.offer.id)

    def _decline(self) -> None:
        if self._card is not None and not self._too_soon():
            self._presenter.decline(self._card.offer.id)

    def _open_reasons(self) -> None:
        card = self._card
        if card is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for reason in self._presenter.decline_reasons():
            entry = menu.addAction(reason)
            entry.triggered.connect(
                lambda _checked=False, reason=reason, offer_id=card.offer.id: self._presenter.decline(offer_id, reason)
            )
        corner = self._reasons.mapToGlobal(QPoint(0, 0))
        menu.popup(
            QPoint(corner.x() + self._reasons.width() - menu.sizeHint().width(), corner.y() - menu.sizeHint().height())
        )
