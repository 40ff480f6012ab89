"""Every action once: unique names and shortcuts, enabled by capability, one way to carry it out."""

import re
from collections import Counter

import msgspec
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.contract.events import InteractionChanged
from desktop_agent.desktop.actions import document
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.specs import SPECS, Needs
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.views.widgets.shortcut_guard import ShortcutGuard
from desktop_agent.resources import resource


def test_every_action_is_described_once():
    assert Counter(spec.id for spec in SPECS) == Counter(ActionId)


def test_no_shortcut_is_given_twice():
    keys = Counter(QKeySequence(keys).toString() for spec in SPECS for keys in spec.shortcuts)
    assert "" not in keys
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_shortcut_fires_while_typing():
    for spec in SPECS:
        for keys in spec.shortcuts:
            assert re.search(r"Ctrl|Alt|^(Shift\+)?F\d+$", keys), (spec.id, keys)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_text_and_icon(spec):
    assert spec.text.strip("&… ")
    assert resource("icons", f"{spec.icon}.svg").is_file()
    assert (spec.needs is Needs.VERB) == (spec.verb is not None)


def test_the_page_is_up_to_date(capsys):
    assert document.main(["--check"]) == 0, capsys.readouterr().err


def test_an_outdated_page_is_found(tmp_path, capsys):
    path = tmp_path / "shortcuts.md"
    path.write_text(document.page().replace("Ctrl+T", "Ctrl+Y"))
    assert document.main(["--check", "--path", str(path)]) == 1
    assert "not up to date" in capsys.readouterr().err
    assert document.main(["--path", str(path)]) == 0
    assert document.main(["--check", "--path", str(path)]) == 0


def test_what_nobody_bound_is_invisible_and_does_nothing(desk):
    registry = desk().registry
    assert not registry.action(ActionId.TRANSFER).isVisible()
    assert not registry.trigger(ActionId.TRANSFER)


def test_a_verb_needs_its_capability(desk, qtbot):
    one = desk()
    one.context.selection.select("chat-1")
    calls = []
    one.registry.bind(ActionId.TRANSFER, lambda: calls.append(1))
    assert one.registry.trigger(ActionId.TRANSFER)
    chat = one.context.selected
    changed = msgspec.structs.replace(
        chat, capabilities={**chat.capabilities, Verb.TRANSFER: Reason.TRANSFER_PENDING}, version=2
    )
    one.backend.push(InteractionChanged(interaction=changed))
    action = one.registry.action(ActionId.TRANSFER)
    qtbot.waitUntil(lambda: not action.isEnabled())
    assert "already waiting" in action.toolTip()
    assert not one.registry.trigger(ActionId.TRANSFER)
    without = {verb: reason for verb, reason in chat.capabilities.items() if verb is not Verb.TRANSFER}
    one.backend.push(InteractionChanged(interaction=msgspec.structs.replace(chat, capabilities=without, version=3)))
    qtbot.waitUntil(lambda: "does not support" in action.toolTip())
    assert calls == [1]


def test_without_a_connection_nothing_is_sent(desk, qtbot):
    one = desk()
    one.context.selection.select("chat-1")
    one.registry.bind(ActionId.TRANSFER, lambda: None)
    one.registry.bind(ActionId.READY, lambda: None)
    one.backend.fall()
    qtbot.waitUntil(lambda: not one.registry.action(ActionId.TRANSFER).isEnabled())
    qtbot.waitUntil(lambda: not one.registry.action(ActionId.READY).isEnabled())
    assert "Not connected" in one.registry.why_not(ActionId.READY)


def test_without_a_chat_there_is_nothing_to_transfer(desk):
    one = desk(Floor.EMPTY)
    one.registry.bind(ActionId.TRANSFER, lambda: None)
    assert one.registry.why_not(ActionId.TRANSFER) == "No chat is selected."


def test_an_offer_enables_accept(desk, qtbot):
    with_offer, without = desk(offers=True), desk()
    for one in (with_offer, without):
        one.registry.bind(ActionId.ACCEPT_OFFER, lambda: None)
    assert with_offer.registry.why_not(ActionId.ACCEPT_OFFER) is None
    assert without.registry.why_not(ActionId.ACCEPT_OFFER) == "No chat is offered to you."


def test_a_rule_of_the_handler_counts_too(desk):
    registry = desk().registry
    registry.bind(ActionId.LONGEST_WAITING, lambda: None, rule=lambda: "Nobody waits.")
    registry.refresh()
    assert registry.action(ActionId.LONGEST_WAITING).toolTip().endswith("\nNobody waits.")


def test_origin_is_known_while_the_handler_runs(desk, qtbot):
    registry = desk().registry
    button = QWidget()
    qtbot.addWidget(button)
    seen = []
    registry.bind(ActionId.MY_MESSAGES, lambda: seen.append(registry.origin))
    registry.trigger(ActionId.MY_MESSAGES, origin=button)
    registry.trigger(ActionId.MY_MESSAGES)
    assert seen == [button, None]


@pytest.mark.parametrize("keys", ["Ctrl+K", "Ctrl+T", "Ctrl+Shift+E", "F6", "Ctrl+PgDown"])
def test_shortcuts_work_while_a_field_has_the_focus(desk, qtbot, keys):
    one = desk()
    one.context.selection.select("chat-1")
    window = QWidget()
    field = QPlainTextEdit(window)
    field.setPlainText("some words")
    qtbot.addWidget(window)
    one.registry.attach(window)
    guard = ShortcutGuard(one.registry.all(), window)
    seen = []
    for spec in SPECS:
        one.registry.bind(spec.id, lambda spec=spec: seen.append(spec))
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    combination = QKeySequence(keys)[0]
    qtbot.keyClick(field, combination.key(), combination.keyboardModifiers())
    assert [keys in spec.shortcuts for spec in seen] == [True]
    assert field.toPlainText() == "some words"
    assert guard is not None


def test_plain_letters_go_into_the_field(desk, qtbot):
    one = desk()
    window = QWidget()
    field = QPlainTextEdit(window)
    qtbot.addWidget(window)
    one.registry.attach(window)
    seen = []
    for spec in SPECS:
        one.registry.bind(spec.id, lambda spec=spec: seen.append(spec))
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "abcdefghijklmnopqrstuvwxyz ABCD 0123?/")
    assert field.toPlainText() == "abcdefghijklmnopqrstuvwxyz ABCD 0123?/"
    assert seen == []
