"""Heights: sums and look-ups agree with plain lists, whatever was inserted, removed and set."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.desktop.views.interaction.transcript.heights import Heights

sizes = st.lists(st.integers(1, 90), max_size=60)


def agree(heights: Heights, plain: list[int]) -> None:
    assert len(heights) == len(plain)
    assert heights.total == sum(plain)
    for row in range(len(plain) + 1):
        assert heights.top(row) == sum(plain[:row])
    top = 0
    for row, height in enumerate(plain):
        assert heights.row_at(top) == row
        assert heights.row_at(top + height - 1) == row
        top += height


@given(sizes, sizes)
def test_appended_one_by_one(first: list[int], more: list[int]) -> None:
    heights = Heights(first)
    for height in more:
        heights.append(height)
    agree(heights, first + more)


@given(st.data(), sizes, sizes)
def test_inserted_anywhere(data: st.DataObject, first: list[int], more: list[int]) -> None:
    place = data.draw(st.integers(0, len(first)))
    heights = Heights(first)
    heights.insert(place, more)
    agree(heights, first[:place] + more + first[place:])


@given(st.data(), st.lists(st.integers(1, 90), min_size=1, max_size=60))
def test_set_and_removed(data: st.DataObject, plain: list[int]) -> None:
    heights = Heights(plain)
    row = data.draw(st.integers(0, len(plain) - 1))
    plain[row] = data.draw(st.integers(1, 500))
    heights.set(row, plain[row])
    agree(heights, plain)
    first = data.draw(st.integers(0, len(plain) - 1))
    count = data.draw(st.integers(1, len(plain) - first))
    heights.remove(first, count)
    del plain[first : first + count]
    agree(heights, plain)


def test_outside() -> None:
    assert Heights().row_at(0) == -1
    heights = Heights([10, 10])
    assert heights.row_at(-5) == 0
    assert heights.row_at(1_000) == 1
