"""What the command line shows of a record, for people with rich, for programs as JSON objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.dossiers import dossier, dossiers
from dragoman.eventdata import Selection, happenings
from dragoman.export import corrected_by, corrected_json, mention_json, speaker_json, statement_json
from dragoman.pages.lines import report_href
from dragoman.record import Account, Difference, Event, Mention, Refusal, Report, Stance, Statement, Story
from dragoman.rows import words_of
from dragoman.run import Progress
from dragoman.search import HIT_CLOSE, HIT_OPEN, Hit
from dragoman.store import Record
from dragoman.summary.actors import actor_row, dossier_json, print_dossier
from dragoman.summary.screen import Object, assembled, cell, console, plain, print_table, short, styled
from dragoman.voices import Claim, Outlet, Said, claims, origins, outlets, said_in, speakers

STANCES: dict[Stance, str] = {
    "reports": "● reports",
    "attributes": "◐ attributes",
    "plans": "○ plans",
    "denies": "✕ denies",
    "silent": "· silent",
}
SAID = {
    "state": "says", "announce": "announces", "deny": "denies", "admit": "admits", "accuse": "accuses",
    "criticise": "criticises", "praise": "praises", "demand": "demands", "threaten": "threatens", "warn": "warns",
    "promise": "promises", "propose": "proposes", "ask": "asks", "believe": "believes", "report": "reports",
}  # fmt: skip
"""How an act reads in a sentence."""
EVERY = Selection()
"""Mentions of every status that are sure enough to be shown."""


# A run


class Notices:
    """Tells of a run: on a terminal in one line that moves, in a pipe nothing but refusals."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._live = Live(console=self._console, refresh_per_second=8, transient=True)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def __call__(self, progress: Progress, refusal: Refusal | None) -> None:
        if refusal:
            self._console.print(styled(f"refused  {refusal.path}: {refusal.detail}", "yellow"), soft_wrap=True)
        if self._console.is_terminal:
            told = f"{progress.stage} · {progress.read} read · {progress.known} held · {progress.words:,} words"
            self._live.update(styled(told, "dim"))


def run_counts(progress: Progress) -> Object:
    return {"read": progress.read, "known": progress.known, "refused": progress.refused, "words": progress.words}


def counts(record: Record) -> Object:
    tables = ("reports", "statements", "mentions", "stories", "events", "differences", "refusals")
    return {table: record.count(table) for table in tables}


def print_run(record: Record, progress: Progress) -> None:
    """The run in a line, then the record's stories."""
    out, n = console(), counts(record)
    refused = (f"{progress.refused} refused", "yellow" if progress.refused else "")
    held = f" read, {progress.known} held already, "
    out.print(assembled((str(progress.read), "bold"), held, refused, f"   → {record.path}"))
    out.print(
        f"The record: {n['reports']} reports in {n['stories']} stories · {n['statements']} statements · "
        f"{n['mentions']} mentions of {n['events']} events · {n['differences']} differences\n"
    )
    _print_stories(record, out, limit=12)


def print_highlights(record: Record) -> None:
    """What a reader would look at first: who is quoted, and differences of each story."""
    out = console()
    kinds = dict(record.tally("statements", "speaker_kind"))
    total = sum(kinds.values()) or 1
    named = sum(kinds.get(kind, 0) for kind in ("person", "organisation"))
    out.print(f"[bold]Who is quoted[/]   {named / total:.0%} of statements come from a named person or body.")
    speakers = [f"{name} ({count})" for name, count in islice(_named_speakers(record).most_common(), 8)]
    out.print(Padding(styled(", ".join(speakers)), (0, 0, 1, 3)))
    for story in record.stories():
        differences = list(record.differences(story.id))
        if differences:
            out.print(assembled((story.title, "bold"), "   where the accounts differ"))
            for difference in differences[:3]:
                _print_difference(record, difference, out)


def _named_speakers(record: Record) -> Counter[str]:
    return Counter(s.speaker for s in record.statements() if s.speaker and s.speaker_kind in ("person", "organisation"))


# Parts of the record


