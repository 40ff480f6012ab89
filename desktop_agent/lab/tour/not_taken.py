"""Transfers that nobody takes: the sender keeps the chat and is told, each time in its own words."""

from desktop_agent.contract.enums import AgentState, OfferKind
from desktop_agent.lab.tour.cast import Play

SARA = "Sara Pohl"


def not_taken(play: Play) -> None:
    """G6, N2, D10, G12, G13."""
    emma, step = play.emma, play.step
    lee, chi, omar = (play.cast.colleague(user) for user in ("lee", "chi", "omar"))
    sara = play.cast.customer(SARA, "My claim has been open for three weeks.", subject="Claim 88-210")

    @step("D2", "The next chat goes to the Ready agent who has waited longest: Emma takes it", by=emma)
    def _() -> None:
        emma.accept(SARA)
        emma.reads("three weeks")

    for colleague in (lee, chi, omar):
        colleague.become(AgentState.READY)

    @step("G6", "Lee declines with a reason: Emma keeps the chat and reads it at the top of the window", by=emma)
    def _() -> None:
        emma.transfer_to("Lee Wong")
        lee.decline(lee.offered(SARA), "I am on a call")
        emma.is_told("I am on a call")

    @step("G6", "Chi does not answer in time: told in other words", by=emma)
    def _() -> None:
        emma.transfer_to("Chi Okafor")
        chi.offered(SARA)
        emma.is_told("did not answer")

    @step("N2", "Emma changes her mind and withdraws a pending transfer: a neutral bar only", by=emma)
    def _() -> None:
        emma.transfer_to("Chi Okafor")
        chi.offered(SARA)
        emma.withdraw()
        emma.is_told("You withdrew")

    @step("G6", "Omar logs out at the wrong moment: he is gone, the chat stays", by=emma)
    def _() -> None:
        emma.transfer_to("Omar Haddad")
        omar.offered(SARA)
        omar.leave()
        emma.is_told("is gone")

    @step("D10", "My Messages keeps every result, newest first", by=emma)
    def _() -> None:
        emma.click("messages_button")
        emma.wait("my_messages.list", "rows", contains="Lee Wong declined")

    emma.click("my_messages.close")
    chi.become(AgentState.NOT_READY, "break")

    @step("G13", "Chi is Not Ready now: the row says why he cannot take the chat", by=emma)
    def _() -> None:
        emma.open_transfer()
        emma.search("okafor", "Not Ready")

    emma.close_communicator()
    chi.become(AgentState.READY)

    @step("G12", "A transfer to a queue leaves at once; the next Ready agent of that queue takes it", by=emma)
    def _() -> None:
        emma.transfer_to("Claims, Open", "claims")
        emma.has_no_chat(SARA)
        chi.accept(chi.offered(SARA, OfferKind.ROUTING))
        sara.is_served_by("Chi Okafor")
