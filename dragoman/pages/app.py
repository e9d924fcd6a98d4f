"""The pages as a small web application: addresses, their formats, and what is sent to correct the record."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from dragoman.errors import NotFoundError, OptionError, RecordError
from dragoman.lists import Choice
from dragoman.pages import views
from dragoman.pages.brief import as_markdown
from dragoman.pages.contexts import BriefPage, Desk, ErrorPage, Page
from dragoman.pages.data import as_csv, as_data, has_lines
from dragoman.pages.finding import Ask
from dragoman.pages.guard import HEADERS, Door, Office, SafeHeaders
from dragoman.pages.render import STATIC, render
from dragoman.pages.sent import SENT, Sent
from dragoman.pages.stories import DECIDE, Decide, to_story
from dragoman.pages.sure import SHOW
from dragoman.record import Span
from dragoman.store import Record

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SAID = {
    404: ("There is no such page", "The address leads to nothing in this record. It may have been read anew since."),
    405: ("This page can only be read", "Nothing can be sent to it."),
}
GET = ["GET", "HEAD"]
View = Callable[[Record, Request, Office | None], Page]


def make_app(
    path_to_db: str | Path,
    allowed_hosts: Iterable[str] = (),
    *,
    office: Office | None = None,
    token: str | None = None,
    after: Callable[[Record], object] | None = None,
    ask: Ask | None = None,
) -> FastAPI:
    """The pages of the record at `path_to_db`, answering to this computer's names and to `allowed_hosts`.

    With an `office` corrections are taken, and `after` is called behind each; with a `token` visitors must bring it.
    With `ask`, which reads words as the reading model does, the record is searched by meaning too.
    Decisions on stories are taken where the office regroups.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    if token:
        app.add_middleware(Door, token=token)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *allowed_hosts], www_redirect=False)
    app.add_middleware(SafeHeaders)
    app.mount("/static", StaticFiles(directory=STATIC))
    for address, view in (PAGES | {"/search": _search(ask)}).items():
        _add(app, str(path_to_db), address, view, office)
    if office:
        for address, view in DESK.items():
            _add(app, str(path_to_db), address, view, office)
        for address, sent in SENT.items():
            _take(app, str(path_to_db), address, sent, office, after)
    if office and office.regroup:
        for address, decide in DECIDE.items():
            _take_decision(app, str(path_to_db), address, decide, office, office.regroup)
    _add_errors(app)
    return app


def spare_the_collector() -> None:
    """Let this process look seldom for unreachable objects: a page makes many thousands, which go with it anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(25_000, 20, 100)


def new_office(who: str, regroup: Callable[[Record], object] | None = None) -> Office:
    """An office with a secret of its own; `regroup` groups and compares after a decision on stories."""
    return Office(secrets.token_urlsafe(32), who, regroup)


# What is shown

PAGES: dict[str, View] = {
    "/index": lambda record, request, _: views.index(record, Choice.of(request.query_params)),
    "/story/{id}-brief": lambda record, request, _: views.brief(record, request.path_params["id"]),
    "/story/{id}": lambda record, request, office: views.story(
        record, request.path_params["id"], _asked(request, office)
    ),
    "/report/{id}": lambda record, request, _: views.report(
        record, request.path_params["id"], _span(request), _uncertain(request)
    ),
    "/speakers/index": lambda record, request, _: views.speakers(record, Choice.of(request.query_params)),
    "/speakers/{slug}": lambda record, request, _: views.speaker(
        record, request.path_params["slug"], Choice.of(request.query_params)
    ),
    "/actors/index": lambda record, request, _: views.actors(record, Choice.of(request.query_params)),
    "/actors/{slug}": lambda record, request, _: views.actor(record, request.path_params["slug"], _uncertain(request)),
    "/statements/index": lambda record, request, _: views.statements(record, Choice.of(request.query_params)),
    "/chronology/index": lambda record, request, _: views.chronology(
        record, Choice.of(request.query_params), _uncertain(request)
    ),
}
"""Addresses without what says in which format; those that end in `index` are their folder's too."""
DESK: dict[str, View] = {
    "/review/index": lambda record, request, _: views.queue(record, request.query_params.get("kind", "")),
    "/review/history": lambda record, request, _: views.history(record),
    "/review/edit/{id}": lambda record, request, _: views.edit(record, request.path_params["id"], _back(request)),
}


def _search(ask: Ask | None) -> View:
    def view(record: Record, request: Request, _: Office | None) -> Page:
        return views.search(record, request.query_params.get("q", ""), request.query_params.get("by", ""), ask)

    return view


def _asked(request: Request, office: Office | None) -> views.Asked:
    given = request.query_params
    joins = office is not None and office.regroup is not None
    return views.Asked(given.get("order", ""), given.get("like", ""), given.get("done", ""), _uncertain(request), joins)


