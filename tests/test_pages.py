"""The pages: their contexts against their templates, the marked text, the application and the written files."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

from fastapi.testclient import TestClient
from jinja2 import meta, nodes

from dragoman.errors import NotFoundError, RecordError
from dragoman.lists import Choice
from dragoman.pages import actors as pages_of_actors
from dragoman.pages import contexts, differing, lines, marks, render, views, words
from dragoman.pages import story as story_page
from dragoman.pages.app import make_app
from dragoman.pages.guard import HEADERS
from dragoman.pages.render import TEMPLATES, environment, write_static
from dragoman.record import (
    NARRATOR,
    Account,
    Actor,
    Comparison,
    Difference,
    Event,
    Evidence,
    Magnitude,
    Mention,
    Office,
    Officeholder,
    Quote,
    Reading,
    Refusal,
    Report,
    Span,
    Stance,
    Statement,
    Status,
    Story,
    When,
    Where,
)
from dragoman.store import Import, Reader, Record

EVIL = '"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>'
READER = Reader("r1", f"dragoman 0.1 {EVIL}", "model-1", {"cues.tsv": "0123456789abcdef"})

WIRE = f"""The Wire\r
10 March 2007\r
\r
Envoys meet in Baghdad\r
\r
Envoys of Iran and the United States met in Baghdad on Saturday. "<b>We talked</b> & left 𝒯wice," an official said, \
"and {EVIL} was asked." That could not be checked.\r
\r
The Daily Trumpet reported: "One envoy said that no third round is planned, because\r
\r
the room was cold."\r
\r
Write to us: <a href='javascript:alert(1)'>here</a>.\r
"""
GAZETTE = """Tehran says no talks were held

