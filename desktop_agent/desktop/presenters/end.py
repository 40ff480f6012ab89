"""Why the main window is left."""

from enum import StrEnum


class End(StrEnum):
    """What the person wants next."""

    QUIT = "quit"
    LOG_OFF = "log_off"
    SIGN_IN_AGAIN = "sign_in_again"
