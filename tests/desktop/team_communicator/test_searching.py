"""Finding: what is listed, in which order, and when rows may move."""

import pytest
from PySide6.QtCore import Qt

from desktop_agent.contract.answers import Ranking
from desktop_agent.contract.enums import AgentState, TargetKind
from desktop_agent.contract.values import AgentStatus, Target, TargetRank
from desktop_agent.desktop.models.hits import Category
from desktop_agent.desktop.presenters.row_actions import Opener
from desktop_agent.desktop.still.floor import NOW_MS, Floor, Sample, sample


def test_any_part_of_name_number_or_department_finds(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    for text, name in (
        ("brandt", "Jana Brandt"),
        ("4102", "Jana Brandt"),
        ("NES", "Inês Carvalho"),
        ("strom", "Mikael Ström"),
    ):
        one.panel.box.clear()
        qtbot.keyClicks(one.panel.box, text)
        assert name in one.names(), text


def test_sections_carry_their_count_and_a_name_stands_once(scene):
    one = scene(opener=Opener.TRANSFER)
    one.targets.favourites.toggle("agent-lee")
    one.panel.box.setText("billing")
    assert one.names() == ["[Favourites 1]", "Lee Wong", "[Agents 1]", "Jana Brandt", "[Queues 1]", "Billing"]


def test_the_match_in_the_name_is_known(scene):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("bra")
    row = one.panel.presenter.model.row_of("agent-jana")
    (begin, end), *_ = one.panel.presenter.model.entries[row].spans
    assert "Jana Brandt"[begin:end] == "Bra"


def test_the_server_orders_once_and_a_status_moves_nothing_after(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    ranks = one.desk.backend.ranks
    for order, target_id in enumerate(("agent-priya", "agent-jana")):
        ranks[target_id] = TargetRank(id=target_id, order=order, capabilities=ranks[target_id].capabilities)
    one.panel.box.setText("an")  # in "Jana", "Brandt", "Raman": one tier
    by_text = one.names()
    qtbot.waitUntil(lambda: one.names() != by_text or one.names()[1] == "Priya Raman")
    ordered = one.names()
    assert ordered[1:3] == ["Priya Raman", "Jana Brandt"]
    changed = []
    one.panel.presenter.model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    one.desk.backend.push(_status("agent-priya", AgentState.LOGGED_OUT))
    qtbot.waitUntil(lambda: changed == [1])
    assert one.names() == ordered
    assert "Logged out" in one.panel.hits.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_who_types_a_name_gets_that_person_first_ready_or_not():
    from desktop_agent.client.search.directory import Hit
    from desktop_agent.desktop.presenters.communicator_groups import grouped

    begins = Target(id="a", kind=TargetKind.AGENT, name="Lee Wong")
    inside = Target(id="b", kind=TargetKind.AGENT, name="Kayleen Fox")
    mistyped = Target(id="c", kind=TargetKind.AGENT, name="Leo Park")
    hits = [Hit(begins, 1.0, ("lee",)), Hit(inside, 0.5, ("lee",)), Hit(mistyped, 0.05, ("leo",))]
    orders = {"c": 0, "b": 1, "a": 2}
    assert grouped(hits, hits, (), ()).ordered(orders, "lee").ids == ("a", "b", "c")
    assert grouped(hits, hits, (), ()).ordered(orders, "le").ids == ("c", "b", "a")


def _status(target_id, state):
    from desktop_agent.contract.events import StatusTopic

    return StatusTopic(status=AgentStatus(id=target_id, state=state, since_ms=NOW_MS, capacity=3))


@pytest.mark.parametrize("hand", ["arrow", "late"])
def test_an_answer_after_an_arrow_key_or_too_late_moves_nothing(scene, qtbot, hand):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("an")
    before = one.names()
    presenter = one.panel.presenter
    presenter._context.tasks.cancel(f"{presenter.door}:rank")
    presenter._ask.stop()
    if hand == "arrow":
        qtbot.keyClick(one.panel.box, Qt.Key.Key_Down)
    else:
        qtbot.waitUntil(lambda: presenter._since_key.elapsed() > 150)
    ranks = tuple(
        TargetRank(id=target_id, order=order, capabilities={})
        for order, target_id in enumerate(("agent-priya", "agent-jana"))
    )
    presenter._take_order(Ranking(ranks=ranks, now_ms=NOW_MS), presenter._turn)
    assert one.names() == before


def test_nothing_found_says_what_was_searched(scene):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("qqqqqqq")
    assert one.panel.message.isVisible()
    assert "qqqqqqq" in one.panel.message.text()
    assert "numbers" in one.panel.message.text()
    assert one.panel.foot.text().strip() == ""


def test_nothing_typed_shows_favourites_recents_and_who_can_take_it_best(scene, qtbot):
    one = scene()
    one.targets.favourites.toggle("queue-claims")
    one.targets.favourites.used("agent-priya")
    one.host.open(one.button, Opener.TRANSFER, "chat-1")
    qtbot.waitUntil(lambda: "[Can take it best 10]" in one.names())
    assert one.names()[:6] == [
        "[Favourites 1]",
        "Claims",
        "[Recent 1]",
        "Priya Raman",
        "[Can take it best 10]",
        "Jana Brandt",
    ]


def test_nothing_typed_in_the_main_window_proposes_nobody(scene):
    one = scene(opener=Opener.MAIN)
    assert one.names() == []
    assert "Type a part of a name" in one.panel.message.text()


def test_filter_buttons_count_and_narrow(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("billing")
    queues = one.panel.filters._buttons[Category.QUEUES]
    assert queues.text() == "Queues 1"
    assert queues.accessibleName() == "Queues, 1 found"
    qtbot.mouseClick(queues, Qt.MouseButton.LeftButton)
    assert one.names() == ["[Queues 1]", "Billing"]
    assert one.panel.filters._buttons[Category.AGENTS].text() == "Agents 2"


def test_at_most_a_hundred_rows_and_every_kind_keeps_some(scene, qtbot, desk):
    one = scene(_crowd(), opener=Opener.TRANSFER)
    one.panel.box.setText("tester")
    rows = [name for name in one.names() if not name.startswith("[")]
    assert len(rows) == 100
    assert "Tester queue" in rows
    assert any(name.startswith("[Agents 1") for name in one.names())


def test_only_what_was_found_is_subscribed(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("brandt")
    qtbot.waitUntil(lambda: one.targets.subscriptions._views.get(one.panel.presenter.door) == ("agent-jana",))
    one.panel.close_panel()
    assert one.host.panel is None
    assert not any(view.startswith("communicator") for view in one.targets.subscriptions._views)


def _crowd() -> Sample:
    base = sample(Floor.FULL)
    people = tuple(
        Target(
            id=f"agent-{n}",
            kind=TargetKind.AGENT,
            name=f"Tester Number{n}",
            last_name=f"Number{n}",
            first_name="Tester",
        )
        for n in range(300)
    )
    queue = Target(id="queue-tester", kind=TargetKind.QUEUE, name="Tester queue")
    return Sample(base.snapshot, (*people, queue), {}, {})


def test_the_directory_is_being_loaded(scene, qtbot):
    one = scene(opener=Opener.MAIN)
    one.desk.session.directory.loaded = False
    one.panel.box.setText("zzz")
    assert one.panel.message.text() == "The directory is being loaded …"


def test_model(scene, qtmodeltester):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("an")
    qtmodeltester.check(one.panel.presenter.model)
