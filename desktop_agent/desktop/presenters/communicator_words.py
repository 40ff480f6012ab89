"""CommunicatorWords: what the Team Communicator's panel says above, instead of, and below its list."""

from PySide6.QtCore import QObject

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.models.hits import Category
from desktop_agent.desktop.presenters.communicator_groups import group_title
from desktop_agent.desktop.presenters.row_actions import Opener, RowAction
from desktop_agent.desktop.presenters.target_words import short
from desktop_agent.desktop.presenters.wording import put


class CommunicatorWords(QObject):
    """Sentences; it knows no state of its own."""

    def title(self, opener: Opener, customer: str) -> str:
        """What the panel is about."""
        match opener:
            case Opener.TRANSFER:
                return put(self.tr("Transfer {customer} to …"), {"customer": customer})
            case Opener.CONFERENCE:
                return put(self.tr("Invite to the chat with {customer}"), {"customer": customer})
            case Opener.CONSULT:
                return put(self.tr("Consult about {customer}"), {"customer": customer})
            case Opener.MAIN:
                return self.tr("Team Communicator")

    def message(self, text: str, category: Category | None, *, loaded: bool) -> str:
        """Why the list is empty, and what was searched.

        Args:
            text: what was typed.
            category: the only kind that is listed, None for all.
            loaded: whether the directory is there.
        """
        if not loaded:
            return self.tr("The directory is being loaded …")
        if not text:
            return self.tr("Type a part of a name, a number or a keyword. Favourites and recent ones appear here.")
        if category is not None:
            words = self.tr("Nothing is found by “{text}” among {kind}. Searched were name, number and keyword.")
            return put(words, {"text": text, "kind": group_title(category)})
        words = self.tr(
            "Nothing is found by “{text}”. Searched were names, numbers, departments and keywords of agents, "
            "supervisors, groups, queues and contacts."
        )
        return put(words, {"text": text})

    def enter(self, action: RowAction, name: str, customer: str) -> str:
        """What Enter does with the current row, or why it does nothing."""
        if action.refusal:
            words = self.tr("{action} to {name} is not possible: {why}")
            return put(words, {"action": action.text, "name": short(name), "why": action.refusal})
        if action.verb is Verb.TRANSFER:
            return put(self.tr("Enter transfers {customer} to {name}"), {"customer": customer, "name": short(name)})
        return put(self.tr("Enter: {action}, {name}"), {"action": action.text, "name": short(name)})

    def held(self) -> str:
        """A chat hangs on the pointer."""
        return self.tr("Drop the chat on a name to transfer it")

    def on_its_way(self) -> str:
        """The server has not answered yet."""
        return self.tr("Sending the transfer …")

    def some_chat(self) -> str:
        """Instead of a customer's name, when there is no chat."""
        return self.tr("the chat")
