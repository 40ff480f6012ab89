"""Devices, apps, connections."""

from desktop_agent.simulation.scripts.model import Conversation, Turn

TECHNICAL = (
    Conversation(
        key="cannot-sign-in",
        queue="Technical",
        subject="Cannot sign in to the app",
        opening="Since the update I cannot sign in to the app any more. It says 'something went wrong', nothing else.",
        turns=(
            Turn(
                "Hello {customer}, {agent} here. That message is not very helpful, I know. Which phone do you have?",
                "A three years old Android phone, with the latest update as far as I can see.",
                "device",
            ),
            Turn(
                "And which version of the app? You find it at the foot of the sign-in page.",
                "It says 8.4.1.",
                "version",
            ),
            Turn(
                (
                    "8.4.1 has a fault with old sessions. Please clear the app's storage in the system's "
                    "settings and try again."
                ),
                "Wait, I have to look for that... done. Now it asks for a code.",
            ),
            Turn(
                "Good, that is the second step. The code has been sent to your e-mail address.",
                "It was in the spam folder. I am in!",
            ),
            Turn(
                "Wonderful. The next version will do that by itself.",
                "I hope so, I had tried everything else.",
            ),
        ),
        thanks="No, it works now. Thank you!",
        case_data={"app": "8.4.1", "system": "Android"},
    ),
    Conversation(
        key="slow-internet",
        queue="Technical",
        subject="Internet very slow in the evening",
        opening=(
            "My internet is unbearably slow every evening. I pay for 100 and get maybe 6. This has gone on for "
            "two weeks."
        ),
        turns=(
            Turn(
                (
                    "Good evening {customer}, this is {agent}. Two weeks is too long. Is it slow with a cable as "
                    "well, or by Wi-Fi only?"
                ),
                "With a cable too. I have tried it with my work laptop right beside the box.",
                "device",
            ),
            Turn(
                "Thank you, that saves us a step. I am measuring your line now, it takes a minute.",
                "All right. It is slow at this very moment, if that helps.",
            ),
            Turn(
                "It does. Your line is fine, but the street's distributor is full between 19 and 23 o'clock.",
                "So it is not my equipment. When will that be better?",
            ),
            Turn(
                "A second fibre is to be connected on the 21st. Until then I can take half of the monthly fee off.",
                "I would rather have the speed, but yes, please do that.",
            ),
            Turn(
                (
                    "Done. You will see it on the next two invoices, and I have set a reminder to measure again "
                    "on the 22nd."
                ),
                "Will somebody tell me the result, or do I have to ask?",
            ),
            Turn(
                "You will get a message from me either way.",
                "Good. That is the first clear answer I have got.",
            ),
        ),
        thanks="No, that was all. Thank you, good night.",
        case_data={"contract": "Fibre 100", "measured": "6 Mbit/s"},
    ),
    Conversation(
        key="router-blinks",
        queue="Technical",
        subject="Router blinks red",
        opening="Hello, the router blinks red since this morning and we have neither internet nor telephone.",
        turns=(
            Turn(
                "Hello {customer}, my name is {agent}. Have you already switched it off and on again?",
                "Yes, three times. It blinks red again after a minute.",
            ),
            Turn(
                "Thank you. What is written on the label at the back, the model?",
                "Model HB-7, and a serial number that starts with 2207.",
                "device",
            ),
            Turn(
                "There is no fault in your street. Could you check whether the grey cable sits firmly in the socket?",
                "The cable is firm, but the plug looks chewed. I think the cat was there.",
            ),
            Turn(
                "Then we have the culprit! Any such cable will do; I am also sending you a new one free of charge.",
                "I have one in the drawer. Changing it now... it is green again!",
            ),
            Turn(
                "Lovely. Greetings to the cat.",
                "She shows no remorse at all.",
            ),
        ),
        thanks="No, everything works. Thank you very much!",
        case_data={"router": "HB-7", "line": "no fault"},
    ),
)