def print_rows(
    record: Record,
    what: str,
    id: str | None,
    story: str | None,
    speaker: str | None,
    selection: Selection = EVERY,
) -> None:
    out = console()
    if what == "stories":
        _print_stories(record, out)
    elif what == "report":
        _print_report(record, id or "", out)
    elif what == "actor":
        print_dossier(dossier(record, id or "", record.story(story).id if story else None), record.path, out)
    elif what == "differences":
        differences = list(record.differences(record.story(story).id if story else None))
        for difference in differences:
            _print_difference(record, difference, out)
        if not differences:
            out.print("nothing")
    elif what == "speakers":
        tables = _quoted(record, record.story(story).id if story else None)
        for table in filter(None, tables.values()):
            print_table(table, out)
        if not any(tables.values()):
            out.print("nothing")
    elif what == "claims":
        _print_claims(list(_claims(record, record.story(story) if story else None)), out)
    elif what in ("statements", "events"):
        _print_lines(rows(record, what, id, story, speaker, selection), out)
    else:
        print_table(rows(record, what, id, story, speaker), out)


def _print_lines(found: list[Object] | Object, out: Console) -> None:
    """Statements or events, one below the other: what a table's columns would squeeze."""
    for row in found if isinstance(found, list) else [found]:
        when = row.get("published") or row.get("when") or ""
        out.print(styled(" · ".join(filter(None, (row.get("outlet") or row.get("type"), when, row["id"]))), "dim"))
        out.print(Padding(_statement_text(row) if "content" in row else _event_text(row), (0, 0, 0, 3)))
    if not found:
        out.print("nothing")


def _statement_text(row: Object) -> Text:
    via = f"  via {' via '.join(reversed(row['via']))}" if row["via"] else ""
    who = ", ".join(filter(None, (row["kind"], row["office"], row["country"])))
    said = f" ({who}) {SAID[row['act']]}: {row['content']}"
    confidence = (f"  {row['confidence']:.0%}", "dim")
    corrected = (f"  {row['corrected']}", "green")
    return assembled((row["speaker"] or "nobody named", "bold"), said, (via, "cyan"), confidence, corrected)


def _print_claims(found: list[Claim], out: Console) -> None:
    """Each claim with its links, one below the other: when, from whom to whom, in which words."""
    for claim in found:
        out.print(styled(f"{len(claim.links)} reports · {', '.join(claim.outlets)}", "bold"))
        for link in claim.links:
            when = link.report.published or "no date"
            line = assembled((f"{when}  ", "dim"), (" → ".join(link.path), "cyan"), (f"  {link.statement.id}", "dim"))
            out.print(Padding(line, (0, 0, 0, 3)))
            out.print(Padding(styled(f"{SAID[link.statement.act]}: {short(link.content)}"), (0, 0, 0, 6)))
        out.print()
    if not found:
        out.print("nothing")


def _event_text(row: Object) -> Text:
    whom = f" → {', '.join(row['recipients'])}" if row["recipients"] else ""
    status = "" if row["status"] == "actual" else f"{row['status']}, "
    told = f"  {status}told by {', '.join(dict.fromkeys(row['told']))}"
    return assembled((", ".join(row["actors"]) or "?", "bold"), whom, (told, "dim"))


def rows(
    record: Record,
    what: str,
    id: str | None,
    story: str | None,
    speaker: str | None,
    selection: Selection = EVERY,
) -> list[Object] | Object:
    """The objects that `show WHAT` lists; for a report or an actor, one, and for speakers three lists in one.

    Raises NotFoundError for an unknown story, report or actor.
    """
    home = record.story(story) if story else None
    if what == "stories":
        return [_story_row(record, s) for s in record.stories() if home is None or s.id == home.id]
    if what == "events":
        return _events(record, home, selection)
    if what == "differences":
        return [_difference_row(record, d) for d in record.differences(home.id if home else None)]
    if what == "refusals":
        return [{"path": r.path, "reason": r.reason, "detail": r.detail} for r in record.refusals()]
    if what == "speakers":
        return _quoted(record, home.id if home else None)
    if what == "claims":
        return [_claim_row(claim) for claim in _claims(record, home)]
    reports = {r.id: r for r in record.reports(home.id if home else None)}
    if what == "reports":
        return [_report_row(report) for report in reports.values()]
    if what == "actors":
        return [actor_row(found) for found in dossiers(record, home.id if home else None)]
    if what == "actor":
        return dossier_json(dossier(record, id or "", home.id if home else None))
    if what == "report":
        return _reading(record, id or "")
    found, marks = record.statements(speaker=speaker), record.corrections.marks()
    return [
        _statement_row(reports[record.report_of(s.id)], s) | {"corrected": corrected_by(marks.get(s.id, ()))}
        for s in found
        if record.report_of(s.id) in reports
    ]


def _story_row(record: Record, story: Story) -> Object:
    reports = list(record.reports(story.id))
    dates = sorted(r.published for r in reports if r.published)
    return {
        "id": story.id,
        "title": story.title,
        "reports": len(reports),
        "outlets": list(dict.fromkeys(r.called for r in reports)),
        "from": dates[0] if dates else None,
        "to": dates[-1] if dates else None,
        "differences": sum(1 for _ in record.differences(story.id)),
    }


