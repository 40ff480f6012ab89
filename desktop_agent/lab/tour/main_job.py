"""The main job: a customer's chat is answered and handed to a colleague, who goes on with it."""

from desktop_agent.lab import desk
from desktop_agent.lab.tour.cast import Play

AMIR = "Amir Kaya"


def sign_in_and_ready(play: Play) -> None:
    """G11, D3: only a Ready agent is offered chats."""
    emma, step = play.emma, play.step

    @step("G11", "Emma has signed in; she opens the status menu with its states and reasons", by=emma)
    def _() -> None:
        emma.click("status_button")
        emma.wait("entry=state.ready")

    @step("G11", "She goes Ready: from now on chats are offered to her, and the time in the state runs", by=emma)
    def _() -> None:
        emma.click("entry=state.ready")
        emma.wait("status_button", "text", contains="Ready")


def answer(play: Play) -> None:
    """D1, D4 to D6: the chat is offered, previewed, accepted and talked in."""
    emma, step = play.emma, play.step
    amir = play.cast.customer(
        AMIR, "Hello, my invoice shows the same month twice.", subject="Invoice 4711", invoice="4711", plan="Gold"
    )

    @step("D1", f"{AMIR} writes on the web page: an Interaction Preview appears at the bottom right", by=emma)
    def _() -> None:
        emma.sees_preview(AMIR)

    @step("D5", "Emma accepts: the chat window opens with transcript, customer and case", by=emma)
    def _() -> None:
        emma.accept(AMIR)
        emma.reads("same month twice")
        amir.is_served_by("Emma Marsh")

    @step("D5", "They talk; every line carries its time and its writer", by=emma)
    def _() -> None:
        emma.say("Good morning Amir, let me look at your invoice.")
        amir.reads("let me look at your invoice")
        amir.say("Thank you. It is number 4711, two times March.")
        emma.reads("two times March")

    @step("D6", "Ctrl+Enter breaks the line, Enter sends", by=emma)
    def _() -> None:
        emma.write("I see it:", desk.COMPOSER)
        emma.key("Ctrl+Return")
        emma.write("March was booked twice.")
        emma.key("Return")
        amir.reads("I see it:\nMarch was booked twice.")

    @step("D5", "Emma sees that the customer is typing", by=emma)
    def _() -> None:
        amir.type()
        emma.wait("chat.typing", "text", contains=AMIR)


def hand_over(play: Play) -> None:
    """G1 to G5, N1, P10: Transfer, Team Communicator, invitation, preview, accept."""
    emma, jana, step = play.emma, play.jana, play.step

    @step("G11", "Jana, at the second desktop, goes Ready", by=jana)
    def _() -> None:
        jana.go_ready()

    @step("G1", "The Transfer button opens the Team Communicator on this chat", by=emma)
    def _() -> None:
        emma.open_transfer()

    @step("G2", "One box finds people, queues and contacts by any part of a name, number or keyword", by=emma)
    def _() -> None:
        emma.search("bran", "Jana Brandt")

    @step("G3", "The action menu beside the name holds Instant Chat Transfer", by=emma)
    def _() -> None:
        emma.open_row_menu("Jana Brandt")

    @step("G4", "Jana gets an invitation; nothing has changed hands, and Emma sees the countdown", by=jana)
    def _() -> None:
        emma.click("entry=rowAction.transfer")
        emma.waits_for("Jana Brandt")
        jana.sees_preview(AMIR)

    @step("N2", "Meanwhile Emma goes on serving the customer", by=emma)
    def _() -> None:
        emma.say("A colleague will join us in a moment.")

    @step("G5", "Jana accepts: the chat leaves Emma's desktop and opens at Jana's", by=jana)
    def _() -> None:
        jana.accept(AMIR)
        emma.has_no_chat(AMIR)

    @step("P10", "Jana has the whole conversation before her and goes on with the customer", by=jana)
    def _() -> None:
        jana.reads("same month twice")
        jana.say("Hello Amir, I have corrected the invoice.")


def wrap_up(play: Play) -> None:
    """D9."""
    jana, step = play.jana, play.step

    @step("D9", "Jana ends the chat: wrap-up with disposition and note", by=jana)
    def _() -> None:
        jana.click("chat.button.chat.end")
        jana.wait("wrap_up")

    @step("D9", "Mark Done closes it and frees her slot", by=jana)
    def _() -> None:
        jana.click("wrap_up.done")
        jana.has_no_chat(AMIR)
