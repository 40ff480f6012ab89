"""Other doors to the same transfer: selection, right-click, Enter, drag and drop; and several chats at once."""

from desktop_agent.lab import desk
from desktop_agent.lab.tour.cast import Play

FIRST, SECOND = "Beatriz Almeida", "Daniel Weber"
JANA = "directory.list > row=Brandt, Jana"


def several(play: Play) -> None:
    """D4, D7, P1."""
    emma, step = play.emma, play.step
    beatriz = play.cast.customer(FIRST, "The refund has not arrived.", subject="Refund")

    @step("D4", f"{FIRST} is accepted, and Emma begins to type", by=emma)
    def _() -> None:
        emma.accept(FIRST)
        emma.open_chat(FIRST)
        emma.write("I am looking into", desk.COMPOSER)

    play.cast.customer(SECOND, "Can I change my payment method?", subject="Payment")

    @step("D4", "A second chat comes beside the first; what is being typed stays where it is", by=emma)
    def _() -> None:
        emma.accept(SECOND)
        emma.open_chat(FIRST)
        emma.wait(desk.COMPOSER, "text", equals="I am looking into")

    @step("D4", "The Interaction Bar counts unread lines and shows who waits", by=emma)
    def _() -> None:
        emma.open_chat(SECOND)
        beatriz.say("Hello? Are you there?")
        emma.wait(desk.BAR, "rows", contains="new")

    @step("P1", "My Interactions lists the chats; the selected row is what every action acts on", by=emma)
    def _() -> None:
        emma.click("strip > tab=My Interactions")
        emma.click(f"strip > row={FIRST}")
        emma.wait("chat.customer", "text", contains=FIRST)


def doors(play: Play) -> None:
    """P2, P3, P4."""
    emma, jana, step = play.emma, play.jana, play.step

    @step("P2", "Right-click a name in the directory: Selected Interaction, Transfer", by=emma)
    def _() -> None:
        emma.open_chat(FIRST)
        emma.right_click(JANA)
        emma.click("entry=Selected Interaction")
        emma.click("targetMenu.selectedInteraction > entry=Transfer")
        jana.sees_preview(FIRST)

    @step("G6", "Jana declines by a button of the preview", by=emma)
    def _() -> None:
        jana.decline(FIRST)
        emma.is_told("declined")

    @step("P3", "Enter on a focused name transfers the selected chat; the foot of the list said so before", by=emma)
    def _() -> None:
        emma.click(JANA)
        emma.wait("directory.foot", "text", contains=FIRST)
        emma.key("Return")
        jana.sees_preview(FIRST)

    emma.withdraw()

    @step("P4", "Drag the chat onto a name: colour and words say whether it would be taken", by=emma, drag=True)
    def _() -> None:
        emma.drag(f"{desk.BAR} > row={FIRST}", JANA, drop=False)
        emma.wait("directory.foot", "text", contains="Jana")

    @step("P4", "Let go: Jana is invited, and accepts", by=jana, drag=True)
    def _() -> None:
        emma.drop(JANA)
        jana.accept(FIRST)
        emma.has_no_chat(FIRST)
