"""The program's one clock."""

from desktop_agent.desktop.bridge.clock import QtClock


def test_it_ticks_about_once_a_second_until_stopped(qtbot):
    clock = QtClock()
    clock.start()
    with qtbot.waitSignal(clock.tick, timeout=2_500):
        pass
    clock.stop()


def test_monotonic_never_goes_back():
    clock = QtClock()
    times = [clock.monotonic_ms() for _ in range(100)]
    assert times == sorted(times)
    assert clock.wall_ms() > 1_700_000_000_000
