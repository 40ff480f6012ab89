"""Parcels, deliveries, returns."""

from desktop_agent.simulation.scripts.model import Conversation, Turn

ORDERS = (
    Conversation(
        key="parcel-not-there",
        queue="Orders",
        subject="Parcel says delivered",
        opening=(
            "The tracking says my parcel was delivered yesterday at 14:10, but there is nothing here and no note "
            "either."
        ),
        turns=(
            Turn(
                "Hello {customer}, {agent} here. Let us find it. What is the order number?",
                "Order 118-20417, two pairs of shoes.",
                "order",
            ),
            Turn(
                "Thank you. The carrier writes 'handed to neighbour, Pohl'. Do you know somebody of that name?",
                "Pohl? They live at number 12, we are at 21. The driver has mixed up the digits.",
            ),
            Turn(
                "That would explain it. Could you ring there, or shall I have the carrier fetch it?",
                "I can see their window from here, I will ask them this evening.",
            ),
            Turn(
                (
                    "I have noted it. If it is not there, write to us with this number and we send the shoes "
                    "again: S-4417."
                ),
                "S-4417, thank you. I need them for the weekend, so please not by the slow post.",
            ),
            Turn(
                "Understood: it would be express, at our cost.",
                "That is fair.",
            ),
        ),
        thanks="No, that is all for now. Thank you!",
        case_data={"order": "118-20417", "carrier": "parcel service", "tracking": "delivered 14:10"},
    ),
    Conversation(
        key="wrong-size",
        queue="Orders",
        subject="Exchange for another size",
        opening="Hi, the jacket is too small. Can I change it for an L without paying the postage twice?",
        turns=(
            Turn(
                "Hi {customer}, this is {agent}. Of course. Which order is it?",
                "118-20533, the green rain jacket in M.",
                "order",
            ),
            Turn(
                "The L is in stock in green and in dark blue. Which one would you like?",
                "Green again, please.",
            ),
            Turn(
                "I have reserved it. The label for the way back comes by e-mail, the new jacket leaves today.",
                "So I do not have to send the old one back first?",
            ),
            Turn(
                "No, you have 14 days for that.",
                "Great. Does it matter that I have cut off the tag?",
            ),
            Turn(
                "No, as long as it was not worn outside.",
                "Only in front of the mirror, promised.",
            ),
        ),
        thanks="No, that is all. Thanks a lot!",
        case_data={"order": "118-20533", "item": "rain jacket, green, M"},
    ),
    Conversation(
        key="broken-on-arrival",
        queue="Orders",
        subject="Lamp arrived broken",
        opening="The lamp you sent me is broken. The box looked fine but the glass inside is in pieces.",
        turns=(
            Turn(
                "Good morning {customer}, I am {agent}. I hope nobody got hurt. May I have the order number?",
                "Nobody got hurt, luckily. The order is 118-20602.",
                "order",
            ),
            Turn(
                "Thank you. Could you send a photograph of the lamp and of the box?",
                "I have just uploaded both with the form on your page.",
                "photo",
            ),
            Turn(
                "I see them. You can choose: a new lamp or your money back.",
                "A new one, please. But packed better than the first.",
            ),
            Turn(
                "I have written that on the order. It should be with you on Friday.",
                "On Friday I am at work. Can it go to the parcel shop?",
            ),
            Turn(
                "Yes, to the one in Station Road. You may throw the broken one away.",
                "Good, then I do not have to carry it anywhere.",
            ),
        ),
        thanks="No, nothing else. Thank you and have a nice week.",
        case_data={"order": "118-20602", "item": "table lamp"},
    ),
)