def _report_row(report: Report) -> Object:
    names = ("id", "outlet", "published", "title", "byline", "date_problem", "path")
    return {name: getattr(report, name) for name in names}


def _event_row(event: Event) -> Object:
    return {
        "id": event.id,
        "type": event.type,
        "when": event.when,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "mentions": len(event.mentions),
        "told": [a.outlet or a.report for a in event.accounts if a.stance != "silent"],
    }


def _events(record: Record, story: Story | None, selection: Selection) -> list[Object]:
    """The events of which a mention is sure enough, with the status that these mentions give them."""
    found = {happening.id: happening.status for happening in happenings(record.told(selection), selection)}
    events = record.events(story.id if story else None)
    return [_event_row(event) | {"status": found[event.id]} for event in events if event.id in found]


def _statement_row(report: Report, statement: Statement) -> Object:
    return {
        "id": statement.id,
        "report": report.id,
        "page": report_href(report.id, statement.id, root=""),
        "outlet": report.outlet,
        "published": report.published,
        "speaker": statement.speaker,
        "kind": statement.speaker_kind,
        "country": statement.country,
        "office": statement.office,
        "act": statement.act,
        "via": list(statement.via),
        "content": words_of(report.text, statement.content),
        "confidence": statement.confidence,
    }


def _quoted(record: Record, story: str | None) -> dict[str, list[Object]]:
    """Who is quoted and how often, by speaker, by outlet, and by country and office."""
    said = said_in(record, story)
    return {
        "speakers": [speaker_json(speaker) for speaker in speakers(said)],
        "outlets": [_outlet_row(outlet) for outlet in outlets(said)],
        "origins": [origin._asdict() for origin in origins(said)],
    }


def _outlet_row(outlet: Outlet) -> Object:
    return {
        "outlet": outlet.name,
        "statements": outlet.statements,
        "named": outlet.named,
        "unnamed": outlet.unnamed,
        "share": round(outlet.share, 3),
        "relayed": outlet.relayed,
    }


def _claims(record: Record, story: Story | None) -> Iterator[Claim]:
    for home in [story] if story else record.stories():
        if len(home.reports) > 1:
            yield from claims(home, list(record.readings(home.id)))


def _claim_row(claim: Claim) -> Object:
    return {"story": claim.story, "outlets": list(claim.outlets), "links": [_link_row(link) for link in claim.links]}


def _link_row(said: Said) -> Object:
    return _statement_row(said.report, said.statement) | {"source": said.source, "path": list(said.path)}


def _difference_row(record: Record, difference: Difference) -> Object:
    quotes = [(record.report(q.report), q) for q in difference.evidence]
    return {
        "id": difference.id,
        "story": difference.story,
        "kind": difference.kind,
        "about": difference.about,
        "evidence": [
            {"outlet": r.outlet, "report": r.id, "quote": words_of(r.text, (q.span,)), "span": list(q.span)}
            for r, q in quotes
        ],
    }


def _reading(record: Record, id: str) -> Object:
    reading = record.reading(id)
    marks = record.corrections.marks(reading.report.id)
    return _report_row(reading.report) | {
        "text": reading.report.text,
        "statements": [statement_json(s) | corrected_json(marks.get(s.id, ())) for s in reading.statements],
        "events": [
            mention_json(m, record.event_of(m.id)) | corrected_json(marks.get(m.id, ())) for m in reading.mentions
        ],
    }


def _print_stories(record: Record, out: Console, limit: int | None = None) -> None:
    table = Table("story", "title", "reports", "outlets", "from", "to", "differ", box=SIMPLE_HEAD, pad_edge=False)
    stories = list(record.stories())
    for story in stories[:limit]:
        row = _story_row(record, story)
        cells = (
            row["id"][:11],
            row["title"],
            row["reports"],
            len(row["outlets"]),
            row["from"],
            row["to"],
            row["differences"],
        )
        table.add_row(*(styled(cell(value)) for value in cells))
    out.print(table)
    if limit and len(stories) > limit:
        out.print(styled(f"… and {len(stories) - limit} more: dragoman show stories --db {record.path}\n"))


