"""Coroutines as tests, and waiting for a condition instead of for time."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Any


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test in a loop of its own; unhandled failures of its tasks fail it."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        async def main() -> None:
            failures: list[dict[str, Any]] = []
            asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
            await test(*args, **kwargs)
            assert not failures, failures

        asyncio.run(main())

    return run


async def until(condition: Callable[[], Any], what: str = "", seconds: float = 15.0) -> Any:
    """Wait until a condition holds; returns what it gave."""
    try:
        async with asyncio.timeout(seconds):
            while not (value := condition()):  # noqa: ASYNC110 - conditions of any kind, in other processes too
                await asyncio.sleep(0.01)
            return value
    except TimeoutError:
        raise AssertionError(f"never came: {what or condition}") from None
