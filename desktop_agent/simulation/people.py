"""Customers: names from everywhere, and what each can tell about himself."""

import random

from desktop_agent.simulation.talk import Person

NAMES = (
    "Amir Kaya", "Sara Pohl", "Lucía Fernández", "Piotr Zieliński", "Noor El-Sayed", "Tove Nilsson",
    "Kenji Watanabe", "Grace Adeyemi", "Matteo Ricci", "Hye-jin Park", "Thabo Mokoena", "Chloé Lefèvre",
    "Aisha Rahman", "Jonas Keller", "Ivana Horvat", "Daniel O’Connor", "Mei-Ling Chen", "Rafael Souza",
    "Zoë van Dijk", "Olena Kovalenko", "Samuel Njoroge", "Björn Þórsson", "Giorgos Papadakis", "Yara Khalil",
    "Tomás Herrera", "Anneli Korhonen", "Fatou Diallo", "Miloš Petrović",
)  # fmt: skip

_STREETS = ("Station Road", "Mill Lane", "Harbour Street", "Rosenweg", "Calle Mayor", "Garden Terrace")


def person(rng: random.Random, name: str) -> Person:
    """Return a customer of that name with the facts of a life."""
    plain = "".join(part for part in name.lower().encode("ascii", "ignore").decode() if part.isalpha() or part == " ")
    email = f"{'.'.join(plain.split()) or 'customer'}@mail.example"
    street, number = rng.choice(_STREETS), rng.randint(1, 120)
    phone = f"0151 {rng.randint(1_000_000, 9_999_999)}"
    return Person(
        name=name,
        email=email,
        facts={
            "name": f"{name}, as on the contract.",
            "email": f"{email}, the one I always use.",
            "telephone": f"You can reach me at {phone}, but writing is better today.",
            "address": f"{street} {number}, it has not changed.",
            "birthday": f"{rng.choice(('May', 'June', 'October'))} {rng.randint(1, 28)}, {rng.randint(1950, 2003)}.",
            "device": "Just an ordinary phone, a few years old.",
            "photo": "I can make one, where shall I send it?",
        },
    )
