"""Who may come in, and what may be sent: headers, the token of a visitor, the secret and origin of a form."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.pages.contexts import Desk, ErrorPage
from dragoman.pages.render import render
from dragoman.store import Record

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
VISITOR, REVIEWER = "dragoman_visitor", "dragoman_who"
"""Cookies: the token that was brought, and the name that corrections are signed with."""
FORM = "application/x-www-form-urlencoded"
LONGEST_FORM = 200_000
"""Bytes of a form; the longest statement in 210 articles has 5,000."""
FOREIGN = "The request did not come from a page of this record. Open the page again and send it from there."


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


class Door:
    """Lets in who brings the token: in the address once, from then on in a cookie."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if _same(request.query_params.get("token", ""), self.token) and request.method in ("GET", "HEAD"):
            await self._welcome(request)(scope, receive, send)
        elif _same(request.cookies.get(VISITOR, ""), self.token):
            await self.app(scope, receive, send)
        else:
            said = "This record is shown to those who bring its token. Open the address that dragoman serve printed."
            page = ErrorPage(root="", title="Not without the token", message=said)
            await HTMLResponse(render(page, served=False), 403)(scope, receive, send)

    def _welcome(self, request: Request) -> RedirectResponse:
        rest = [pair for pair in parse_qsl(request.url.query) if pair[0] != "token"]
        path = own_path(request.url.path)
        response = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        response.set_cookie(VISITOR, self.token, httponly=True, samesite="strict")
        return response


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


@dataclass(frozen=True, slots=True)
class Office:
    """Where corrections come in: the secret of this server's forms, and who signs where a visitor gave no name."""

    secret: str
    who: str
    regroup: Callable[[Record], object] | None = None
    """Groups and compares after a decision on stories; without it none is taken."""

    def desk(self, request: Request) -> Desk:
        return Desk(self.secret, reviewer(request) or self.who, self.regroup is not None)

    async def form(self, request: Request) -> dict[str, str]:
        """What a form sent. Raises HTTPException 403 where it does not come from a page of this server."""
        if not comes_from_here(request):
            raise HTTPException(403, FOREIGN)
        if request.headers.get("content-type", "").split(";")[0].strip() != FORM:
            raise HTTPException(415, "Expected a form.")
        given = read_form(await _body(request))
        if not _same(given.pop("token", ""), self.secret):
            raise HTTPException(403, FOREIGN)
        return given


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, "The form is too long.")
    return body


def read_form(body: bytes) -> dict[str, str]:
    """The fields of a form, the first of each name."""
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=100, errors="replace")
    except ValueError as error:
        raise HTTPException(400, f"The form cannot be read: {error}") from error
    return {name: values[0].replace("\0", " ") for name, values in found.items()}


def comes_from_here(request: Request) -> bool:
    """Whether a browser says that a page of this very server sent the request."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host", "")


def reviewer(request: Request) -> str:
    return unquote(request.cookies.get(REVIEWER, ""))[:100].strip()


def sign(response: RedirectResponse, who: str) -> None:
    name = " ".join(who.split())[:100]
    response.set_cookie(REVIEWER, quote(name), httponly=True, samesite="strict", max_age=365 * 24 * 3600)


def own_path(given: str) -> str:
    """A path of this server; the first page where it leads elsewhere."""
    parts = urlsplit(given)
    plain = given.isprintable() and "\\" not in given and not parts.scheme and not parts.netloc
    return given if plain and given.startswith("/") and not given.startswith("//") else "/"
