"""The machine: settings by precedence, files written whole, keyrings one may trust, paths, certificates."""

import json
import ssl
import stat
import sys
import threading
from pathlib import Path

import pytest

from desktop_agent.client.platform import secrets as sec
from desktop_agent.client.platform.certificates import tls_context
from desktop_agent.client.platform.files import write_atomically
from desktop_agent.client.platform.paths import ProfileRefused, profile_paths
from desktop_agent.client.platform.settings import DEFAULTS, Locked, Origin, Setting, Settings
from tests.client.running import in_loop


def write(path: Path, values: object) -> Path:
    path.write_text(json.dumps(values), "utf-8")
    return path


# ------------------------------------------------------------------ settings
@pytest.mark.parametrize("strongest", list(Origin))
def test_precedence(tmp_path: Path, strongest: Origin) -> None:
    """Each layer wins over all that are weaker, whatever they say."""
    order = list(Origin)
    present = order[order.index(strongest) :]
    settings = Settings(
        write(tmp_path / "user.json", {"server": "user"} if Origin.USER in present else {}),
        policy=write(tmp_path / "policy.json", {"server": "policy"} if Origin.POLICY in present else {}),
        command_line={"server": "command_line" if Origin.COMMAND_LINE in present else None},
        environment={"DESKTOP_AGENT_SERVER": "environment"} if Origin.ENVIRONMENT in present else {},
        defaults={"server": "default"},
    )
    assert settings["server"] == strongest.value
    assert settings.origin("server") == Setting(strongest.value, strongest, strongest is Origin.POLICY)


def test_written_values_are_there_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    told: list[str] = []
    settings = Settings(path, environment={})
    stop = settings.listen(told.append)
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    settings.set("columns", {"a": 1})
    stop()
    settings.reset("theme")
    again = Settings(path, environment={})
    assert (again["theme"], again["columns"]) == (DEFAULTS["theme"], {"a": 1})
    assert told == ["theme", "columns"]
    assert not again.problems


def test_policy_cannot_be_overruled(tmp_path: Path) -> None:
    path = write(tmp_path / "user.json", {"server": "mine"})
    settings = Settings(path, policy=write(tmp_path / "policy.json", {"server": "ours"}), environment={})
    with pytest.raises(Locked):
        settings.set("server", "mine")
    assert settings["server"] == "ours"


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path, environment={})
    assert settings["theme"] == DEFAULTS["theme"]
    assert len(settings.problems) == 1
    assert path.with_name("settings.json.damaged").read_bytes() == content
    settings.set("theme", "dark")
    assert Settings(path, environment={})["theme"] == "dark"


def test_values_of_the_wrong_kind_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "user.json", {"text_scale": "big", "sound": 1, "theme": "dark", "unknown": 5})
    settings = Settings(path, environment={"DESKTOP_AGENT_SOUND": "maybe", "DESKTOP_AGENT_SOUND_VOLUME": "40"})
    assert (settings["text_scale"], settings["sound"], settings["theme"], settings["unknown"]) == (100, True, "dark", 5)
    assert settings["sound_volume"] == 40
    assert len(settings.problems) == 3
    assert settings.get("never heard of") is None


def test_environment_words() -> None:
    settings = Settings(None, environment={"DESKTOP_AGENT_ENTER_SENDS": "off", "DESKTOP_AGENT_FAVOURITES": '["a"]'})
    assert settings["enter_sends"] is False
    assert settings["favourites"] == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders are made read-only differently there")
def test_a_folder_that_cannot_be_written_is_told_and_the_value_holds(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    settings = Settings(blocked / "settings.json", environment={})
    assert settings.problems
    with pytest.raises(OSError, match=r"."):
        settings.set("theme", "dark")
    assert settings["theme"] == "dark"


def test_writing_fails_without_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"before")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


# ------------------------------------------------------------------ paths, certificates
def test_profiles_are_kept_apart(tmp_path: Path) -> None:
    one, two = profile_paths("one", root=tmp_path), profile_paths("two", root=tmp_path)
    assert one.settings != two.settings
    assert profile_paths("one").config != profile_paths("two").config
    assert profile_paths("one").config.name == "one"


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a" * 65, "con\n"])
def test_profiles_that_are_no_names(name: str) -> None:
    with pytest.raises(ProfileRefused):
        profile_paths(name)