def _uncertain(request: Request) -> bool:
    """Whether uncertain events are asked for: `?uncertain=show`."""
    return request.query_params.get("uncertain") == SHOW


def _span(request: Request) -> Span | None:
    """The stretch of text in an address: `?span=120-180`."""
    start, _, end = request.query_params.get("span", "").partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()) or len(start + end) > 20:
        return None
    return Span(int(start), int(end)) if int(start) < int(end) else None


def _back(request: Request) -> str:
    """Where a form leads when it is done: to the report if it was opened there, else to the queue."""
    came = request.headers.get("referer", "")
    return f"/report/{request.path_params['id'].split('-')[0]}.html" if "/report/" in came else "/review/"


def _add(app: FastAPI, path: str, address: str, view: View, office: Office | None) -> None:
    """A page as HTML, as JSON and, where it is a list, as CSV."""

    def page(request: Request) -> Page:
        with Record.open(path) as record, record.snapshot():
            return view(record, request, office)

    def html(request: Request) -> Response:
        return _answer(page(request), desk=office.desk(request) if office else None)

    def data(request: Request) -> Response:
        return JSONResponse(as_data(page(request)))

    def table(request: Request) -> Response:
        found = page(request)
        if not has_lines(type(found)):
            raise HTTPException(404)
        return Response(as_csv(found), media_type="text/csv")

    def markdown(request: Request) -> Response:
        found = page(request)
        if not isinstance(found, BriefPage):
            raise HTTPException(404)
        return Response(as_markdown(found), media_type="text/markdown")

    folder = address.removesuffix("index") if address.endswith("index") else ""
    for name in filter(None, (folder, address if address == "/search" else f"{address}.html")):
        app.add_api_route(name, html, methods=GET, response_model=None)
    app.add_api_route(f"{address}.json", data, methods=GET, response_model=None)
    app.add_api_route(f"{address}.csv", table, methods=GET, response_model=None)
    if address.endswith("-brief"):
        app.add_api_route(f"{address}.md", markdown, methods=GET, response_model=None)
        app.add_api_route("/stories/{id}/brief", _to_brief, methods=GET, response_model=None)


def _to_brief(request: Request) -> Response:
    return RedirectResponse(f"/story/{request.path_params['id']}-brief.html", 308)


# What is sent


def _take(
    app: FastAPI,
    path: str,
    address: str,
    sent: Sent,
    office: Office,
    after: Callable[[Record], object] | None,
) -> None:
    def done(given: dict[str, str], desk: Desk) -> Response:
        with Record.open(path) as record:
            return sent(record, given, desk)

    def compare() -> None:
        """What follows an answer. Where it fails, the story stays marked as older than its corrections."""
        if after:
            with suppress(RecordError), Record.open(path) as record:
                after(record)

    async def take(request: Request) -> Response:
        given = await office.form(request)
        response = await run_in_threadpool(done, given, office.desk(request))
        response.background = BackgroundTask(compare)
        return response

    app.add_api_route(address, take, methods=["POST"], response_model=None)


def _take_decision(
    app: FastAPI,
    path: str,
    address: str,
    decide: Decide,
    office: Office,
    regroup: Callable[[Record], object],
) -> None:
    def done(given: dict[str, str], desk: Desk) -> Response:
        """The stories are compared before the answer, which leads to what they are now."""
        with Record.open(path) as record:
            decision = decide(record, given, desk)
            with suppress(RecordError):
                regroup(record)
            return to_story(record, given, decision)

    async def take(request: Request) -> Response:
        return await run_in_threadpool(done, await office.form(request), office.desk(request))

    app.add_api_route(address, take, methods=["POST"], response_model=None)


# Errors


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(NotFoundError)
    def not_found(request: Request, error: NotFoundError) -> HTMLResponse:
        return _error(404, *SAID[404])

    @app.exception_handler(OptionError)
    def not_taken(request: Request, error: OptionError) -> HTMLResponse:
        return _error(400, "This was not taken", str(error))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> HTMLResponse:
        return _error(error.status_code, *SAID.get(error.status_code, ("This did not work", str(error.detail))))

    @app.exception_handler(RecordError)
    def unreadable(request: Request, error: RecordError) -> HTMLResponse:
        return _error(503, "The record cannot be opened", str(error))

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> HTMLResponse:
        return _error(500, "This page failed", "The fault is the program's. Where it was started, it says more.")


def _answer(page: Page, status: int = 200, desk: Desk | None = None) -> HTMLResponse:
    return HTMLResponse(render(page, desk=desk), status)


def _error(status: int, title: str, message: str) -> HTMLResponse:
    response = _answer(ErrorPage(root="", title=title, message=message), status)
    response.headers.update(HEADERS)
    return response
