"""The first page: the stories, what the record holds, what it would not read and what it was made with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.lists import Choice, Figures, StoryRow, TypedDay
from dragoman.pages import differing, forms, lines, sure, words
from dragoman.pages.contexts import (
    Bar,
    Figure,
    ImportLine,
    IndexPage,
    ReaderLine,
    RefusalLine,
    ReportLine,
    StoryCard,
    TableLine,
)
from dragoman.store import Reader, Record

ABOUTS = 3
"""How many differences a story's card names."""
RANKED = 12
"""Of so many that rank first."""
OUTLETS = 8
SINGLES = 40
REFUSALS = 200
BARS = 12
BAR_HEIGHT = 10
NEAR = timedelta(days=45)
"""Events further than this from the middle one are left out of the drawing, or they would press all others together."""
ALL = 1_000_000


def index(record: Record, choice: Choice | None = None, most: int = forms.PAGE) -> IndexPage:
    """The first page, with the stories that fit a choice, `most` at a time."""
    choice, figures = choice or Choice(), record.lists.figures()
    if not figures.total("reports"):
        figures = _counted(record)
    found, pager = forms.cut(record.lists.stories(choice, most + 1, forms.offset(choice, most)), choice, most)
    alone = record.lists.stories(choice, min(most, SINGLES) + 1 if most != ALL else ALL, alone=True)
    singles = alone if most == ALL else alone[:SINGLES]
    return IndexPage(
        root=".",
        summary=_summary(record, figures),
        figures=tuple(_figures(figures, record)) if figures.total("reports") else (),
        filters=forms.of_choice(
            record, choice, "since", "until", "actor", "country", "outlet", "type", "status", "order"
        ),
        chosen=bool(choice.given),
        stories=tuple(_cards(record, found)),
        pager=pager,
        singles=tuple(_singles(record, singles)),
        more_singles="more stand alone; narrow the choice, or find them by words" if len(alone) > len(singles) else "",
        refusals=tuple(RefusalLine(r.path, r.reason.replace("-", " "), r.detail) for r in record.refusals()[:REFUSALS]),
        readers=tuple(_reader(reader) for reader in record.provenance()),
        outdated=_outdated(record),
    )


def _counted(record: Record) -> Figures:
    """Counts of a record that was not compared yet."""
    reports = record.count("reports")
    kinds = {str(kind): number for kind, number in record.tally("statements", "speaker_kind")}
    mentions = {"": record.count("mentions")}
    return Figures({"reports": {"": reports} if reports else {}, "statements": kinds, "mentions": mentions})


def _outdated(record: Record) -> str:
    if not record.is_compared():
        return (
            "The last reports are not compared yet: lists and stories lack them until dragoman read is run once more."
        )
    return ""


def _summary(record: Record, figures: Figures) -> str:
    reports, outlets = figures.total("reports"), figures.total("outlets")
    if not reports:
        return ""
    dates = words.dates(record.lists.dates())
    by = f" by {words.count(outlets, 'outlet')}" if outlets else ""
    return f"{words.count(reports, 'report')}{by}{', ' if dates else ''}{dates}"


def _figures(figures: Figures, record: Record) -> Iterator[Figure]:
    statements = figures.total("statements")
    unnamed = dict(figures.by("statements")).get("anonymous", 0)
    yield _figure(statements, "statement", f"{statements - unnamed:,} by named speakers, {unnamed:,} by unnamed ones")
    yield _figure(
        figures.total("events"),
        "event",
        f"mentioned {words.count(figures.total('mentions'), 'time')}, uncertain ones among them",
    )
    differences = words.listing(words.count(n, *words.COUNTED.get(k, (k, k))) for k, n in figures.by("differences"))
    yield _figure(figures.total("differences"), "difference", differences)
    refusals = words.listing(f"{n:,} {reason}" for reason, n in record.tally("refusals", "reason"))
    yield _figure(record.count("refusals"), "refusal", refusals.replace("-", " "))


def _figure(number: int, one: str, note: str) -> Figure:
    return Figure(f"{number:,}", one if number == 1 else f"{one}s", note)


def _cards(record: Record, stories: Sequence[StoryRow]) -> Iterator[StoryCard]:
    ids = [story.id for story in stories]
    abouts, days = record.lists.abouts(ids, RANKED), sure.days(record, ids)
    for story in stories:
        certain = len(days[story.id])
        yield StoryCard(
            href=lines.story_href(story.id, root="."),
            title=story.title,
            dates=words.dates((story.first, story.last)),
            outlets=lines.few(story.outlets, OUTLETS),
            counts=lines.counts(story.reports, story.statements, certain, story.events - certain),
            differences=words.count(story.differences, "difference") if story.differences else "no difference found",
            abouts=tuple(_abouts(abouts[story.id])),
            trend=tuple(trend(days[story.id])),
            mood=mood(days[story.id]),
        )


def _abouts(ranked: Sequence[str]) -> list[str]:
    """The first differences but for those that all stories have."""
    return list(dict.fromkeys(differing.short(about) for about in ranked if not differing.summary_of(about)))[:ABOUTS]


def mood(days: Sequence[TypedDay]) -> str:
    """Events of cooperation and of conflict, in words."""
    friendly = sum(day.type in words.COOPERATION for day in days)
    return f"{friendly:,} of cooperation, {len(days) - friendly:,} of conflict" if days else ""


def trend(days: Sequence[TypedDay]) -> Iterator[Bar]:
    """Dated events in `BARS` stretches of equal length; the fullest reaches `BAR_HEIGHT`."""
    dated = [(start, day.type in words.COOPERATION) for day in days if (start := _start(day.when))]
    if len({start for start, _ in dated}) < 2:
        return
    middle = sorted(start for start, _ in dated)[len(dated) // 2]
    near = [(start, friendly) for start, friendly in dated if abs(start - middle) <= NEAR]
    first, last = min(near)[0], max(near)[0]
    width = max((last - first).days + 1, 1)
    up, down = [0] * BARS, [0] * BARS
    for start, friendly in near:
        (up if friendly else down)[(start - first).days * BARS // width] += 1
    top = max(*up, *down, 1)
    for number in range(BARS):
        yield Bar(number, -(-up[number] * BAR_HEIGHT // top), -(-down[number] * BAR_HEIGHT // top))


def _start(when: str | None) -> date | None:
    """The first day of an ISO date of any precision."""
    try:
        return date.fromisoformat(((when or "").split("/")[0] + "-01-01")[:10])
    except ValueError:
        return None


def _singles(record: Record, stories: Sequence[StoryRow]) -> Iterator[ReportLine]:
    days = sure.days(record, [story.id for story in stories])
    for story in stories:
        (report,) = record.reports(story.id)
        events = len(days[story.id])
        counts = f"{words.count(story.statements, 'statement')} · {words.count(events, 'event')}"
        yield lines.report_line(report, ".", counts)


def _reader(reader: Reader) -> ReaderLine:
    tables = tuple(TableLine(name, digest[:12]) for name, digest in sorted(reader.tables.items()))
    imports = tuple(ImportLine(i.file, words.count(i.rows, "row"), i.digest) for i in reader.imports)
    return ReaderLine(reader.program, reader.model, tables, imports)