def test_certificates_are_checked() -> None:
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


# ------------------------------------------------------------------ secrets
class _Backend:
    """Keeps secrets as a keyring of the library does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fails: Exception | None = None
        self.hangs: threading.Event | None = None

    def _act(self) -> None:
        if self.hangs:
            self.hangs.wait(30)
        if self.fails:
            raise self.fails

    def get_password(self, service: str, username: str) -> str | None:
        self._act()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._act()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        from keyring.errors import PasswordDeleteError

        self._act()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


def named(path: str, **attributes: object) -> _Backend:
    module, _, name = path.rpartition(".")
    return type(name, (_Backend,), {"__module__": module, "__qualname__": name, **attributes})()


GOOD = "keyring.backends.SecretService.Keyring"
PLAIN = "keyrings.alt.file.PlaintextKeyring"


@pytest.mark.parametrize("path", sorted(sec.ALLOWED))
def test_keyrings_of_the_systems_are_trusted(path: str) -> None:
    backend = named(path)
    assert sec.trusted(backend) is backend


def test_the_names_on_the_list_are_right() -> None:
    import importlib

    for path in sec.ALLOWED:
        module, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(module), name), path


@pytest.mark.parametrize(
    "path",
    [PLAIN, "keyrings.alt.file.EncryptedKeyring", "keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"],
)
def test_others_are_not(path: str) -> None:
    assert sec.trusted(named(path)) is None


def test_the_chainer_is_looked_into() -> None:
    good = named(GOOD)
    chainer = named("keyring.backends.chainer.ChainerBackend", backends=[named(PLAIN), good])
    assert sec.trusted(chainer) is good
    assert sec.trusted(named("keyring.backends.chainer.ChainerBackend", backends=[named(PLAIN)])) is None


def test_no_keyring_that_writes_plain_text_is_installed() -> None:
    with pytest.raises(ImportError):
        __import__("keyrings.alt.file")


@in_loop
async def test_kept_in_the_keyring() -> None:
    backend = named(GOOD)
    one = sec.Secrets("work", find=lambda: backend)
    assert await one.open()
    assert (one.persistent, one.reason) == (True, "")
    await one.set("refresh", "s3cret")
    again = sec.Secrets("work", find=lambda: backend)
    await again.open()
    assert await again.get("refresh") == "s3cret"
    other = sec.Secrets("private", find=lambda: backend)
    await other.open()
    assert await other.get("refresh") is None
    await again.delete("refresh")
    await again.delete("refresh")
    assert await again.get("refresh") is None
    assert not backend.kept


def _memory_only(caplog: pytest.LogCaptureFixture) -> None:
    assert "memory only" in caplog.text


@in_loop
async def test_plain_text_is_refused_and_memory_used(caplog: pytest.LogCaptureFixture) -> None:
    backend = named(PLAIN)
    secrets = sec.Secrets(find=lambda: backend)
    assert not await secrets.open()
    assert "sign in again" in secrets.reason
    await secrets.set("refresh", "s3cret")
    assert await secrets.get("refresh") == "s3cret"
    assert not backend.kept
    _memory_only(caplog)


@in_loop
async def test_no_keyring_at_all(caplog: pytest.LogCaptureFixture) -> None:
    def nothing() -> object:
        raise RuntimeError("no D-Bus")

    secrets = sec.Secrets(find=nothing)
    assert not await secrets.open()
    assert await secrets.get("refresh") is None
    _memory_only(caplog)


@in_loop
async def test_a_keyring_that_fails_later(caplog: pytest.LogCaptureFixture) -> None:
    backend = named(GOOD)
    secrets = sec.Secrets(find=lambda: backend)
    await secrets.open()
    backend.fails = RuntimeError("locked")
    await secrets.set("refresh", "s3cret")
    assert not secrets.persistent
    assert await secrets.get("refresh") == "s3cret"
    _memory_only(caplog)


@in_loop
async def test_a_keyring_that_never_answers(caplog: pytest.LogCaptureFixture) -> None:
    backend = named(GOOD)
    backend.hangs = threading.Event()
    secrets = sec.Secrets(find=lambda: backend, timeout_s=0.05)
    await secrets.open()
    assert await secrets.get("refresh") is None
    assert not secrets.persistent
    backend.hangs.set()
    _memory_only(caplog)
