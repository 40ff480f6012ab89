"""Damage and insurance."""

from desktop_agent.simulation.scripts.model import Conversation, Turn

CLAIMS = (
    Conversation(
        key="water-damage",
        queue="Claims",
        subject="Water damage in the kitchen",
        opening="Our dishwasher has leaked over night and the kitchen floor is swollen. What do I have to do now?",
        turns=(
            Turn(
                "Hello {customer}, this is {agent}. What a morning. Is the water turned off?",
                "Yes, I have closed the tap and a neighbour helps me to mop it up.",
            ),
            Turn(
                "Very good. Could you tell me your policy number?",
                "HH-3350981, household contents. It is in my wife's name.",
                "policy",
            ),
            Turn(
                "Thank you. Please take photographs before anything is removed, of the machine's hose too.",
                "I have taken about ten pictures already. Where do I send them?",
                "photo",
            ),
            Turn(
                "You can upload them with the link I have just sent. The claim number is D-71203.",
                "D-71203, noted. Do we have to wait for somebody before the floor is torn out?",
            ),
            Turn(
                "The surveyor can come tomorrow between 10 and 12. Please leave the floor until then.",
                "Tomorrow between 10 and 12 is fine. I will work from home.",
            ),
        ),
        thanks="No, that helps a lot. Thank you!",
        case_data={"policy": "HH-3350981", "cause": "tap water"},
    ),
    Conversation(
        key="car-mirror",
        queue="Claims",
        subject="Damage to a parked car",
        opening="Somebody has broken off my wing mirror while the car was parked. Am I insured for that?",
        turns=(
            Turn(
                "Good afternoon {customer}, {agent} here. I will look it up. What is the number plate, please?",
                "It is B-KX 4182, a grey estate car.",
                "plate",
            ),
            Turn(
                "You have partial cover, which pays for glass but not for the housing. Did anybody see it?",
                "No, but there was a note under the wiper with a phone number.",
            ),
            Turn(
                "That is lucky. Then the other party's insurance pays. Have you called the number?",
                "I did. He admits it, he only wants to know where to report it.",
            ),
            Turn(
                (
                    "Please ask him for his insurance and policy number. I open a claim for you so that it is on "
                    "record: D-71240."
                ),
                "He is sending it to me now. May I have the mirror repaired in the meantime?",
            ),
            Turn(
                "Yes, below 800 euros an invoice of the garage is enough. Keep the broken parts, please.",
                "I will. The garage said about 350.",
            ),
        ),
        thanks="No, that is clear now. Many thanks.",
        case_data={"plate": "B-KX 4182", "cover": "partial"},
    ),
    Conversation(
        key="stolen-bicycle",
        queue="Claims",
        subject="Bicycle stolen",
        opening="My bicycle was stolen at the station yesterday evening. I have been to the police already.",
        turns=(
            Turn(
                "Hello {customer}, my name is {agent}. I am sorry to hear that. Do you have the police's file number?",
                "Yes: 2210-4471. They did not sound very hopeful.",
                "file",
            ),
            Turn(
                "They seldom do. Was it locked, and to something fixed?",
                "It was locked to the bicycle stand with a chain lock. They cut the chain and left it there.",
            ),
            Turn(
                "Good that you looked. Do you still have the invoice for the bicycle?",
                "I do, 1,290 euros, two years old. I can photograph it.",
                "photo",
            ),
            Turn(
                "Please upload it under claim D-71288, with a picture of the chain if you kept it.",
                "I kept it. How long does it take until you decide?",
            ),
            Turn(
                (
                    "With these papers about a week. You get the price of a new one, because it is insured at "
                    "replacement value."
                ),
                "That is better than I had feared.",
            ),
        ),
        thanks="No, thank you. You were really helpful.",
        case_data={"policy": "HH-2187350", "item": "bicycle"},
    ),
)
