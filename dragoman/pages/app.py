"""The pages as a small web application for one person's own computer. It only reads the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import NotFoundError, RecordError
from dragoman.pages import views
from dragoman.pages.contexts import ErrorPage, Page
from dragoman.pages.render import STATIC, render
from dragoman.store import Record

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
SAID = {
    404: ("There is no such page", "The address leads to nothing in this record. It may have been read anew since."),
    405: ("This page can only be read", "Nothing can be sent to it."),
}
GET = ["GET", "HEAD"]


class SafeHeaders:
    """Adds `HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_safely)


def make_app(path_to_db: str | Path, allowed_hosts: Iterable[str] = ()) -> FastAPI:
    """The pages of the record at `path_to_db`, answering to this computer's names and to `allowed_hosts`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *allowed_hosts], www_redirect=False)
    app.add_middleware(SafeHeaders)
    app.mount("/static", StaticFiles(directory=STATIC))
    _add_pages(app, path_to_db)
    _add_errors(app)
    return app


def _add_pages(app: FastAPI, path: str | Path) -> None:
    @app.api_route("/", methods=GET)
    @app.api_route("/index.html", methods=GET)
    def index() -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.index(record))

    @app.api_route("/story/{id}.html", methods=GET)
    def story(id: str) -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.story(record, id))

    @app.api_route("/report/{id}.html", methods=GET)
    def report(id: str) -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.report(record, id))

    @app.api_route("/speakers/", methods=GET)
    @app.api_route("/speakers/index.html", methods=GET)
    def speakers() -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.speakers(record))

    @app.api_route("/speakers/{slug}.html", methods=GET)
    def speaker(slug: str) -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.speaker(record, slug))

    @app.api_route("/actors/", methods=GET)
    @app.api_route("/actors/index.html", methods=GET)
    def actors(country: str = "") -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.actors(record, country))

    @app.api_route("/actors/{slug}.html", methods=GET)
    def actor(slug: str) -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.actor(record, slug))

    @app.api_route("/search", methods=GET)
    def search(q: str = "") -> HTMLResponse:
        with Record.open(path) as record, record.snapshot():
            return _answer(views.search(record, q))


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(NotFoundError)
    def not_found(request: Request, error: NotFoundError) -> HTMLResponse:
        return _error(404, *SAID[404])

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> HTMLResponse:
        return _error(error.status_code, *SAID.get(error.status_code, ("This did not work", str(error.detail))))

    @app.exception_handler(RecordError)
    def unreadable(request: Request, error: RecordError) -> HTMLResponse:
        return _error(503, "The record cannot be opened", str(error))

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> HTMLResponse:
        return _error(500, "This page failed", "The fault is the program's. Where it was started, it says more.")


def _answer(page: Page, status: int = 200) -> HTMLResponse:
    return HTMLResponse(render(page), status)


def _error(status: int, title: str, message: str) -> HTMLResponse:
    response = _answer(ErrorPage(root="", title=title, message=message), status)
    response.headers.update(HEADERS)
    return response
