"""The customer's page as it is served."""

import dataclasses
import re

import httpx
import pytest

from desktop_agent.resources import resource
from tests.server.http.conftest import SETTINGS


def get(server, path):
    return httpx.get(server.url + path, trust_env=False)


def test_nothing_from_elsewhere_and_nothing_inline(server):
    page = get(server, "/chat")
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|https?://", page.text)


def test_every_part_of_the_page_is_there(server):
    page = get(server, "/chat").text
    parts = {*re.findall(r'(?:src|href)="(chat/[^"]+)"', page), "chat/embed.js"}
    parts |= {
        f"chat/assets/{name}" for name in re.findall(r'from "\./([^"]+)"', resource("customer", "chat.js").read_text())
    }
    assert len(parts) >= 6
    kinds = {}
    for part in parts:
        answer = get(server, f"/{part}")
        assert answer.status_code == 200, part
        kinds[part] = answer.headers["content-type"]
    assert kinds["chat/assets/chat.css"] == "text/css; charset=utf-8"
    assert kinds["chat/assets/chat.js"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fdemo%2Ffloor.toml", "chat.html", "embed.js"])
def test_nothing_else_is_served(server, name):
    assert get(server, f"/chat/assets/{name}").status_code == 404


def test_the_page_writes_no_markup(server):
    for name in ("chat.js", "transcript.js", "connection.js", "embed.js"):
        script = resource("customer", name).read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script)


def test_every_language_has_every_sentence_with_the_same_places():
    script = resource("customer", "texts.js").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^  (\w\w): \{\n(.*?)^  \},", script, re.DOTALL | re.MULTILINE))
    assert set(blocks) == {"en", "de", "es", "ja", "ar"}
    sentences = {
        language: dict(re.findall(r'^    (\w+): "(.*)",$', block, re.MULTILINE)) for language, block in blocks.items()
    }
    english = sentences["en"]
    for language, known in sentences.items():
        assert known.keys() == english.keys(), language
        for key, sentence in known.items():
            assert sorted(re.findall(r"\{\w+\}", sentence)) == sorted(re.findall(r"\{\w+\}", english[key])), (
                language,
                key,
            )


class TestEmbedded:
    @pytest.fixture
    def settings(self):
        return dataclasses.replace(SETTINGS, frame_ancestors=("https://www.example.com",))

    def test_only_listed_sites_may_frame_the_page(self, server):
        policy = get(server, "/chat").headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' https://www.example.com")
        assert get(server, "/chat/embed.js").headers["cross-origin-resource-policy"] == "cross-origin"


def test_health(server):
    assert get(server, "/healthz").json()["status"] == "ok"
    assert get(server, "/readyz").json()["status"] == "ready"
