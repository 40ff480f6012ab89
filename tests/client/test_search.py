"""Type-ahead: what is found, in which order, what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.client.search.fold import fold, match_spans
from desktop_agent.client.search.index import SearchIndex
from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target
from tests.client.making import target

PEOPLE = [
    target("Jana Brandt", number="4101", department="Customer Service", email="jana@service.example"),
    target("Zoë van Dijk", number="4117", keywords=("français", "night shift")),
    target("Piotr Zieliński", number="4118", queues=("Technical",)),
    target("Björn Þórsson", number="4119"),
    target("Daniel O’Connor", number="4120", email="d.oconnor.backup@service.example"),
    target("Brandon Lee", number="4121", department="Billing"),
    target("Jürgen Groß", number="4122"),
    target("渡辺 健二", number="4123"),
    Target(id="q1", kind=TargetKind.QUEUE, name="Billing", number="8101", keywords=("invoice", "refund")),
    Target(id="s1", kind=TargetKind.SKILL, name="Brandschutz"),
    Target(id="c1", kind=TargetKind.CONTACT, name="Brandt & Sons", number="+49 30 123-4567"),
]
INDEX = SearchIndex(PEOPLE)


def found(text: str, **more: object) -> list[str]:
    return [hit.target.name for hit in INDEX.search(text, **more)]  # type: ignore[arg-type]


def test_nothing_for_nothing() -> None:
    assert found("") == found("   ") == found("''") == []
    assert found("jana", limit=0) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jana", "Jana Brandt"),
        ("BRANDT jana", "Jana Brandt"),
        ("zoe", "Zoë van Dijk"),
        ("zielinski", "Piotr Zieliński"),
        ("liński", "Piotr Zieliński"),
        ("thorsson", "Björn Þórsson"),
        ("oconnor", "Daniel O’Connor"),
        ("o'connor", "Daniel O’Connor"),
        ("backup", "Daniel O’Connor"),
        ("gross", "Jürgen Groß"),
        ("健二", "渡辺 健二"),
        ("4117", "Zoë van Dijk"),
        ("117", "Zoë van Dijk"),
        ("customer serv", "Jana Brandt"),
        ("francais", "Zoë van Dijk"),
        ("shift zoe", "Zoë van Dijk"),
        ("technical", "Piotr Zieliński"),
        ("invoice", "Billing"),
        ("+49 30 123 4567", "Brandt & Sons"),
        ("4930123", "Brandt & Sons"),
        ("30 1234", "Brandt & Sons"),
    ],
)
def test_any_part_is_found(text: str, name: str) -> None:
    assert name in found(text)


def test_word_starts_come_before_the_middle_of_words() -> None:
    names = found("bran")
    assert names == ["Brandschutz", "Brandon Lee", "Brandt & Sons", "Jana Brandt"]
    assert found("an")[-1] != found("an")[0]
    assert found("dt") == ["Jana Brandt", "Brandt & Sons"]


def test_a_name_comes_before_a_department() -> None:
    assert found("billing") == ["Billing", "Brandon Lee"]


def test_scores_go_down() -> None:
    scores = [hit.score for hit in INDEX.search("bran")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1] > 0.1


def test_only_the_kinds_asked_for() -> None:
    assert found("brand", kinds={TargetKind.CONTACT}) == ["Brandt & Sons"]
    assert found("brand", kinds=[TargetKind.AGENT, TargetKind.SKILL]) == ["Brandschutz", "Brandon Lee", "Jana Brandt"]
    assert found("brand", kinds=[]) == []


def test_limit() -> None:
    assert len(found("bran", limit=2)) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jnaa", "Jana Brandt"),
        ("brandr jana", "Jana Brandt"),
        ("zielnski", "Piotr Zieliński"),
        ("bilinng", "Billing"),
        ("thorson", "Björn Þórsson"),
    ],
)
def test_typing_errors_are_forgiven(text: str, name: str) -> None:
    hits = INDEX.search(text)
    assert name in [hit.target.name for hit in hits]
    assert all(hit.score < 0.2 for hit in hits)


def test_nothing_like_it() -> None:
    assert found("xyzzyplugh") == []
    assert found("jana xyzzyplugh") == []


@pytest.mark.parametrize(
    ("name", "tokens", "marked"),
    [
        ("Jana Brandt", ("bran",), ["Bran"]),
        ("Jana Brandt", ("jan", "bra"), ["Jan", "Bra"]),
        ("Zoë van Dijk", ("zoe",), ["Zoë"]),
        ("Jürgen Groß", ("gros",), ["Groß"]),
        ("Daniel O’Connor", ("oconn",), ["O’Conn"]),
        ("Piotr Zieliński", ("linski",), ["liński"]),
        ("Banana Nana", ("nana",), ["Nana"]),
        ("Jana", ("xyz",), []),
        ("a  b", ("b",), ["b"]),
    ],
)
def test_what_is_marked(name: str, tokens: tuple[str, ...], marked: list[str]) -> None:
    assert [name[start:end] for start, end in match_spans(name, tokens)] == marked


def test_hits_mark_their_name() -> None:
    hit = INDEX.search("brandt", kinds={TargetKind.AGENT})[0]
    assert hit.spans == ((5, 11),)


# ------------------------------------------------------------------ properties
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


@given(LETTERS)
def test_folding_is_settled(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(LETTERS, st.lists(LETTERS.map(fold).filter(bool), max_size=3))
def test_marks_lie_in_the_name_in_order(name: str, tokens: list[str]) -> None:
    spans = match_spans(name, tuple(tokens))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(name) for start, end in spans)


WORDS = st.text("abcdeñ-é", min_size=1, max_size=6)
TARGETS = st.lists(
    st.builds(
        lambda number, name, department, kind: Target(
            id=str(number), kind=kind, name=name, department=department, number=str(number)
        ),
        st.integers(10, 99_999),
        st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
        WORDS,
        st.sampled_from((TargetKind.AGENT, TargetKind.QUEUE, TargetKind.CONTACT)),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


@given(TARGETS, st.lists(WORDS, min_size=1, max_size=2).map(" ".join))
def test_exactly_those_that_hold_every_word_are_found(targets: list[Target], text: str) -> None:
    tokens = fold(text).split()
    wanted = {
        one.id for one in targets if tokens and all(any(token in word for word in _words(one)) for token in tokens)
    }
    hits = SearchIndex(targets).search(text, limit=1_000)
    exact = {hit.target.id for hit in hits if hit.score > 0.15}
    assert exact >= wanted if " ".join(tokens) else not exact
    assert len(hits) == len({hit.target.id for hit in hits})
    if wanted:
        assert exact == wanted


def _words(one: Target) -> list[str]:
    return [*fold(one.name).split(), *fold(one.department).split(), one.number]


@given(TARGETS, WORDS)
def test_name_starts_come_first(targets: list[Target], text: str) -> None:
    token = fold(text)
    hits = SearchIndex(targets).search(text, limit=1_000)
    starts = [fold(hit.target.name).startswith(token) for hit in hits] if token and " " not in token else []
    if any(starts):
        assert starts == sorted(starts, reverse=True)
