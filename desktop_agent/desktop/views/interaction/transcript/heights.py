"""Heights of many rows with sums and look-ups in O(log n): a binary indexed tree over whole pixels."""

from collections.abc import Iterable


class Heights:
    """Row heights in pixels; the top of any row and the row at any height are found quickly."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        """Begin with these heights."""
        self._heights: list[int] = []
        self._tree: list[int] = [0]
        self.replace(heights)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        """Sum of all heights."""
        return self.top(len(self._heights))

    def replace(self, heights: Iterable[int]) -> None:
        """Take other heights; O(n)."""
        self._heights = list(heights)
        tree = [0, *self._heights]
        for place in range(1, len(tree)):
            parent = place + (place & -place)
            if parent < len(tree):
                tree[parent] += tree[place]
        self._tree = tree

    def append(self, height: int) -> None:
        """One more row at the end; O(log n)."""
        self._heights.append(height)
        place = len(self._heights)
        total = height
        child = place - 1
        stop = place - (place & -place)
        while child > stop:
            total += self._tree[child]
            child -= child & -child
        self._tree.append(total)

    def insert(self, row: int, heights: Iterable[int]) -> None:
        """Rows in the middle; O(n), at the end O(log n) each."""
        if row == len(self._heights):
            for height in heights:
                self.append(height)
        else:
            self.replace([*self._heights[:row], *heights, *self._heights[row:]])

    def remove(self, row: int, count: int) -> None:
        """Fewer rows; O(n)."""
        self.replace([*self._heights[:row], *self._heights[row + count :]])

    def set(self, row: int, height: int) -> None:
        """Another height for one row."""
        difference = height - self._heights[row]
        if not difference:
            return
        self._heights[row] = height
        place = row + 1
        while place < len(self._tree):
            self._tree[place] += difference
            place += place & -place

    def top(self, row: int) -> int:
        """Sum of the heights before a row."""
        total = 0
        place = row
        while place > 0:
            total += self._tree[place]
            place -= place & -place
        return total

    def row_at(self, y: int) -> int:
        """The row that covers height ``y``; the first or last one outside; -1 when there are none."""
        if not self._heights:
            return -1
        place = 0
        step = 1 << (len(self._heights).bit_length() - 1)
        left = max(0, y)
        while step:
            reach = place + step
            if reach < len(self._tree) and self._tree[reach] <= left:
                place = reach
                left -= self._tree[reach]
            step >>= 1
        return min(place, len(self._heights) - 1)
