"""For every test: no quiet passing, no network but loopback, no window on a person's screen."""

import os

import hypothesis

# Windows appear on the virtual screen of `make test` or nowhere, never on the screen of the person who runs pytest.
VIRTUAL_SCREEN = "VIRTUAL_SCREEN" in os.environ
os.environ["QT_QPA_PLATFORM"] = "xcb" if VIRTUAL_SCREEN else "offscreen"
os.environ["QT_API"] = "pyside6"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*.warning=false"
os.environ.pop("DESKTOP_AGENT_SERVER", None)

pytest_plugins = ["tests.plugins.guard", "tests.plugins.needs", "tests.plugins.features"]

hypothesis.settings.register_profile(
    "project",
    deadline=None,  # the machine is shared; the time limit of the test holds
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("quick", parent=hypothesis.settings.get_profile("project"), max_examples=25)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))
