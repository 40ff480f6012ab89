"""An agent's gestures in the words of his work, each made with mouse and keys on the real widgets.

What a gesture waits for is what a person would wait for: the button that appears, the sentence that can be read.
"""

from pathlib import Path

from desktop_agent.lab.driven import DriveError, DrivenDesktop
from desktop_agent.lab.processes import ServerProcess

WINDOW = "main_window"
BAR = "interaction_bar"
PREVIEW = "preview.*"
COMMUNICATOR = "communicator"
TRANSCRIPT = "transcript"
COMPOSER = "composer.text"
PENDING = "chat.pending"
RESULT = "chat.result"


class Desk(DrivenDesktop):
    """A signed-in agent at his desktop."""

    def __init__(self, user: str, server: ServerProcess, folder: Path | None = None) -> None:
        """Start the desktop and wait until it is connected.

        Args:
            user: of the floor.
            server: where the user signs in.
            folder: for log and profile, below the server's when left out.
        """
        super().__init__(
            user,
            url=server.url,
            sign_in=server.sign_in_file(user),
            folder=folder or server.folder / f"desk-{user}",
        )
        self.wait("status_bar.connection", "text", contains="Connected", seconds=30)
        if self.platform == "offscreen":  # its screen is 800 px wide: the sides would be drawers
            self.put(WINDOW, 0, 0, 1_280, 900)
        self.wait(WINDOW, "active", equals=True)  # the window manager has brought the new window to the front

    # -------------------------------------------------------------- status
    def choose_state(self, entry: str, words: str) -> None:
        """Choose an entry of the status menu by its object name and wait until the button says the words."""
        self.click("status_button")
        self.click(f"entry={entry}")
        self.wait("status_button", "text", contains=words)

    def go_ready(self) -> None:
        """Be offered chats from now on."""
        self.choose_state("state.ready", "Ready")
        self.wait("status_button", "text", equals="Ready")  # and not "Not Ready"

    def go_not_ready(self, reason: str = "break", words: str = "Break") -> None:
        """Be offered no chats."""
        self.choose_state(f"state.not_ready.{reason}", words)

    # -------------------------------------------------------------- offers
    def sees_preview(self, customer: str, *, seconds: float = 15.0) -> list[str]:
        """Wait for the preview of a customer's chat; returns all it says."""
        return list(self.wait(PREVIEW, "texts", contains=customer, seconds=seconds))

    def accept(self, customer: str) -> None:
        """Accept the offered chat by its button and wait for its window."""
        self._answer(f"Accept: {customer}")
        self.has_chat(customer)

    def decline(self, customer: str) -> None:
        """Decline the offered chat by its button."""
        self._answer(f"Decline: {customer}")

    def _answer(self, button: str) -> None:
        """Press a button of a preview, and once more if the first press came too early.

        For half a second after another answer, or after another offer has slid under the pointer, presses do not count.
        """
        self.wait(button, "enabled", equals=True, seconds=15)
        for _ in range(3):
            self.click(button)
            try:
                self.wait_gone(button, seconds=0.7)
            except DriveError:
                continue
            return
        self.wait_gone(button, seconds=0)

    # -------------------------------------------------------------- chats
    def has_chat(self, customer: str) -> None:
        """Wait until the customer's chat is on this desktop."""
        self.wait(BAR, "rows", contains=customer)

    def has_no_chat(self, customer: str) -> None:
        """Wait until the customer's chat has left this desktop."""
        self.wait(BAR, "rows", lacks=customer)

    def open_chat(self, customer: str) -> None:
        """Click the chat in the Interaction Bar."""
        self.click(f"{BAR} > row={customer}")
        self.wait("chat.customer", "text", contains=customer)

    def reads(self, text: str) -> None:
        """Wait until the transcript shows a line with this text."""
        self.wait(TRANSCRIPT, "texts", contains=text)

    def say(self, text: str) -> None:
        """Type a message, send it with Enter, and wait until it is in the transcript."""
        self.write(text, COMPOSER)
        self.key("Return")
        self.reads(text)

    def finish(self, customer: str) -> None:
        """End a chat, unless its conversation is over already, and mark it done."""
        self.open_chat(customer)
        if not self.sees("wrap_up"):
            self.click("chat.button.chat.end")
        self.wait("wrap_up")
        if not self.read("wrap_up.done", "enabled"):
            self.choose_disposition("Solved")
        self.click("wrap_up.done")
        self.has_no_chat(customer)

    def choose_disposition(self, name: str) -> None:
        """Choose from the wrap-up's list and wait until it is taken."""
        self.click("wrap_up > disposition")
        self.click(f"row={name}")
        self.wait("wrap_up > disposition", "currentText", equals=name)

    def tidy(self) -> None:
        """Bring the desk back to an empty one: overlays closed, chats ended and marked done."""
        for overlay, cross in ((COMMUNICATOR, "communicator.close"), ("my_messages", "my_messages.close")):
            if self.sees(overlay):
                self.click(cross)
                self.wait_gone(overlay)
        while rows := self.read(BAR, "rows", anywhere=True):
            self.finish(rows[0].partition(",")[0])

    # -------------------------------------------------------------- transfer
    def open_transfer(self) -> None:
        """Press the chat window's Transfer button: the Team Communicator opens on this chat."""
        self.click("chat.button.chat.transfer")
        self.wait(COMMUNICATOR)

    def search(self, text: str, expect: str) -> None:
        """Type into the Team Communicator and wait for a row."""
        self.write(text)
        self.wait(COMMUNICATOR, "rows", contains=expect)

    def transfer_to(self, name: str, search: str | None = None) -> None:
        """Transfer button, search, Enter on the row: the invitation goes out."""
        self.open_transfer()
        self.search(search or name.split(maxsplit=1)[0].lower(), name)
        self.choose_row(name)

    def close_communicator(self) -> None:
        """Close the Team Communicator by its cross."""
        self.click("communicator.close")
        self.wait_gone(COMMUNICATOR)

    def open_row_menu(self, name: str) -> None:
        """Open the action menu beside a name."""
        self.click(f"{COMMUNICATOR} > row={name} > @right-12")
        self.wait("entry=rowAction.transfer")

    def choose_row(self, name: str) -> None:
        """Choose a row of the Team Communicator, wait until it may take the chat, and press its button."""
        self.click(f"{COMMUNICATOR} > row={name}")
        self.wait("communicator.foot", "text", contains="transfers")
        self.click(f"{COMMUNICATOR} > row={name} > @right-60")
        self.wait_gone(COMMUNICATOR)

    def waits_for(self, name: str) -> None:
        """Wait for the bar that says to whom the transfer is pending."""
        self.wait(PENDING, "texts", contains=name)

    def is_told(self, text: str) -> None:
        """Wait for the bar at the top of the window that says how a transfer ended."""
        self.wait(RESULT, "texts", contains=text, seconds=30)

    def withdraw(self) -> None:
        """Take the pending transfer back by the bar's button."""
        self.click(f"{PENDING} > Withdraw")
        self.wait_gone(PENDING)

    def messages(self, expect: str | None = None) -> list[str]:
        """Open My Messages, wait for a row if one is expected, read the rows, close it."""
        self.click("messages_button")
        self.wait("my_messages")
        if expect is not None:
            self.wait("my_messages.list", "rows", contains=expect)
        rows: list[str] = self.read("my_messages.list", "rows", anywhere=True)  # hidden while there are none
        self.click("my_messages.close")
        self.wait_gone("my_messages")
        return rows
