"""Placement: bottom right, and never over something one writes in."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from desktop_agent.desktop.views.preview.placement import GAP, MARGIN, place

SCREEN = QRect(0, 0, 1920, 1040)
SIZE = QSize(360, 200)


def rects(sizes: list[QSize], *forbidden: QRect, area: QRect = SCREEN) -> list[QRect]:
    return [QRect(corner, size) for corner, size in zip(place(area, sizes, forbidden), sizes, strict=True)]


def test_bottom_right() -> None:
    (rect,) = rects([SIZE])
    assert rect.right() == SCREEN.right() - MARGIN
    assert rect.bottom() == SCREEN.bottom() - MARGIN


def test_a_column_with_the_first_on_top() -> None:
    first, second, third = rects([SIZE, SIZE, QSize(360, 120)])
    assert first.bottom() + GAP < second.top() + 1
    assert second.bottom() + GAP < third.top() + 1
    assert third.bottom() == SCREEN.bottom() - MARGIN
    assert first.right() == third.right()


def test_above_a_composer() -> None:
    composer = QRect(1_200, 900, 700, 90)
    (rect,) = rects([SIZE], composer)
    assert not rect.intersects(composer)
    assert rect.bottom() < composer.top()


def test_beside_a_composer_with_no_room_above() -> None:
    composer = QRect(1_500, 100, 400, 900)
    (rect,) = rects([SIZE], composer)
    assert not rect.intersects(composer)
    assert rect.right() < composer.left()


def test_a_second_screen_with_an_origin_of_its_own() -> None:
    area = QRect(-1_280, 24, 1_280, 1_000)
    (rect,) = rects([SIZE], area=area)
    assert area.contains(rect)


@given(st.integers(0, 1_800), st.integers(0, 1_000), st.integers(40, 900), st.integers(20, 300), st.integers(1, 3))
def test_never_over_a_composer_where_there_is_room(x: int, y: int, width: int, height: int, count: int) -> None:
    composer = QRect(x, y, width, height).intersected(SCREEN)
    column = rects([SIZE] * count, composer)
    assert all(SCREEN.contains(rect) for rect in column)
    room_above = composer.top() - SCREEN.top() > (SIZE.height() + GAP) * count
    room_left = composer.left() - SCREEN.left() > SIZE.width() + GAP
    if room_above or room_left:
        assert not any(rect.intersects(composer) for rect in column)
