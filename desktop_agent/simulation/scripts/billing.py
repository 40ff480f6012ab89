"""Invoices and payments."""

from desktop_agent.simulation.scripts.model import Conversation, Turn

BILLING = (
    Conversation(
        key="charged-twice",
        queue="Billing",
        subject="Charged twice in March",
        opening="Hello, my invoice for March shows the same amount twice. I only have one contract with you.",
        turns=(
            Turn(
                (
                    "Hello {customer}, this is {agent}. I am sorry about that. Could you give me the invoice "
                    "number, please?"
                ),
                "It is 20931, dated the 3rd of March. Twice 48.90.",
                "invoice",
            ),
            Turn(
                "Thank you. I see two collections on the 5th. Did both leave your account?",
                "Yes, both were booked on the 5th. My bank says it cannot take back only one of them.",
            ),
            Turn(
                "That happened when the direct debit was set up anew in February: both mandates were active.",
                "That may be. I changed my bank in February, so the old account should have been gone.",
            ),
            Turn(
                (
                    "I have closed the old mandate. The second 48.90 go back to the account they came from "
                    "within three days."
                ),
                "Good. Will I get something in writing about it?",
            ),
            Turn(
                "Yes, the credit note is on its way to your e-mail address now.",
                "I can see it has just arrived.",
            ),
        ),
        thanks="No, that was all. Thank you for the quick help!",
        case_data={"invoice": "20931", "amount": "48.90 EUR", "contract": "C-7741-03"},
    ),
    Conversation(
        key="refund-above-limit",
        queue="Billing",
        subject="Refund for cancelled trip",
        opening="I cancelled my booking three weeks ago and still have not got my 640 euros back. Who can help me?",
        turns=(
            Turn(
                "Good afternoon {customer}, {agent} here. Let me look for it. What is the booking number?",
                "B-55218. I cancelled on the phone and was told ten working days at the most.",
                "booking",
            ),
            Turn(
                "I found it. The cancellation is there, but the refund waits for an approval.",
                "Nobody told me about an approval. I need that money for the rent.",
            ),
            Turn(
                (
                    "I understand. The amount is above what I may release by myself, a colleague of Refund "
                    "approvals has to confirm it."
                ),
                "Then please ask the colleague now. I would rather wait here than write again.",
            ),
            Turn(
                "It is approved. The 640 euros leave our account today and should be with you on Thursday.",
                "On Thursday, all right. Is there a reference that I can tell my bank?",
            ),
            Turn(
                "The reference is RF-90114. I have sent it by e-mail as well.",
                "Got it, RF-90114.",
            ),
        ),
        thanks="No, nothing else. Thank you for not sending me in circles.",
        case_data={"booking": "B-55218", "amount": "640.00 EUR", "cancelled": "yes"},
    ),
    Conversation(
        key="change-of-bank",
        queue="Billing",
        subject="New bank account",
        opening="Hi! I have a new bank account from next month. How do I tell you so that the payment does not fail?",
        turns=(
            Turn(
                (
                    "Hi {customer}, {agent} speaking. I can do that for you. Please do not write the whole "
                    "account number here; the last four digits are enough."
                ),
                "The last four digits are 0172.",
                "account",
            ),
            Turn(
                "Thank you. I have sent you a link to enter the account yourself. Has it come?",
                "Yes, I have it open. It asks for my customer number, which I do not have at hand.",
            ),
            Turn(
                "Your customer number is 448120.",
                "That worked. It says the account has been confirmed.",
            ),
            Turn(
                "Then everything is set: the payment of the 1st will come from the new account.",
                "And what about the invoice that is still open from this month?",
            ),
            Turn(
                "That one was collected yesterday from the old account, so you can close it whenever you like.",
                "Perfect, that is what I wanted to know.",
            ),
        ),
        thanks="No, that is it. Have a nice day!",
        case_data={"customer number": "448120"},
    ),
    Conversation(
        key="reminder-although-paid",
        queue="Billing",
        subject="Reminder for a paid invoice",
        opening=(
            "I have got a reminder with a fee of 12 euros, but I paid this invoice two weeks ago. I find that "
            "rather cheeky."
        ),
        turns=(
            Turn(
                "Good morning {customer}, my name is {agent}. That must be annoying. Which invoice is it about?",
                "Invoice 20877. I transferred the money on the 2nd.",
                "invoice",
            ),
            Turn(
                "I see no payment for 20877 yet. What did you write as the reference?",
                "Just my name and 'February'. Nobody said it had to be the number.",
            ),
            Turn(
                "Found it! The payment was put to your other contract because the number was missing.",
                "So it is your system that did not recognise it, and I am to pay the fee?",
            ),
            Turn(
                "No, of course not. I have moved the payment and taken the 12 euros off again.",
                "Thank you. Can I be sure that no further reminder comes?",
            ),
            Turn(
                "Yes. The account reads zero now and reminders are stopped.",
                "Good, then I will tear up the letter.",
            ),
        ),
        thanks="That was everything, thanks.",
        case_data={"invoice": "20877", "reminder": "1", "fee": "12.00 EUR"},
    ),
)