The foreign ministry denied that envoys had talked with the United States. A second meeting may follow in April.
"""


def span(text: str, of: str) -> Span:
    start = text.index(of)
    return Span(start, start + len(of))


def actors(text: str, **countries: str) -> tuple[Actor, ...]:
    return tuple(Actor(name, country, "GOV", Span(0, 3)) for name, country in countries.items())


def statement(text: str, id: str, source: str, cue: str, *content: str, **more: typing.Any) -> Statement:
    given: dict[str, typing.Any] = {
        "speaker": "an official",
        "speaker_kind": "anonymous",
        "via": (),
        "manner": "direct",
        "act": "state",
        "confidence": 0.93,
    }
    spans = tuple(span(text, piece) for piece in content)
    return Statement(id, (span(text, source),), (span(text, cue),), spans, **(given | more))


def mention(
    text: str, id: str, trigger: str, status: Status = "actual", said_by: str = NARRATOR, **more: typing.Any
) -> Mention:
    given: dict[str, typing.Any] = {
        "mode": None,
        "actors": actors(text, Iran="IRN"),
        "recipients": (),
        "when": None,
        "where": None,
        "magnitude": (),
        "confidence": 0.81,
    }
    return Mention(id, (span(text, trigger),), status=status, said_by=said_by, type="CONSULT", **(given | more))


def wire(id: str = "a1", outlet: str = "The Wire") -> Reading:
    text = WIRE
    body = Span(text.index("Envoys of"), text.index("Write to us"))
    report = Report(
        id, text, f"in/{EVIL}.txt", "https://wire.example/?a=1&b=2", outlet, f"Envoys meet {EVIL}", f"By {EVIL}",
        "2007-03-10", f"the header says 2007, the address 1907 {EVIL}", "en", body,
        (("outlet", span(text, "The Wire")), ("title", span(text, "Envoys meet in Baghdad"))),
    )  # fmt: skip
    ends = [m.end() for m in re.finditer(r'Saturday\.|asked\."|checked\.|cold\."', text)]
    starts = [body.start, *(end + len(re.match(r"\s*", text[end:])[0]) for end in ends[:-1])]  # type: ignore[index]
    quoted = f'"and {EVIL} was asked."'
    statements = (
        statement(
            text, f"{id}-s0", "an official", "said", '"<b>We talked</b> & left 𝒯wice,"', quoted,
            speaker=f"official {EVIL}",
            evidence=(Evidence("doubts", span(text, "That could not be checked.")),),
        ),
        statement(
            text, f"{id}-s1", "The Daily Trumpet", "reported", text[text.index('"One envoy') : ends[-1]],
            speaker="The Daily Trumpet", speaker_kind="organisation", act="report", confidence=1.0,
        ),
        statement(
            text, f"{id}-s2", "One envoy", "said that", text[text.index("no third") : ends[-1] - 1], speaker=None,
            via=("The Daily Trumpet",), manner="indirect", act="deny", confidence=0.4,
        ),
    )  # fmt: skip
    mentions = (
        mention(
            text, f"{id}-e0", "met", actors=actors(text, Iran="IRN", USA="USA"), when=When("2007-03-10", Span(0, 3)),
            where=Where("Baghdad", "IRQ", 33.3, 44.4, span(text, "Baghdad")), mode="visit",
            magnitude=(Magnitude(2000.0, f"troops {EVIL}", Span(0, 3)),),
        ),
        mention(text, f"{id}-e1", "round", "negated", f"{id}-s2", recipients=actors(text, Iraq="IRQ")),
    )  # fmt: skip
    return Reading(report, tuple(map(Span, starts, ends)), statements, mentions)


def gazette() -> Reading:
    text = GAZETTE
    start = text.index("The foreign")
    middle = text.index("A second")
    report = Report(
        "b2", text, "in/gazette.txt", "javascript:window.hacked=1", f"Gazette {EVIL}", None, None, "2007-03-12", None,
        None, Span(start, len(text)),
    )  # fmt: skip
    said = statement(
        text, "b2-s0", "The foreign ministry", "denied", "envoys had talked with the United States",
        speaker="Foreign Ministry", speaker_kind="organisation", manner="indirect", act="deny",
    )  # fmt: skip
    mentions = (
        mention(text, "b2-e0", "talked", "negated", "b2-s0"),
        mention(text, "b2-e1", "meeting", "possible", when=When("2007-04", Span(0, 3))),
    )
    return Reading(report, (Span(start, middle - 1), Span(middle, len(text) - 1)), (said,), mentions)


def comparison() -> Comparison:
    def accounts(*stances: Stance) -> tuple[Account, ...]:
        return tuple(Account(id, id, stance) for id, stance in zip(("a1", "c3", "b2"), stances, strict=True))

    met = Event(
        "ev0", "st0", "CONSULT", "2007-03-10", ("Iran", f"USA {EVIL}"), (), ("a1-e0", "c3-e0", "b2-e0"),
        accounts("reports", "reports", "denies"),
    )  # fmt: skip
    third = Event(
        "ev1", "st0", "CONSULT", None, (), ("Iraq",), ("a1-e1", "c3-e1"), accounts("denies", "denies", "silent")
    )
    april = Event("ev2", "st0", "CONSULT", "2007-04", (), (), ("b2-e1",), accounts("silent", "silent", "plans"))
    differences = (
        Difference(
            "d0", "st0", "ev0", "conflict", f"whether they met {EVIL}",
            (Quote("a1", span(WIRE, "met in Baghdad")), Quote("b2", span(GAZETTE, "denied that envoys had talked"))),
        ),
        Difference(
            "d1", "st0", None, "framing", "the room",
            (Quote("a1", span(WIRE, "The Wire")), Quote("a1", span(WIRE, "because\r\n\r\nthe room was cold"))),
        ),
    )  # fmt: skip
    stories = (
        Story("st0", f"Envoys meet {EVIL}", ("a1", "c3", "b2"), (("a1", "c3"),)),
        Story("st1", "Alone", ("d4",), ()),
    )
    return Comparison(stories, (met, third, april), differences)


def fill(record: Record) -> Record:
    """Put four reports into `record`: two voices and a copy on one matter, and one that stands alone."""
    record.begin_run(READER, "2026-01-01T00:00:00Z")
    lonely = Report("d4", "Just one line", "in/lonely.txt", None, None, None, None, None, None, None, Span(0, 13))
    for reading in (wire(), wire("c3", "The Copy"), gazette(), Reading(lonely, (Span(0, 13),), (), ())):
        record.add(reading, READER)
    record.replace_comparison(comparison())
    record.refuse(Refusal(f"in/{EVIL}.jpg", "unknown-format", f"a picture {EVIL}"))
    return record


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.open(":memory:") as record:
        yield fill(record)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        fill(record)
    return path


@pytest.fixture
def client(db: Path) -> TestClient:
    return TestClient(make_app(db, ["pages.example"]), base_url="http://localhost", raise_server_exceptions=False)


def pages_of(record: Record) -> list[contexts.Page]:
    return [
        views.index(record),
        views.story(record, "st0"),
        views.story(record, "st1"),
        *(views.report(record, id) for id in ("a1", "b2", "c3", "d4")),
        views.speakers(record),
        *(page for _, page in views.every_speaker(record)),
        views.actors(record),
        views.actors(record, Choice(country=EVIL)),
        views.statements(record, Choice()),
        views.statements(record, Choice(speaker=EVIL)),
        views.chronology(record, Choice()),
        views.brief(record, "st0"),
        views.queue(record),
        views.history(record),
        views.edit(record, "a1-s0"),
        views.edit(record, "a1-e0", "/", EVIL, {"actors": EVIL}),
        *(page for _, page in views.every_actor(record)),
        views.search(record, "talked"),
        views.search(record, EVIL),
        views.search(record, ""),
        contexts.ErrorPage("", EVIL, EVIL),
    ]


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.article: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "article" in self.open:
            self.article.append(data)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


# Contexts and templates


def templates_of(name: str) -> Iterator[nodes.Template]:
    assert environment.loader
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    yield tree
    for other in meta.find_referenced_templates(tree):
        yield from templates_of(typing.cast(str, other))


def parts_of(page: type) -> set[type]:
    """The dataclasses within a context."""
    found: set[type] = set()
    for hint in typing.get_type_hints(page).values():
        for inner in (hint, *typing.get_args(hint)):
            if isinstance(inner, type) and is_dataclass(inner):
                found |= {inner} | parts_of(inner)
    return found


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.__name__)
def test_a_template_uses_the_fields_of_its_context_and_no_other_variable(page: type[contexts.Page]) -> None:
    trees = list(templates_of(TEMPLATES[page]))
    used = set().union(*(meta.find_undeclared_variables(tree) for tree in trees))
    macros = {macro.name for tree in trees for macro in tree.find_all(nodes.Macro)}
    assert used - macros - {"part", "served", "desk"} == {field.name for field in fields(page)}


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.__name__)
def test_every_field_within_a_context_is_shown(page: type[contexts.Page]) -> None:
    used = set().union(*(attributes_of(tree) for tree in templates_of(TEMPLATES[page])))
    shown = {field.name for inner in parts_of(page) for field in fields(inner)}
    assert shown <= used
    assert used <= shown | attributes_of(*templates_of("parts.html"))


def attributes_of(tree: nodes.Template) -> set[str]:
    """The names after a dot, but for those of macros and loops."""
    found = [(node.attr, node.node) for node in tree.find_all(nodes.Getattr)]
    return {attr for attr, of in found if isinstance(of, nodes.Name) and of.name not in ("part", "loop", "desk")}


def test_no_template_switches_escaping_off() -> None:
    assert environment.autoescape is True
    for path in (render.HERE / "templates").iterdir():
        assert "safe" not in re.split(r"\W+", path.read_text(encoding="utf-8")), path.name


def test_every_context_is_a_frozen_documented_dataclass() -> None:
    for name, item in vars(contexts).items():
        if isinstance(item, type) and is_dataclass(item):
            assert item.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
    assert set(typing.get_args(contexts.Page)) == set(TEMPLATES)


def test_hostile_text_stays_text(record: Record) -> None:
    for page in pages_of(record):
        found = Page(render.render(page))
        assert not {"script", "img", "style", "iframe"} & {*found.tags}
        assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("style", "src")]
        assert not [href for href in found.values("href") if href.lower().startswith(("javascript", "data:text"))]


# The marked text


def flat(paragraphs: tuple[contexts.Paragraph, ...]) -> list[contexts.Segment]:
    return [segment for paragraph in paragraphs for piece in paragraph.pieces for segment in piece.segments]


def joined(paragraphs: tuple[contexts.Paragraph, ...]) -> str:
    return "".join(
        "".join(segment.text for piece in paragraph.pieces for segment in piece.segments) + paragraph.gap
        for paragraph in paragraphs
    )


def anchors(paragraphs: tuple[contexts.Paragraph, ...]) -> list[str]:
    return [anchor.id for segment in flat(paragraphs) for anchor in segment.anchors]


TEXTS = st.lists(
    st.sampled_from(["a", "b", " ", ".", "\n", "\r\n", "\n\n", "\t", "𝒯", "😀", "é", "\u2028", "<", "&", "\u202e"]),
    max_size=40,
).map("".join)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(TEXTS)
    spans = st.tuples(*[st.integers(0, len(text))] * 2).map(lambda pair: Span(min(pair), max(pair)))
    many = st.lists(spans, max_size=3).map(tuple)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    sentences = tuple(map(Span, edges[::2], edges[1::2]))
    statements = tuple(
        replace(wire().statements[0], id=f"x-s{n}", source=draw(many), cue=draw(many), content=draw(many), evidence=())
        for n in range(draw(st.integers(0, 3)))
    )
    mentions = tuple(
        replace(wire().mentions[0], id=f"x-e{n}", trigger=draw(many)) for n in range(draw(st.integers(0, 3)))
    )
    report = replace(wire().report, text=text, body=draw(spans), header=(("title", draw(spans)),))
    return Reading(report, sentences, statements, mentions)


@settings(max_examples=300, deadline=None)
@given(readings())
def test_segments_are_the_text(reading: Reading) -> None:
    paragraphs = marks.paragraphs(reading)
    assert joined(paragraphs) == reading.report.text
    ids = [piece.id for paragraph in paragraphs for piece in paragraph.pieces if piece.id]
    assert len(ids) == len(set(ids))
    if reading.report.text.strip():
        assert sorted(anchors(paragraphs)) == sorted(
            [s.id for s in reading.statements] + [m.id for m in reading.mentions]
        )


@settings(max_examples=300, deadline=None)
@given(readings())
def test_each_character_carries_the_classes_of_the_spans_that_hold_it(reading: Reading) -> None:
    position = 0
    for paragraph in marks.paragraphs(reading):
        for segment in (segment for piece in paragraph.pieces for segment in piece.segments):
            for _ in segment.text:
                assert set(segment.classes.split()) == classes_at(reading, position)
                position += 1
        position += len(paragraph.gap)


def classes_at(reading: Reading, position: int) -> set[str]:
    held = [
        kind
        for statement in reading.statements
        for kind, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
        for span in spans
        if span.start <= position < span.end
    ]
    held += ["trigger" for m in reading.mentions for s in m.trigger if s.start <= position < s.end]
    held += ["field" for _, s in reading.report.header if s.start <= position < s.end]
    body = reading.report.body
    held += ["outside"] * (not body.start <= position < body.end)
    return set(held) | ({"deep"} if held.count("content") > 1 else set())


def test_a_sentence_that_a_blank_line_cuts_has_one_id_and_two_pieces() -> None:
    pieces = [piece for paragraph in marks.paragraphs(wire()) for piece in paragraph.pieces]
    assert [piece.id for piece in pieces if piece.id] == ["s0", "s1", "s2", "s3"]
    assert [piece.classes for piece in pieces if piece.classes][-2:] == ["sentence", "sentence continued"]


def test_a_statement_within_a_statement_is_deep() -> None:
    segments = {segment.text: segment.classes.split() for segment in flat(marks.paragraphs(wire()))}
    assert segments["round"] == ["content", "deep", "trigger"]
    assert segments["said that"] == ["content", "cue"]
    assert segments["met"] == ["trigger"]


def test_a_reading_with_ten_thousand_marks_is_cut_in_good_time() -> None:
    text = "word " * 100_000
    template = wire().mentions[0]
    mentions = tuple(replace(template, id=f"x-{n}", trigger=(Span(n * 50, n * 50 + 4),)) for n in range(10_000))
    report = replace(wire().report, text=text, header=(), body=Span(0, len(text)))
    assert joined(marks.paragraphs(Reading(report, (), (), mentions))) == text


def test_long_blank_space_is_cut_in_good_time() -> None:
    text = "a" + " " * 300_000 + "b" + "\n" * 300_000 + "c"
    report = replace(wire().report, text=text, header=(), body=Span(0, len(text)))
    assert [p.pieces != () for p in marks.paragraphs(Reading(report, (), (), ()))] == [True, True]


def test_the_page_holds_the_text_as_captured(record: Record) -> None:
    html = render.render(views.report(record, "a1"))
    assert "".join(Page(html).article).strip() == WIRE.strip()


# Words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2007-03-10", "10 March 2007"),
        ("2007-03", "March 2007"),
        ("2007", "2007"),
        ("2003-06/2003-08", "June – August 2003"),
        ("2007-03-09/2007-03-12", "9–12 March 2007"),
        ("2007-02-27/2007-03-01", "27 February – 1 March 2007"),
        ("2006-12-31/2007-01-01", "31 December 2006 – 1 January 2007"),
        ("1939/1945", "1939 – 1945"),
        ("2007-13-40", "2007-13-40"),
        ("spring", "spring"),
        (None, ""),
    ],
)
def test_dates_in_words(value: str | None, expected: str) -> None:
    assert words.date(value) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(1.0, "high, 99%"), (0.7, "fair, 70%"), (0.2, "low, 20%"), (0, "low, 1%")]
)
def test_confidence_is_never_certain(share: float, expected: str) -> None:
    assert words.confidence(share) == expected


def test_letters_go_on_after_z() -> None:
    assert [words.letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


# What the pages say


def test_index(record: Record) -> None:
    page = views.index(record)
    assert page.summary == "4 reports by 3 outlets, 10–12 March 2007"
    assert [(f.number, f.noun) for f in page.figures] == [
        ("7", "statements"), ("3", "events"), ("2", "differences"), ("1", "refusal"),
    ]  # fmt: skip
    assert [card.abouts for card in page.stories] == [(f"whether they met {EVIL}", "the room")]
    assert [line.href for line in page.singles] == ["./report/d4.html"]
    assert [line.reason for line in page.refusals] == ["unknown format"]


def test_matrix(record: Record) -> None:
    page = views.story(record, "st0")
    assert [column.copy_of for column in page.columns] == ["", "The Wire", ""]
    assert [row.id for row in page.shared] == ["ev0"]
    assert [row.id for row in page.others] == ["ev1", "ev2"], "a copy is no second voice"
    assert [(cell.stance, cell.words, cell.href) for cell in page.shared[0].cells] == [
        ("reports", "met", "../report/a1.html#a1-e0"),
        ("reports", "met", "../report/c3.html#c3-e0"),
        ("denies", "talked", "../report/b2.html#b2-e0"),
    ]
    assert [cell.href for cell in page.others[1].cells] == ["../report/b2.html#b2-e1"], "silence is left out"


def test_differences_stand_within_their_sentence(record: Record) -> None:
    conflict, framing = views.story(record, "st0").differences
    quote = conflict.quotes[0]
    assert (quote.before, quote.parts, quote.after) == (
        "Envoys of Iran and the United States ", (contexts.Part("met in Baghdad", True),), " on Saturday.",
    )  # fmt: skip
    assert quote.href == "../report/a1.html#s0"
    assert [quote.href for quote in framing.quotes] == ["../report/a1.html#text", "../report/a1.html#s3"]


@pytest.mark.parametrize(
    ("about", "quotes", "marked"),
    [
        ("dead: 16 or 20", ["Sixteen of them fell, they said in Cairo.", "Some 20 of them fell, he said there."],
         [["Sixteen"], ["20"]]),
        ("troops: 60,000 or 65,000", ["An army of 60,000 men will go in.", "An army of 65,000 men will go in."],
         [["60,000"], ["65,000"]]),
        ("how the talks went", ["The talks were long and useful to both.", "The talks were long and bitter to both."],
         [["useful"], ["bitter"]]),
        ("who met", ["met in Oslo", "never met"], [["met in Oslo"], ["never met"]]),
        ("", ["", "x"], [[], ["x"]]),
    ],
)  # fmt: skip
def test_the_words_that_differ_are_marked(about: str, quotes: list[str], marked: list[list[str]]) -> None:
    found = differing.told_apart(about, quotes)
    assert ["".join(part.text for part in parts) for parts in found] == quotes
    assert [[part.text for part in parts if part.found] for parts in found] == marked


def test_speakers_of_a_copy_count_once(record: Record) -> None:
    page = views.story(record, "st0")
    assert [(row.name, row.number) for row in page.speakers] == [
        (f"official {EVIL}", 1), ("The Daily Trumpet", 1), ("Nobody named", 1), ("Foreign Ministry", 1),
    ]  # fmt: skip
    assert [(share.number, share.named, share.unnamed) for share in page.shares] == [(3, 1, 2), (1, 1, 0)]


def test_claims_at_second_hand(record: Record) -> None:
    assert views.story(record, "st0").claims == (), "a copy is no second voice"
    text = "In Basra an aide said that the harbour, the palace and the railway would be handed over."
    body = Span(0, len(text))
    for id, published in (("e5", "2007-03-13"), ("f6", "2007-03-12")):
        report = replace(gazette().report, id=id, outlet=f"Outlet {id}", text=text, published=published, body=body)
        said = statement(text, f"{id}-s0", "an aide", "said that", text[text.index("the harbour") : -1])
        record.add(Reading(report, (body,), (replace(said, via=(f"Relay {EVIL}",)),), ()), READER)
    record.replace_comparison(Comparison((Story("st2", "Basra", ("e5", "f6"), ()),)))
    (claim,) = views.story(record, "st2").claims
    assert claim.outlets == "Outlet f6 and Outlet e5"
    assert [(link.published, link.href) for link in claim.links] == [
        ("12 March 2007", "../report/f6.html#f6-s0"), ("13 March 2007", "../report/e5.html#e5-s0"),
    ]  # fmt: skip
    assert claim.links[0].way == f"an aide (an official) → Relay {EVIL} → Outlet f6"
    assert "script" not in Page(render.render(views.story(record, "st2"))).tags


def test_of_many_claims_the_first_are_shown_and_the_others_counted(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_page, "CLAIMS", 1)
    text = (
        "An aide said the harbour, the palace and the railway would be handed over. "
        "A diplomat said wheat, cotton and machines would be shipped from Odessa."
    )
    body = Span(0, len(text))
    for id in ("e5", "f6"):
        report = replace(gazette().report, id=id, outlet=f"Outlet {id}", text=text, body=body)
        said = [
            statement(text, f"{id}-s0", "An aide", "said", text[text.index("the harbour") : text.index(".")]),
            statement(text, f"{id}-s9", "A diplomat", "said", text[text.index("wheat") : -1]),
        ]
        record.add(Reading(report, (body,), tuple(replace(one, via=("A relay",)) for one in said), ()), READER)
    record.replace_comparison(Comparison((Story("st2", "Basra", ("e5", "f6"), ()),)))
    page = views.story(record, "st2")
    assert len(page.claims) == 1
    assert page.more_claims == "1 more claim: dragoman show claims --story st2"
    assert page.more_claims in render.render(page)


def test_speakers(record: Record) -> None:
    page = views.speakers(record)
    assert page.summary == "4 statements by 4 speakers"
    assert {(line.name, line.number, line.reports) for line in page.speakers} == {
        (f"official {EVIL}", 1, 1), ("The Daily Trumpet", 1, 1), ("Nobody named", 1, 1), ("Foreign Ministry", 1, 1),
    }  # fmt: skip
    assert [(share.number, share.named, share.unnamed, share.percent, share.relayed) for share in page.shares] == [
        (3, 1, 2, "67%", 1), (1, 1, 0, "0%", 0),
    ]  # fmt: skip
    assert page.origins == ()


def test_all_that_a_speaker_said(record: Record) -> None:
    again = gazette()
    said = replace(again.statements[0], id="e5-s0", country="IRN", office=f"Ministry {EVIL}")
    earlier = replace(again.report, id="e5", published="2007-03-01", outlet="The Early Wire")
    record.add(replace(again, report=earlier, statements=(said,), mentions=()), READER)
    record.replace_comparison(comparison())
    page = views.speaker(record, lines.slug("Foreign Ministry", "organisation"))
    assert (page.name, page.counts, page.unnamed) == ("Foreign Ministry", "2 statements in 2 reports", False)
    assert page.office == f"Ministry {EVIL}, Iran"
    assert [(line.published, line.href) for line in page.said] == [
        ("1 March 2007", "../report/e5.html#e5-s0"), ("12 March 2007", "../report/b2.html#b2-s0"),
    ]  # fmt: skip
    assert page.said[1].worded == "The foreign ministry"
    assert [(line.country, line.number) for line in views.speakers(record).origins] == [("Iran", 1)]
    with pytest.raises(NotFoundError, match="dragoman show speakers"):
        views.speaker(record, "nobody")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Anthony Eden", "anthony-eden-"),
        (EVIL, "script-window-hacked-1-script-img-src-x-"),
        ("../..", ""),
        ("Хрущёв", ""),
        (None, "nobody-named-"),
        ("a" * 500, "a" * 40 + "-"),
    ],
)
def test_a_speakers_address_is_plain(name: str | None, start: str) -> None:
    slug = lines.slug(name, "person")
    assert slug.startswith(start) and render.FILE_ID.fullmatch(slug)
    assert slug != lines.slug(name, "organisation") and slug != lines.slug(f"{name}.", "person")


def test_actors(record: Record) -> None:
    page = views.actors(record)
    assert [(line.name, line.done, line.undergone, line.said) for line in page.actors] == [
        ("Iran", 4, 0, 0), ("Foreign Ministry", 0, 0, 1), ("Iraq", 0, 1, 0), ("The Daily Trumpet", 0, 0, 1),
        ("USA", 1, 0, 0),
    ]  # fmt: skip
    assert [option.label for option in page.filters[0].options] == ["all", "Iran", "Iraq", "United States"]
    assert page.summary == "5 actors"
    assert [line.name for line in views.actors(record, Choice(country="IRQ")).actors] == ["Iraq"]
    assert views.actors(record, Choice(country="ZZZ")).actors == ()


def test_actors_of_one_country_are_chosen_where_a_server_answers(client: TestClient, record: Record) -> None:
    assert "Foreign Ministry" not in client.get("/actors/?country=IRN").text
    assert 'class="filter"' in client.get("/actors/").text
    assert 'class="filter"' not in render.render(views.actors(record), served=False)


def test_all_that_an_actor_did(record: Record) -> None:
    page = views.actor(record, lines.actor_slug("Iran"))
    assert (page.name, page.about) == ("Iran", "Iran, GOV")
    assert [(line.words, line.beside, line.across, line.when) for line in page.done] == [
        ("met", "USA", "", "10 March 2007"), ("round", "", "Iraq", ""), ("meeting", "", "", "April 2007"),
    ]  # fmt: skip
    assert page.done[0].status == "as a fact and as not so"
    assert [told.href for told in page.done[0].tellings] == ["../report/a1.html#a1-e0", "../report/b2.html#b2-e0"]
    assert [(p.name, p.together, p.to, p.by) for p in page.partners] == [("USA", 1, 0, 0), ("Iraq", 0, 1, 0)]
    with pytest.raises(NotFoundError, match="dragoman show actors"):
        views.actor(record, "nobody")


def test_a_page_shows_a_bounded_number_of_deeds(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_of_actors, "DEEDS", 1)
    monkeypatch.setattr(pages_of_actors, "TELLINGS", 1)
    page = views.actor(record, lines.actor_slug("Iran"))
    assert (len(page.done), page.more_done, page.done[0].more) == (1, "2 events more", 1)


def test_speakers_and_actors_lead_to_each_other(record: Record) -> None:
    actor = views.actor(record, lines.actor_slug("Foreign Ministry"))
    speaker = views.speaker(record, lines.slug("Foreign Ministry", "organisation"))
    assert actor.voices[0].href == lines.speaker_href("Foreign Ministry", "organisation")
    assert speaker.actor_href == lines.actor_href("Foreign Ministry")
    assert actor.said == speaker.said
    assert views.speaker(record, lines.slug(f"official {EVIL}", "anonymous")).actor_href == ""


def test_offices_in_time_and_a_conflict_of_words_and_table(record: Record) -> None:
    name, text = "Hassan Rahimi", GAZETTE
    told = Office(name, "defence minister", span(text, "foreign ministry"))
    said = replace(gazette().statements[0], speaker=name, speaker_kind="person")
    record.add(replace(gazette(), statements=(said,), offices=(told,)), READER)
    held = Officeholder(name, None, "Minister of Foreign Affairs", "IRN", "2005-08", None, f"{EVIL}.csv")
    record.replace_comparison(comparison())
    record.import_officeholders(Import(held.file, "0123456789ab", "IRN", 1), [held])
    page = views.actor(record, lines.actor_slug(name))
    assert page.about == "Iran"
    (wording,), (term,) = page.wordings, page.terms
    assert (wording.words, wording.held, wording.contradicted) == (
        "defence minister", "Minister of Foreign Affairs", True,
    )  # fmt: skip
    assert (wording.href, wording.dates) == ("../report/b2.html#s0", "12 March 2007")
    assert (term.office, term.whose, term.start, term.end) == ("Minister of Foreign Affairs", "Iran", "August 2005", "")
    shown = Page(render.render(page))
    assert "≠ conflict:" in shown.text and "no end known" in shown.text
    assert not {"script", "img"} & {*shown.tags}


def test_the_first_page_names_imported_tables(record: Record) -> None:
    reader = READER._replace(id="r2", imports=(Import(f"{EVIL}.csv", "0123456789ab", None, 2300),))
    record.begin_run(reader, "2026-01-01T00:00:00Z")
    record.add(wire("e5"), reader)
    html = Page(render.render(views.index(record)))
    assert f"{EVIL}.csv" in html.text and ", 2,300 rows " in html.text


def test_chronology(record: Record) -> None:
    page = views.story(record, "st0")
    assert [(day.when, day.entries[0].told) for day in page.days] == [
        ("10 March 2007", "told in 3 of 3 reports"), ("April 2007", "told in 1 of 3 reports"),
    ]  # fmt: skip
    assert page.undated == "1 event without a date"


def test_report_entries(record: Record) -> None:
    page = views.report(record, "a1")
    assert page.events[1].said_by == "Nobody named (3)"
    assert page.events[1].said_by_href == "#n-a1-s2"
    assert (page.events[0].where, page.events[0].point) == ("Baghdad (Iraq)", "33.3° N, 44.4° E")
    assert page.events[0].magnitude.startswith("2,000 troops")
    assert page.statements[2].via == "The Daily Trumpet"
    assert page.statements[0].evidence[0].href == "../report/a1.html#s2"


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("http://[::1", ""),
        ("file:///etc/passwd", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, href: str) -> None:
    assert lines.web_address(url) == href


# The application

PATHS = [
    "/",
    "/index.html",
    "/story/st0.html",
    "/report/a1.html",
    "/report/d4.html",
    "/speakers/",
    "/speakers/index.html",
    f"/speakers/{lines.slug('Foreign Ministry', 'organisation')}.html",
    "/actors/",
    "/actors/index.html",
    "/actors/?country=IRN",
    "/actors/?country=%22%3E",
    f"/actors/{lines.actor_slug('Iran')}.html",
    "/search?q=talked",
    "/search.json?q=talked",
    "/search.csv?q=talked",
    "/index.json",
    "/index.csv",
    "/?country=IRN&type=CONSULT&since=2007&page=2",
    "/?since=%22%3E&page=-1&order=x&actor=%00",
    "/story/st0.json",
    "/story/st0.csv",
    "/story/st0.html?order=disagreement",
    "/story/st0.html?order=single",
    "/story/st0-brief.html",
    "/story/st0-brief.md",
    "/story/st0-brief.json",
    "/report/a1.json",
    "/report/a1.csv",
    "/report/a1.html?span=40-60",
    "/report/a1.html?span=99999-999999",
    "/report/a1.html?span=60-40",
    "/statements/",
    "/statements/index.csv",
    "/statements/?speaker=Foreign+Ministry&act=deny&kind=organisation&until=2007",
    "/statements/?country=IRN&page=200",
    "/chronology/",
    "/chronology/index.json",
    "/chronology/?actor=Iran&country=IRN&status=negated&type=CONSULT",
    "/static/style.css",
]
MISSING = [
    "/story/zz.html", "/report/zz.html", "/report/.html", "/nothing", "/a/b/c", "/docs", "/redoc", "/openapi.json",
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/report/..%2f..%2fx.html", "/report/%00.html",
    "/report/%ff.html", "/report/' OR 1=1 --.html", "/static/", "/favicon.ico",
    "/speakers/zz.html", "/speakers/.html", "/speakers/..%2findex.html", "/actors/zz.html", "/actors/..%2findex.html",
    "/story/zz-brief.html", "/story/zz.json", "/story/zz.csv", "/report/a1.md", "/review/", "/review/edit/a1-s0.html",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pages_answer(client: TestClient, path: str, method: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 200
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_nothing_can_be_sent(client: TestClient) -> None:
    response = client.post("/", content=b"x")
    assert response.status_code == 405
    assert "only be read" in response.text
    assert client.post("/review/decide", data={"item": "a1-s0"}).status_code in (404, 405)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "pages.example"])
def test_own_hosts_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "www.pages.example"]
)
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


QUERIES = [
    "", " ", '"', '""', '"unbalanced', 'a "b c" d"', "NEAR(a b, 2)", "NEAR", "AND OR NOT", "*", "a*", "^a", "a:b", "-a",
    "{a}", "(", ")", "😀", "𝒯wice", "\x00", "\x02\x03", "'; DROP TABLE reports; --", EVIL, "a" * 10_000, "a " * 5_000,
    '"' * 9_999, "“We talked”", "%", "é", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: repr(query[:20]))
def test_no_query_is_an_error(client: TestClient, query: str) -> None:
    response = client.get("/search", params={"q": query})
    assert response.status_code == 200
    assert "script" not in Page(response.text).tags


def test_search_marks_the_words_and_leads_to_the_place(record: Record) -> None:
    page = views.search(record, "TALKED")
    assert {hit.href for hit in page.statements} == {
        "./report/a1.html#a1-s0", "./report/c3.html#c3-s0", "./report/b2.html#b2-s0",
    }  # fmt: skip
    assert {part.text for hit in page.statements for part in hit.parts if part.found} == {"talked"}
    assert {hit.href for hit in page.reports} == {
        "./report/a1.html#s1", "./report/c3.html#s1", "./report/b2.html#s0",
    }  # fmt: skip


def test_search_takes_printers_quotation_marks(record: Record) -> None:
    assert views.search(record, "“we talked”").statements
    assert not views.search(record, "“talked we”").statements


def test_search_without_a_hit_says_so(client: TestClient) -> None:
    assert "Nothing in the record holds" in client.get("/search?q=zebra").text


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    Record.open(tmp_path / "new.db", create=True).close()
    client = TestClient(make_app(tmp_path / "new.db"), base_url="http://localhost")
    assert "dragoman read REPORTS" in client.get("/").text


def test_a_missing_record_is_a_page_that_says_so(tmp_path: Path) -> None:
    client = TestClient(make_app(tmp_path / "none.db"), base_url="http://localhost")
    response = client.get("/")
    assert response.status_code == 503
    assert "no such record" in response.text
    assert not (tmp_path / "none.db").exists()


def test_a_fault_of_the_program_is_a_page_that_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(record: Record) -> contexts.IndexPage:
        raise ZeroDivisionError(EVIL)

    monkeypatch.setattr(views, "index", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert "This page failed" in response.text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_views_raise_for_unknown_ids(record: Record) -> None:
    with pytest.raises(NotFoundError):
        views.story(record, "nothing")
    with pytest.raises(NotFoundError):
        views.report(record, "nothing")


# Written files


def test_every_link_of_the_written_pages_leads_somewhere(record: Record, tmp_path: Path) -> None:
    first = write_static(record, tmp_path / "site")
    assert first == tmp_path / "site" / "index.html"
    found = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in first.parent.rglob("*.html")}
    assert len(found) == 20
    for path, page in found.items():
        assert len(page.values("id")) == len(set(page.values("id"))), path.name
        for href in page.values("href"):
            check_link(path, href, found)


def check_link(path: Path, href: str, found: dict[Path, Page]) -> None:
    parts = urlsplit(href)
    if parts.scheme:
        assert parts.scheme in ("https", "data")
        return
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    assert target.is_file(), href
    if parts.fragment:
        assert unquote(parts.fragment) in found[target].values("id"), href


def test_written_pages_leave_out_what_needs_a_server(record: Record, tmp_path: Path) -> None:
    first = write_static(record, tmp_path)
    assert "form" not in Page(first.read_text(encoding="utf-8")).tags
    assert "form" in Page(render.render(views.index(record))).tags


@pytest.mark.parametrize("id", ["../evil", "a/b", "..", ".", "a\\b", "", "a b", "C:x", "x" * 300, "a\n"])
def test_an_id_cannot_leave_the_folder(tmp_path: Path, id: str) -> None:
    with Record.open(":memory:") as record:
        fill(record)
        record.add(replace(wire(), report=replace(wire().report, id=id), statements=(), mentions=()), READER)
        with pytest.raises(RecordError, match="expected letters"):
            write_static(record, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


SERVED_ONLY = (
    r'(?s)<nav class="ways".*?</nav>\n', r'(?s)<form class="find".*?</form>\n', r'(?s)<nav class="orders".*?</nav>\n',
    r' · <a href="[^"]*">(?:as Markdown|this page as JSON|the coverage as CSV)</a>',
)  # fmt: skip


def test_the_written_pages_are_the_served_ones(client: TestClient, db: Path, tmp_path: Path) -> None:
    with Record.open(db) as record:
        first = write_static(record, tmp_path / "site")
    for path in ("story/st0.html", "report/a1.html", "speakers/index.html"):
        written = (first.parent / path).read_bytes().decode()
        served = client.get(f"/{path}").text
        for left_out in SERVED_ONLY:
            served = re.sub(left_out, "", served)
        assert written == served
