"""Every span of a reading leads to words of the capture, whatever the capture: articles, examples, anything at all."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.pipeline import read
from dragoman.record import Capture, Reading, Refusal, Span
from dragoman.sources import captures
from dragoman.text import View, repair

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def spans_in(value: object, where: str = "reading") -> Iterator[tuple[str, Span]]:
    """Every span of a record, with the path that leads to it."""
    if isinstance(value, Span):
        yield where, value
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from spans_in(item, f"{where}[{n}]")
    elif is_dataclass(value):
        for f in fields(value):
            yield from spans_in(getattr(value, f.name), f"{where}.{f.name}")


def seen(view: View, span: Span) -> str:
    """What the view shows of a span of the capture: its words, mended and without Markdown's marks."""
    if view.starts is None or view.ends is None:
        return span.of(view.text)
    first, last = bisect_left(view.starts, span.start), bisect_right(view.ends, span.end)
    return view.text[first:last]


def check(capture: Capture) -> Reading | None:
    """Read a capture and check its spans; None where it was refused."""
    reading = read(capture)
    if isinstance(reading, Refusal):
        assert reading.reason == "language"
        return None
    assert reading.report.text == capture.text
    view = repair(capture.text)
    check_bounds(reading)
    check_header(reading, view)
    check_edges(reading, view)
    return reading


def check_bounds(reading: Reading) -> None:
    size = len(reading.report.text)
    for where, span in spans_in(reading):
        assert 0 <= span.start <= span.end <= size, where
        assert span.start < span.end or where == "reading.report.body", where


def check_header(reading: Reading, view: View) -> None:
    """A field's span leads to its words."""
    report = reading.report
    for name, span in report.header:
        if name == "published":
            assert any(c.isdigit() for c in seen(view, span))
        else:
            assert seen(view, span).casefold() == getattr(report, name).strip().casefold(), name


def check_edges(reading: Reading, view: View) -> None:
    """Sentences, statements and triggers begin and end with what can be seen."""
    pieces = list(reading.sentences)
    for statement in reading.statements:
        pieces += [*statement.source, *statement.cue, *statement.content]
    for mention in reading.mentions:
        pieces += mention.trigger
    for span in pieces:
        words = seen(view, span)
        assert words and words == words.strip(), words