def _print_report(record: Record, id: str, out: Console) -> None:
    reading = record.reading(id)
    report, text = reading.report, reading.report.text
    out.print(styled(report.title or "Untitled", "bold"))
    out.print(styled(" · ".join(filter(None, (report.outlet, report.byline, report.published, report.id)))))
    if report.date_problem:
        out.print(styled(f"Date problem: {report.date_problem}", "yellow"))
    out.print(styled(f"\n{len(reading.statements)} statements", "bold"))
    marks = record.corrections.marks(report.id)
    for statement in reading.statements:
        out.print(_statement_line(text, statement, corrected_by(marks.get(statement.id, ()))))
    out.print(styled(f"\n{len(reading.mentions)} mentions of events", "bold"))
    for mention in reading.mentions:
        out.print(_mention_line(text, mention, corrected_by(marks.get(mention.id, ()))))


def _statement_line(text: str, statement: Statement, corrected: str) -> Padding:
    line = assembled(
        (statement.speaker or "nobody named", "bold"),
        f" ({statement.speaker_kind}) {SAID[statement.act]}: ",
        words_of(text, statement.content),
        (f"  via {' via '.join(reversed(statement.via))}" if statement.via else "", "cyan"),
        (f"  [{', '.join(e.span.of(text) for e in statement.evidence)}]" if statement.evidence else "", "yellow"),
        (f"  {statement.confidence:.0%}", "dim"),
        (f"  {corrected}", "green"),
    )
    return Padding(line, (0, 0, 0, 2))


def _mention_line(text: str, mention: Mention, corrected: str) -> Padding:
    who = ", ".join(a.name for a in mention.actors) or "?"
    whom = ", ".join(a.name for a in mention.recipients)
    told = [mention.status, mention.when.value if mention.when else "", mention.where.name if mention.where else ""]
    line = assembled(
        (f"{mention.type:<9} ", "bold"),
        f"“{words_of(text, mention.trigger)}”  {who}{f' → {whom}' if whom else ''}",
        (f"  {' · '.join(filter(None, told))}", "cyan"),
        (f"  {mention.confidence:.0%}", "dim"),
        (f"  {corrected}", "green"),
    )
    return Padding(line, (0, 0, 0, 2))


# Comparison and search


def comparison(record: Record, id: str) -> Object:
    """One story with its events by report and its differences. Raises NotFoundError."""
    story = record.story(id)
    return {
        "story": _story_row(record, story),
        "reports": [_report_row(report) for report in record.reports(story.id)],
        "events": [
            _event_row(event) | {"accounts": [_account(a) for a in event.accounts]} for event in record.events(story.id)
        ],
        "differences": [_difference_row(record, d) for d in record.differences(story.id)],
    }


def _account(account: Account) -> Object:
    return {"outlet": account.outlet, "report": account.report, "stance": account.stance}


def _print_difference(record: Record, difference: Difference, out: Console) -> None:
    out.print(Padding(assembled((f"{difference.kind}  ", "yellow"), difference.about), (0, 0, 0, 3)))
    for quote in difference.evidence:
        report = record.report(quote.report)
        said = assembled((f"{report.called}: ", "bold"), short(words_of(report.text, (quote.span,))))
        out.print(Padding(said, (0, 0, 0, 6)))
    out.print()


def hit_json(hit: Hit) -> Object:
    plain = hit.snippet.replace(HIT_OPEN, "").replace(HIT_CLOSE, "")
    return {
        "report": hit.report,
        "statement": hit.statement,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
        "snippet": plain,
    }


def print_hits(hits: Iterable[Hit]) -> None:
    out, any_hit = console(), False
    for hit in hits:
        any_hit = True
        where = " · ".join(filter(None, (hit.outlet, hit.published, hit.title, hit.statement or hit.report)))
        out.print(styled(where, "dim"))
        out.print(Padding(_marked(hit.snippet), (0, 0, 1, 3)))
    if not any_hit:
        out.print("nothing found")


def _marked(snippet: str) -> Text:
    text = Text()
    for n, piece in enumerate(snippet.replace(HIT_CLOSE, HIT_OPEN).split(HIT_OPEN)):
        text.append(plain(" ".join(piece.split()) if n % 2 else piece.replace("\n", " ")), "bold" if n % 2 else "")
    return text


def print_evaluation(result: Object) -> None:
    out = console()
    out.print(f"{result['reports']} annotated reports found in the record; {len(result['missing'])} not in it")
    table = Table("", "precision", "recall", "F1", "right", "found", "annotated", box=SIMPLE_HEAD, pad_edge=False)
    for name, score in result["scores"].items():
        table.add_row(
            name,
            *(f"{score[k]:.1f}" for k in ("precision", "recall", "f1")),
            *(str(score[k]) for k in ("right", "found", "annotated")),
        )
    out.print(table)
