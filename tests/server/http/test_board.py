"""The board alone: who is told what, and who is forgotten."""

import asyncio

from desktop_agent.contract.enums import AgentState
from desktop_agent.contract.values import AgentStatus
from desktop_agent.server.http.board import Board
from desktop_agent.server.http.ears import Ears
from desktop_agent.server.wake.local import LocalWake


class Floor:
    """Statuses to be read, counted."""

    def __init__(self):
        self.reads = []

    async def read(self, ids):
        self.reads.append(sorted(ids))
        return tuple(AgentStatus(id=name, state=AgentState.READY, since_ms=0) for name in ids)


async def told(ears):
    await ears.wait(5)
    _, topics = ears.take()
    return sorted(topic.status.id for topic in topics)


def with_board(test):
    async def main():
        floor = Floor()
        board = Board(floor.read, coalesce_s=0.01)
        running = asyncio.get_running_loop().create_task(board.run())
        try:
            await test(board, floor, LocalWake())
        finally:
            running.cancel()

    asyncio.run(main())


def test_a_change_is_read_once_however_many_look_at_it():
    async def test(board, floor, wake):
        with Ears.listening(wake, "m1") as one, Ears.listening(wake, "m2") as other:
            for ears in (one, other):
                ears.take()
            board.subscribe("s1", 1, ["a", "b"])
            with board.listening("s1", one), board.listening("s2", other):
                assert await told(one) == ["a", "b"]
                board.subscribe("s2", 1, ["b", "c"])
                assert await told(other) == ["b", "c"]
                floor.reads.clear()
                board.touched(["b", "nobody looks at this"])
                assert await told(one) == ["b"]
                assert await told(other) == ["b"]
                assert floor.reads == [["b"]]

    with_board(test)


def test_whoever_comes_back_sees_everything_again():
    async def test(board, _floor, wake):
        board.subscribe("s1", 1, ["a"])
        for _ in range(2):
            with Ears.listening(wake, "m1") as ears, board.listening("s1", ears):
                ears.take()
                assert await told(ears) == ["a"]

    with_board(test)


def test_a_session_that_nobody_listens_for_is_forgotten_in_the_end():
    async def test(board, floor, wake):
        board.subscribe("s1", 5, ["a"])
        board.sweep()
        board.sweep()
        board.subscribe("s1", 1, ["b"])  # an older version than 5, but nobody remembers
        with Ears.listening(wake, "m1") as ears, board.listening("s1", ears):
            ears.take()
            assert await told(ears) == ["b"]
            board.sweep()
            board.sweep()
            board.touched(["b"])
            assert await told(ears) == ["b"]
        board.forget("s1")
        floor.reads.clear()
        board.touched(["b"])
        await asyncio.sleep(0)
        assert floor.reads == []

    with_board(test)
