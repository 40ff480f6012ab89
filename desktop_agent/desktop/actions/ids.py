"""Names of all actions."""

from enum import StrEnum


class ActionId(StrEnum):
    """One name per action; the same everywhere: menus, buttons, shortcuts, palette, driver."""

    ACCEPT_OFFER = "offer.accept"
    DECLINE_OFFER = "offer.decline"

    TRANSFER = "chat.transfer"
    WITHDRAW_TRANSFER = "chat.withdraw_transfer"
    END_CHAT = "chat.end"
    MARK_DONE = "chat.mark_done"
    HOLD = "chat.hold"
    RETRIEVE = "chat.retrieve"
    PICK_UP = "chat.pick_up"
    FOCUS_COMPOSER = "chat.focus_composer"
    FIND = "chat.find"
    POP_OUT = "chat.pop_out"
    POP_IN = "chat.pop_in"

    NEXT_CHAT = "go.next_chat"
    PREVIOUS_CHAT = "go.previous_chat"
    LONGEST_WAITING = "go.longest_waiting"
    NEXT_PANE = "go.next_pane"
    PREVIOUS_PANE = "go.previous_pane"
    TEAM_COMMUNICATOR = "go.team_communicator"
    DIRECTORY = "go.directory"
    MY_INTERACTIONS = "go.my_interactions"
    MY_MESSAGES = "go.my_messages"
    COMMAND_PALETTE = "go.palette"

    READY = "status.ready"
    NOT_READY = "status.not_ready"
    AFTER_CALL_WORK = "status.after_call_work"
    DO_NOT_DISTURB = "status.do_not_disturb"

    ZOOM_IN = "look.zoom_in"
    ZOOM_OUT = "look.zoom_out"
    ZOOM_RESET = "look.zoom_reset"
    THEME_SYSTEM = "look.theme_system"
    THEME_LIGHT = "look.theme_light"
    THEME_DARK = "look.theme_dark"
    THEME_CONTRAST = "look.theme_contrast"
    RESET_LAYOUT = "look.reset_layout"

    SETTINGS = "program.settings"
    LOG_OFF = "program.log_off"
    QUIT = "program.quit"