def articles(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data / "triplets" / "triplets.jsonl"
    if not path.is_file():
        pytest.skip(f"the articles are not at {path}")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# Captured texts


@pytest.mark.shared
def test_seeds(shared_data: Path) -> None:
    found = [check(capture) for capture in captures([shared_data / "seeds"]) if isinstance(capture, Capture)]
    assert len(found) == 3 and all(reading and reading.statements and reading.mentions for reading in found)


@pytest.mark.shared
def test_articles_with_fields_beside_their_text(shared_data: Path) -> None:
    for article in articles(shared_data)[::2]:
        given = {name: article[name] for name in ("url", "outlet", "title", "published")}
        reading = check(Capture(article["text"], "triplets.jsonl", **given))
        assert reading and reading.statements and reading.report.published == article["published"]


@pytest.mark.shared
def test_articles_alone(shared_data: Path) -> None:
    """The other half: both forms of all 210 were read once, and take half a minute."""
    for article in articles(shared_data)[1::2]:
        reading = check(Capture(article["text"], "triplets.jsonl"))
        assert reading and reading.statements and reading.report.published is None


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    for capture in captures([path]):
        assert isinstance(capture, Capture)
        reading = check(capture)
        assert reading and reading.statements and reading.mentions


# Awkward texts

SENTENCE = (
    "“We will not go,” the Prime Minister of Iran told reporters in Geneva on Monday, and accused France of lying."
)
AWKWARD = {
    "empty": "",
    "blank": " \r\n\t\n",
    "one letter": "a",
    "one mark": "“",
    "no final newline": f"Envoys meet\n\n{SENTENCE}",
    "CRLF": f"The Lantern\r\n5 March 2007\r\n\r\nEnvoys meet at last\r\n\r\n{SENTENCE}\r\n\r\n{SENTENCE}\r\n",
    "CR": f"Envoys meet at last\r\r{SENTENCE}\r{SENTENCE}",
    "form feeds": f"Envoys meet\x0c{SENTENCE}\x0b{SENTENCE}\u2028{SENTENCE}\u2029{SENTENCE}",
    "control characters": f"\x00{SENTENCE}\x07\x1b[0m {SENTENCE}\x7f",
    "byte order mark": f"\ufeffEnvoys meet at last\n\n{SENTENCE}",
    "astral": f"👩‍👩‍👧 𝔗𝔥𝔢 𝔈𝔫𝔳𝔬𝔶 said “𝟙𝟘 men 🇮🇷 died” on Monday 🎉. {SENTENCE}",
    "combining": "The Pre\u0301sident sai\u0308d the a\u0323\u0307rmy of I\u0301ran wi\u0302ll le\u0301ave. \u0301",
    "zero width": f"The\u200b U.S.\u200d said\u2060 “no\u200b” to \ufeffIran on Monday. \u200b{SENTENCE}\u200b",
    "right to left": f"\u202bقال الوزير\u202c: the Minister said \u200f“לא”\u200e to it on Monday.\n\n{SENTENCE}",
    "no-break blanks": f"\u00a0Mr.\u00a0Blair\u00a0said\u2009that\u3000Iran\u202f“lied”.\u00a0\n\u00a0{SENTENCE}\u00a0",
    "mojibake": SENTENCE.encode().decode("cp1252", errors="replace"),
    "mojibake twice": SENTENCE.encode().decode("latin-1").encode().decode("latin-1"),
    "unbalanced": f"“““ {SENTENCE} ‘‘ \"\" ” ’ « {SENTENCE} (((( ]]]] ****",
    "long word": f"{'a' * 20_000} said {'Iran' * 5_000} attacked {SENTENCE}",
    "long line": f"{SENTENCE} " * 60,
    "many short lines": "He said no.\n" * 300,
    "many capitals": "IRAN SAID U.S. LIED. " * 100,
    "many marks": '"' * 3_000,
    "many commas": "Iran, " * 1_000,
    "many names": "John Smith and " * 500,
    "many numbers": "1,000 2.5 3/4 " * 500,
    "many dates": "5 March 2007, " * 300,
    "many cues": "said told accused denied " * 200,
    "nested references": "&amp;lt;b&amp;gt; &#x201C;no&#x201D; &notin; &; &#; &#xFFFFFF; &#0;",
    "bad dates": "(The Times, February 31) (The Times, 99 March) “x” (March 0) 31/02/2007\n2007-13-45\n00.00.0000",
    "year out of range": "Published 0000-00-00\n\nHe left in 0001, on March 32 and 9999-12-31. Tomorrow, in 10 years.",
}  # fmt: skip
PUBLISHED = ("2007-03-05", "0001-01-01", "9999-12-31", "yesterday", "")


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_texts(name: str) -> None:
    check(Capture(AWKWARD[name], "a.txt"))


@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize("name", ["CRLF", "bad dates", "year out of range"])
def test_awkward_dates(name: str, published: str) -> None:
    check(Capture(AWKWARD[name], "a.txt", title="Envoys meet at last", published=published))


PIECES = st.sampled_from([
    "Iran", "the U.S.", "Mr. Blair", "the Prime Minister", "said", "told", "accused", "of", "that", "he", "they",
    "attacked", "talks", "in Geneva", "on Monday", "5 March 2007", "10,000 troops", "According to",
    "By", "(The Times, May 3)", "title:", "“We go,”", '"no"', "‘no’", "“", "”", '"', "‘", "’", "«", "``",
    "''", ",", ".", "?", ":", ";", "(", ")", "—", "-", "…", '"¦', "â€™", "Ã©", "Â£", "&quot;",
    "*", "**", "_", "[a](b)", "#", "- ", "> ", "---\n", "©", "x" * 300,
    "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\t", "\x00", "\x0c",
    "\u00a0", "\u200b", "\u200f", "\u202e", "\u2028", "\ufeff",
    "\u0301", "e\u0301", "👩‍👧", "𝔗𝔥𝔢", "שלום", "سلام",
])  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " "])), max_size=60).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)
QUICK = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@QUICK
@given(TEXTS)
def test_generated_texts(text: str) -> None:
    check(Capture(text, "a.txt"))


@QUICK
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(Capture(text, "a.txt"))


@QUICK
@given(TEXTS, st.text(max_size=30), st.text(max_size=30))
def test_any_fields_beside_a_text(text: str, title: str, published: str) -> None:
    check(Capture(text, "a.txt", title=title, published=published))


# The same input gives the same reading


@pytest.mark.parametrize("name", ["CRLF", "unbalanced", "mojibake", "zero width"])
def test_awkward_texts_are_read_alike_each_time(name: str) -> None:
    capture = Capture(AWKWARD[name], "a.txt")
    assert read(capture) == read(capture)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("suez-*")), ids=lambda path: path.name)
def test_examples_are_read_alike_each_time(path: Path) -> None:
    (capture,) = captures([path])
    assert isinstance(capture, Capture)
    assert read(capture) == read(capture)
