"""Where toasts go: bottom right of the screen, but never over something one writes in."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize

MARGIN = 12
GAP = 8


def place(area: QRect, sizes: list[QSize], forbidden: Iterable[QRect]) -> list[QPoint]:
    """Upper left corners for a column of toasts, the first one on top.

    The column stands at the bottom right; where it would cover a forbidden rectangle it moves up above it, and where
    there is no room above, to the left of it.

    Args:
        area: what of the screen may be used.
        sizes: of the toasts, from top to bottom.
        forbidden: rectangles to keep free, in the same coordinates.
    """
    if not sizes:
        return []
    width = max(size.width() for size in sizes)
    height = sum(size.height() for size in sizes) + GAP * (len(sizes) - 1)
    keep_free = [rect for rect in forbidden if rect.isValid()]
    column = _free(
        QRect(area.right() - MARGIN - width + 1, area.bottom() - MARGIN - height + 1, width, height), area, keep_free
    )
    corners = []
    y = column.top()
    for size in sizes:
        corners.append(QPoint(column.right() + 1 - size.width(), y))
        y += size.height() + GAP
    return corners


def above(area: QRect, column: list[QRect], size: QSize, forbidden: Iterable[QRect]) -> QPoint | None:
    """Upper left corner for one more thing over a column that must not move; None where there is no room.

    Args:
        area: what of the screen may be used.
        column: what stands there already, from top to bottom; not empty.
        size: of what comes above it.
        forbidden: rectangles to keep free, in the same coordinates.
    """
    top = column[0]
    rect = QRect(QPoint(top.right() + 1 - size.width(), top.top() - GAP - size.height()), size)
    return rect.topLeft() if fits(area, [rect], forbidden) else None


def fits(area: QRect, rects: Iterable[QRect], forbidden: Iterable[QRect]) -> bool:
    """Whether all of them can be seen whole and keep the forbidden rectangles free."""
    keep_free = [rect for rect in forbidden if rect.isValid()]
    return all(area.contains(rect) and not any(rect.intersects(other) for other in keep_free) for rect in rects)


def _free(column: QRect, area: QRect, forbidden: list[QRect]) -> QRect:
    for candidate in _candidates(column, area, forbidden):
        if not any(candidate.intersects(rect) for rect in forbidden):
            return candidate
    return column


def _candidates(column: QRect, area: QRect, forbidden: list[QRect]) -> Iterable[QRect]:
    yield column
    for rect in sorted(forbidden, key=lambda rect: -rect.top()):
        above = QRect(column)
        above.moveBottom(rect.top() - GAP - 1)
        if above.top() >= area.top():
            yield above
    for rect in sorted(forbidden, key=lambda rect: -rect.left()):
        beside = QRect(column)
        beside.moveRight(rect.left() - GAP - 1)
        if beside.left() >= area.left():
            yield beside
    corner = QRect(column)
    corner.moveTopRight(area.topRight() + QPoint(-MARGIN, MARGIN))
    yield corner
