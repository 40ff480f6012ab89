"""The task supervisor: named tasks with strong references, whose failures surface at once."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Supervisor:
    """Owns every task of the desktop.

    The same name cancels the older run, so a repeated gesture never runs twice side by side; use a name with the id
    of the thing (``f"transfer:{interaction_id}"``) where two may run at once.
    """

    def __init__(self, on_error: Callable[[str, BaseException], None]) -> None:
        """Args: on_error: called with the task's name and its exception as soon as a task fails."""
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._ending: set[asyncio.Task[Any]] = set()
        self._on_error = on_error
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether the supervisor takes no more tasks."""
        return self._closed

    @property
    def names(self) -> list[str]:
        """Names of what runs now, for tests and for the log at the end."""
        return sorted(self._tasks)

    def start(
        self, name: str, coroutine: Coroutine[Any, Any, object], *, inner: Coroutine[Any, Any, object] | None = None
    ) -> None:
        """Run a coroutine under a name; an older run of that name is cancelled.

        Args:
            name: see above.
            coroutine: what to run.
            inner: a coroutine that it awaits; it is closed with the task, even when that is cancelled before it began.

        The task is held here, nobody needs to keep it; ``task(name)`` gives it.

        Raises:
            RuntimeError: the supervisor is closed (the coroutine is closed, too).
        """
        if self._closed:
            coroutine.close()
            if inner is not None:
                inner.close()
            raise RuntimeError(f"no more tasks after closing: {name}")
        self.cancel(name)
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._done)
        if inner is not None:
            task.add_done_callback(lambda _task: inner.close())

    def task(self, name: str) -> asyncio.Task[Any] | None:
        """The running task of that name, to wait for it in tests and at the end."""
        return self._tasks.get(name)

    def running(self, name: str) -> bool:
        """Whether a task of that name runs."""
        return name in self._tasks

    def cancel(self, name: str) -> None:
        """Cancel the task of that name, if there is one; its clean-up is still awaited at the end."""
        task = self._tasks.pop(name, None)
        if task is not None:
            self._ending.add(task)
            task.cancel()

    async def aclose(self, timeout: float) -> list[str]:
        """Cancel everything and wait.

        Args:
            timeout: seconds to wait for tasks that clean up.

        Returns:
            names of the tasks that had not ended by then.
        """
        self._closed = True
        tasks = {*self._tasks.values(), *self._ending} - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=timeout)
        return sorted(task.get_name() for task in tasks if not task.done())

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._ending.discard(task)
        name = task.get_name()
        if self._tasks.get(name) is task:
            del self._tasks[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(name, error)
