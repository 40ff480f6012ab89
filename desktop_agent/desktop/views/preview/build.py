"""PreviewToasts: the toasts of all offers, made once; alert, sound and announcement with them."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.preview import SHOWN, Card, PreviewPresenter
from desktop_agent.desktop.views.interaction.composer import Composer
from desktop_agent.desktop.views.preview.placement import above, fits, place
from desktop_agent.desktop.views.preview.ringer import Ringer
from desktop_agent.desktop.views.preview.toast import Toast
from desktop_agent.desktop.views.widgets.notice_bar import announce


def start(context: DesktopContext, registry: ActionRegistry) -> "PreviewToasts":
    """Begin to show offers; binds Accept and Decline. Keep what is returned."""
    return PreviewToasts(context, registry)


def main_window() -> QWidget | None:
    """The program's main window, None before it is there."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMainWindow):
            return widget
    return None


def _delete(toasts: list[Toast], _gone: object = None) -> None:
    """Away with them; windows without a parent do not go with the session by themselves."""
    for toast in toasts:
        if isValid(toast):
            toast.hide()
            toast.deleteLater()
    toasts.clear()


def windows_cannot_be_placed() -> bool:
    """Whether the system lets no program place a window (Wayland): toasts are then shown inside the main window."""
    return QGuiApplication.platformName().startswith("wayland")


class PreviewToasts(QObject):
    """Keeps at most three toasts on the screen, the earliest deadline on top.

    What is open is always whole; what ended says so for some seconds above it and never moves it.
    """

    def __init__(self, context: DesktopContext, registry: ActionRegistry, parent: QObject | None = None) -> None:
        super().__init__(parent or context)
        self._context = context
        self._registry = registry
        self._inside = windows_cannot_be_placed()
        self.presenter = PreviewPresenter(context, self)
        self.ringer = Ringer(context, self.presenter, self)
        self.toasts: list[Toast] = []
        self._cards: list[Card] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._soon.start()  # after the first paint of the window
        registry.bind(ActionId.ACCEPT_OFFER, self.presenter.accept, rule=self._why_not)
        registry.bind(ActionId.DECLINE_OFFER, self.presenter.decline, rule=self._why_not)
        self.presenter.changed.connect(self.refresh)
        self.presenter.changed.connect(registry.refresh_soon)
        self.presenter.arrived.connect(self._arrived)
        self.presenter.ended.connect(self._say)
        self.presenter.opening.connect(self._open)
        context.clock.tick.connect(self._tick)
        context.destroyed.connect(partial(_delete, self.toasts))

    def refresh(self) -> None:
        """Show the cards as they are: each keeps its toast, so that nothing moves under the hand without need."""
        self._make()
        self._cards = self.presenter.cards()
        self._place()

    def close(self) -> None:
        """Away with all of them (the session ends)."""
        self.presenter.changed.disconnect(self.refresh)
        self.ringer.stop()
        for toast in self.toasts:
            toast.clear()
        _delete(self.toasts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Inside the window: its size decides where toasts stand."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ inside
    def _make(self) -> None:
        if self.toasts:
            return
        host = main_window() if self._inside else None
        if self._inside and host is None:
            return
        self.toasts.extend(Toast(self.presenter, self._registry, host) for _ in range(SHOWN))
        for toast in self.toasts:
            toast.ensurePolished()
            if host is None:
                self._registry.attach(toast)  # where a system gives it the keyboard all the same, the shortcuts work
        if host is not None:
            host.installEventFilter(self)

    def _place(self) -> None:
        """Open offers first, as many as can be seen whole; what ended stands above them where there is room."""
        if not self.toasts:
            return
        area, forbidden = self._area(main_window())
        open_ = [card for card in self._cards if not card.farewell]
        column = self._open_column(open_, area, forbidden)
        ended = [card for card in self._cards if card.farewell][: SHOWN - len(column)]
        shown = {card.offer.id for card in open_[: len(column)]} | {card.offer.id for card in ended}
        for toast in self.toasts:
            if toast.card is not None and toast.card.offer.id not in shown:
                toast.clear()
        where = [rect for _toast, rect in column]
        for toast, rect in column:
            toast.stand(rect)
        for card in ended:
            toast = self._toast_of(card)
            toast.show_card(card, 0)
            size = toast.wanted_size()
            corner = above(area, where, size, forbidden) if where else place(area, [size], forbidden)[0]
            if corner is None:
                toast.clear()  # never in the way of an open offer; it was said, and there is nothing to be done
                continue
            rect = QRect(corner, size)
            toast.stand(rect)
            where.insert(0, rect)

    def _open_column(self, cards: list[Card], area: QRect, forbidden: list[QRect]) -> list[tuple[Toast, QRect]]:
        """Toasts and places of the open offers, earliest deadline on top: brief or fewer where room is scarce."""
        best: list[tuple[Toast, QRect]] = []
        for count in range(min(SHOWN, len(cards)), 0, -1):
            for brief in (False, True):
                best = self._column(cards, count, area, forbidden, brief=brief)
                if fits(area, [rect for _toast, rect in best], forbidden):
                    return best
        return best

    def _column(
        self, cards: list[Card], count: int, area: QRect, forbidden: list[QRect], *, brief: bool
    ) -> list[tuple[Toast, QRect]]:
        more = len(cards) - count
        toasts = []
        for number, card in enumerate(cards[:count]):
            toast = self._toast_of(card)
            toast.show_card(card, more if number == count - 1 else 0, brief=brief)
            toasts.append(toast)
        sizes = [toast.wanted_size() for toast in toasts]
        corners = place(area, sizes, forbidden)
        return [(toast, QRect(corner, size)) for toast, size, corner in zip(toasts, sizes, corners, strict=True)]

    def _toast_of(self, card: Card) -> Toast:
        """The toast that shows this offer already, else one that is free, else the one of the least use."""
        for toast in self.toasts:
            if toast.card is not None and toast.card.offer.id == card.offer.id:
                return toast
        wanted = {one.offer.id for one in self._cards[:SHOWN]}
        for toast in self.toasts:
            if toast.card is None or toast.card.offer.id not in wanted:
                return toast
        return self.toasts[-1]

    def _area(self, host: QWidget | None) -> tuple[QRect, list[QRect]]:
        composers = [
            composer for window in QApplication.topLevelWidgets() for composer in window.findChildren(Composer)
        ]
        seen = [composer for composer in composers if composer.isVisible() and not composer.window().isMinimized()]
        rects = [QRect(composer.mapToGlobal(composer.rect().topLeft()), composer.size()) for composer in seen]
        if self._inside and host is not None:
            origin = host.mapToGlobal(host.rect().topLeft())
            return host.rect(), [rect.translated(-origin) for rect in rects]
        screen = (host.screen() if host is not None else None) or QGuiApplication.primaryScreen()
        return screen.availableGeometry(), rects

    def _arrived(self, offer_id: str) -> None:
        offer = self._context.replica.offers.get(offer_id)
        window = main_window()
        if offer is None:
            return
        if window is not None:
            QApplication.alert(window)
        self._say(self.presenter.sentence(offer))

    def _say(self, sentence: str) -> None:
        focus: QWidget | None = QApplication.focusWidget()
        speaker = focus or main_window()
        if speaker is not None:
            announce(speaker, sentence, assertive=True)

    def _open(self, _interaction_id: str) -> None:
        window = main_window()
        if window is None or QApplication.activeWindow() is not None:
            return
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()

    def _why_not(self) -> str | None:
        return None if self.presenter.top is not None else self.tr("No chat is offered to you.")

    def _tick(self) -> None:
        for toast in self.toasts:
            toast.tick()
