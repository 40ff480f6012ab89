"""TranscriptView: real mouse and keys on real rows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.contract.values import Message
from desktop_agent.desktop.models.transcript import RowKind, SendState, Transcript
from desktop_agent.desktop.views.interaction.find_bar import FindBar, matches
from desktop_agent.desktop.views.interaction.transcript.layout import find_links, utf16_length, utf16_slice
from desktop_agent.desktop.views.interaction.transcript.view import TranscriptView

NOON = 1_763_812_800_000


def line(seq: int, text: str = "", who: str = "customer", visibility: Visibility = Visibility.ALL) -> Message:
    return Message(
        id=f"m{seq}",
        seq=seq,
        at_ms=NOON + seq * 1_000,
        sender=SenderKind.CUSTOMER if who == "customer" else SenderKind.AGENT,
        sender_id=who,
        sender_name="Amir Kaya" if who == "customer" else who.title(),
        visibility=visibility,
        text=text or f"line {seq}",
    )


class Case:
    def __init__(self, qtbot: QtBot) -> None:
        self.model = Transcript("me")
        self.messages: list[Message] = []
        self.view = TranscriptView()
        qtbot.addWidget(self.view)
        self.view.set_model(self.model)
        self.view.resize(480, 300)
        self.view.show()

    def say(self, *messages: Message) -> None:
        self.messages.extend(messages)
        self.model.sync(self.messages)

    def row_of(self, text: str) -> int:
        return next(index for index, row in enumerate(self.model.rows) if text in row.text)

    def point(self, text: str, offset: int = 0) -> QPoint:
        """Where a letter of a row is on the screen."""
        index = self.row_of(text)
        box = self.view.box(index)
        row = box.row.text
        at = utf16_length(row[: row.index(text) + offset])
        layout_line = box.words.lineForTextPosition(at)
        x = box.words_at.x() + layout_line.cursorToX(at)[0] + 1
        y = self.view.row_rect(index).top() + box.words_at.y() + layout_line.y() + layout_line.height() / 2
        return QPoint(round(x), round(y))

    def drag(self, first: QPoint, last: QPoint) -> None:
        viewport = self.view.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


@pytest.fixture
def case(qtbot: QtBot) -> Case:
    return Case(qtbot)


def at_end(view: TranscriptView) -> bool:
    bar = view.verticalScrollBar()
    return bar.value() == bar.maximum()


# ------------------------------------------------------------------ scrolling
def test_follows_the_newest_line(case: Case) -> None:
    case.say(*(line(seq) for seq in range(1, 60)))
    assert case.view.verticalScrollBar().maximum() > 0
    assert at_end(case.view)
    case.say(line(60, "words " * 200))
    assert at_end(case.view)
    assert case.row_of("words") in case.view.visible_rows()


def test_stays_where_one_reads_and_says_how_many_came(case: Case) -> None:
    case.say(*(line(seq) for seq in range(1, 60)))
    QTest.keyClick(case.view, Qt.Key.Key_PageUp)
    QTest.keyClick(case.view, Qt.Key.Key_PageUp)
    seen = [(index, case.view.row_rect(index).top()) for index in case.view.visible_rows()]
    case.say(line(60), line(61))
    assert [(index, case.view.row_rect(index).top()) for index in case.view.visible_rows()] == seen
    assert case.view.unseen == 2
    latest = case.view.findChild(object, "transcript.latest")
    assert latest.isVisible()
    assert "2" in latest.text()
    QTest.mouseClick(latest, Qt.MouseButton.LeftButton)
    assert at_end(case.view)
    assert not latest.isVisible()
    assert case.view.unseen == 0


def test_older_lines_move_nothing(case: Case) -> None:
    case.say(*(line(seq) for seq in range(101, 160)))
    case.view.verticalScrollBar().setValue(120)
    first = case.view.visible_rows()[1]
    text, top = case.model.rows[first].text, case.view.row_rect(first).top()
    case.messages[:0] = [line(seq, "older " * seq) for seq in range(1, 101)]
    case.model.sync(case.messages)
    index = case.row_of(text)
    assert case.view.row_rect(index).top() == top


def test_near_the_top_older_lines_are_asked_for(case: Case, qtbot: QtBot) -> None:
    case.say(*(line(seq) for seq in range(1, 200)))
    with qtbot.assertNotEmitted(case.view.top_reached):
        QTest.keyClick(case.view, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(case.view.top_reached):
        QTest.keyClick(case.view, Qt.Key.Key_Home)


@pytest.mark.parametrize("size", [(480, 300), (250, 500), (900, 200)])
def test_every_row_can_be_reached_whatever_was_estimated(case: Case, size: tuple[int, int]) -> None:
    case.say(*(line(seq, f"{seq} " + "word " * (seq * 7 % 61)) for seq in range(1, 300)))
    case.view.resize(*size)
    bar = case.view.verticalScrollBar()
    seen: set[int] = set()
    for _ in range(3_000):
        seen.update(case.view.visible_rows())
        if bar.value() == 0:
            break
        bar.setValue(bar.value() - 90)
    assert seen == set(range(len(case.model.rows)))


def test_a_gone_line_under_a_stuck_end(case: Case) -> None:
    case.say(*(line(seq) for seq in range(1, 60)))
    case.model.add_outgoing("key", "on its way", Visibility.ALL, NOON)
    assert at_end(case.view)
    case.model.set_outgoing("key", SendState.FAILED, "why")
    case.model.drop_outgoing("key")
    assert at_end(case.view)


# ------------------------------------------------------------------ selecting, copying
def test_select_and_copy_within_a_line(case: Case) -> None:
    case.say(line(1, "My invoice 😀 shows a charge"))
    case.drag(case.point("invoice"), case.point(" shows"))
    QTest.keyClick(case.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "invoice 😀"


def test_select_and_copy_over_lines_names_the_speakers(case: Case) -> None:
    case.say(line(1, "first words"), line(2, "second words", who="me"), line(3, "third words"))
    case.drag(case.point("words"), case.point("third", 5))
    lines = case.view.selected_text().splitlines()
    assert [words.split("] ")[1] for words in lines] == ["Amir Kaya: words", "You: second words", "Amir Kaya: third"]


def test_selection_stays_on_its_words_when_older_lines_come(case: Case) -> None:
    case.say(line(10, "first words"), line(11, "second words"))
    case.drag(case.point("first"), case.point("second", 6))
    chosen = case.view.selected_text()
    case.messages[:0] = [line(seq) for seq in range(1, 10)]
    case.model.sync(case.messages)
    assert case.view.selected_text() == chosen


def test_double_click_takes_a_word(case: Case) -> None:
    case.say(line(1, "take this word please"))
    QTest.mouseDClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.point("this", 2))
    assert case.view.selected_text() == "this"


def test_select_all(case: Case) -> None:
    case.say(*(line(seq) for seq in range(1, 80)))
    QTest.keyClick(case.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(case.view.selected_text().splitlines()) >= 79


def test_arrows_go_from_line_to_line_and_copy_the_one_they_stand_on(case: Case, qtbot: QtBot) -> None:
    case.say(line(1, "first"), line(2, "second"))
    with qtbot.waitActive(case.view):
        case.view.activateWindow()
    case.view.clearFocus()
    case.view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(case.view, Qt.Key.Key_Up)
    QTest.keyClick(case.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith("Amir Kaya: first")


# ------------------------------------------------------------------ hostile and foreign text
def test_a_click_on_a_link_is_told_and_a_drag_over_it_is_not(case: Case, qtbot: QtBot) -> None:
    case.say(line(1, "see https://shop.example/x?a=1, please"))
    with qtbot.waitSignal(case.view.link_activated) as told:
        QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.point("shop"))
    assert told.args == ["https://shop.example/x?a=1"]
    with qtbot.assertNotEmitted(case.view.link_activated):
        QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.point("please"))
        case.drag(case.point("https"), case.point("shop", 3))


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("http://a.example and HTTPS://b.example.", ["http://a.example", "HTTPS://b.example"]),
        ("(see https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("javascript:alert(1) file:///etc/passwd ftp://a.example data:text/html,x", []),
        ("https:// nothing", []),
        ("<a href='https://a.example'>x</a>", ["https://a.example"]),
    ],
)
def test_only_http_and_https_are_links(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


def test_links_are_counted_as_qt_counts() -> None:
    (link,) = find_links("😀😀 https://a.example")
    assert utf16_slice("😀😀 https://a.example", link.start, link.end) == "https://a.example"


def test_markup_is_words(case: Case) -> None:
    hostile = "<img src=file:///etc/passwd><b>bold</b>&amp;\x00\x1b[31m"
    case.say(line(1, hostile))
    box = case.view.box(case.row_of("img"))
    assert box.words.text().startswith("<img src=file:///etc/passwd><b>bold</b>&amp;")
    case.view.grab()


def test_right_to_left_words_stand_on_the_right(case: Case) -> None:
    case.say(line(1, "مرحبا"), line(2, "hello"))
    arabic, latin = case.view.box(case.row_of("مرحبا")), case.view.box(case.row_of("hello"))
    assert arabic.words.lineAt(0).naturalTextRect().left() > arabic.words_width / 2
    assert latin.words.lineAt(0).naturalTextRect().left() < 2


def test_a_whisper_is_labelled_and_looks_different(case: Case) -> None:
    case.say(line(1, "for all", who="jana"), line(2, "for agents", who="jana", visibility=Visibility.AGENTS))
    badge = case.view.box(case.row_of("for agents")).badge
    assert "customer does not see" in badge
    picture: QImage = case.view.grab().toImage()
    open_row, closed_row = (case.view.row_rect(case.row_of(text)) for text in ("for all", "for agents"))
    right = case.view.viewport().width() - 8
    assert picture.pixelColor(right, open_row.center().y()) != picture.pixelColor(right, closed_row.center().y())
    assert picture.pixelColor(1, closed_row.center().y()) != picture.pixelColor(right, closed_row.center().y())


# ------------------------------------------------------------------ zoom, find, screen readers
def test_zoom_stays_within_80_and_200(case: Case) -> None:
    case.say(line(1, "word " * 60))
    heights = []
    for percent in (10, 80, 100, 200, 900):
        case.view.set_zoom(percent)
        heights.append(case.view.box(1).height)
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]
    case.view.step_zoom(0)
    assert case.view.zoom == 100
    case.view.step_zoom(1)
    assert case.view.zoom == 110


def test_find_goes_through_the_matches(case: Case, qtbot: QtBot) -> None:
    case.say(line(1, "Invoice one"), *(line(seq) for seq in range(2, 60)), line(60, "the INVOICE"), line(61, "end"))
    bar = FindBar(case.view)
    qtbot.addWidget(bar)
    bar.begin()
    QTest.keyClicks(bar.text, "invoice")
    assert case.view.current_row == case.row_of("the INVOICE")
    QTest.keyClick(bar.text, Qt.Key.Key_Return)
    assert case.view.current_row == case.row_of("Invoice one")
    assert case.row_of("Invoice one") in case.view.visible_rows()
    assert case.view.found_spans(case.row_of("Invoice one")) == ((0, 7),)
    QTest.keyClick(bar.text, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert case.view.found_spans(case.row_of("Invoice one")) == ()


def test_matches_are_counted_as_qt_counts() -> None:
    assert matches("😀 aA", "a") == ((3, 4), (4, 5))
    assert matches("Die Straße", "straße") == ((4, 10),)


def test_screen_readers_get_a_list_of_lines(case: Case) -> None:
    case.say(line(1, "hello"), line(2, "secret", who="jana", visibility=Visibility.AGENTS))
    interface = QAccessible.queryAccessibleInterface(case.view)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == len(case.model.rows)
    names = [interface.child(index).text(QAccessible.Text.Name) for index in range(interface.childCount())]
    assert names[1].startswith("Amir Kaya, ")
    assert names[1].endswith("hello")
    assert "customer does not see" in names[2]
    assert interface.child(1).rect().height() > 0
    assert case.model.rows[0].kind is RowKind.DAY
    assert names[0]
