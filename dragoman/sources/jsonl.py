"""JSON lines: one report a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from dragoman.record import Capture, Refusal
from dragoman.sources.decode import (
    MARKS,
    UNSTORABLE,
    RefusedError,
    byline,
    decoded,
    field,
    iso_date,
    refuse_nul,
    sized,
    undecodable,
)

_JSON_NAMES: dict[type, str] = {
    dict: "object", list: "array", str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
}  # fmt: skip
_ALIASES = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher"),
    "published": ("published", "date", "published_at", "publish_date"),
    "url": ("url", "link"),
    "byline": ("byline", "author", "authors"),
}


def json_lines(raw: bytes, path: str) -> Iterator[Capture | Refusal]:
    """The reports of a JSONL file. A bad line is refused by itself, as `path:line`; blank lines mean nothing."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if any(raw.startswith(mark) for mark, _ in MARKS):
        raw = decoded(raw).encode("utf-8")
    refuse_nul(raw.partition(b"\n")[0])
    if not raw.strip():
        raise RefusedError("empty", "nothing but blank lines; expected one JSON object a line; write the file again")
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            yield _json_line(line, f"{path}:{number}")


def _json_line(line: bytes, path: str) -> Capture | Refusal:
    try:
        return _json_report(_json_object(line), path)
    except RefusedError as refused:
        return Refusal(path, refused.reason, refused.detail)


def _json_object(line: bytes) -> dict[str, object]:
    """The object on one line; raises `RefusedError`."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise undecodable(error) from None
    except RecursionError:
        raise RefusedError("not-a-report", "the JSON is nested too deep; expected a flat object; flatten it") from None
    except ValueError as error:
        detail = f"no valid JSON ({error}); expected one object a line; write each report on a line of its own"
        raise RefusedError("not-a-report", detail) from None
    if not isinstance(value, dict):
        detail = f'a JSON {_JSON_NAMES[type(value)]}; expected an object; write {{"text": ...}}'
        raise RefusedError("not-a-report", detail)
    return value


def _json_report(fields: dict[str, object], path: str) -> Capture:
    """The report in a JSON object; raises `RefusedError`."""
    published = field(_value(fields, "published"))
    return Capture(
        text=_json_text(fields),
        path=path,
        url=field(_value(fields, "url")),
        outlet=field(_value(fields, "outlet")),
        title=field(_value(fields, "title")),
        byline=byline(_value(fields, "byline")),
        published=(iso_date(published) or published) if published else None,
    )


def _json_text(fields: dict[str, object]) -> str:
    """The text in a JSON object; raises `RefusedError` if there is none that can be stored."""
    text = _value(fields, "text")
    if text is None:
        names = ", ".join(f'"{field(name)}"' for name in list(fields)[:8]) or "none"
        detail = f'no text (fields: {names}); expected some under "text", "body" or "content"; rename the field'
        raise RefusedError("not-a-report", detail)
    if not isinstance(text, str):
        detail = f"the text is a JSON {_JSON_NAMES[type(text)]}; expected a string; join its parts into one"
        raise RefusedError("not-a-report", detail)
    if found := UNSTORABLE.search(text):
        name = f"U+{ord(found[0]):04X} at character {found.start():,} of the text"
        raise RefusedError("not-a-report", f"{name} is no character; expected Unicode text; write the file as UTF-8")
    return sized(text)


def _value(fields: dict[str, object], name: str) -> object:
    """The first value that stands under one of the spellings of a field."""
    return next((fields[alias] for alias in _ALIASES[name] if fields.get(alias) not in (None, "")), None)
