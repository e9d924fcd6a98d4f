"""Web pages: the article, and the fields that the page declares."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from dragoman.errors import InstallationError
from dragoman.record import Capture
from dragoman.sources.decode import MAX_FIELD_CHARS, RefusedError, byline, charset, decoded, field, iso_date, sized

MAX_HTML_BYTES = 10_000_000
"""A web page as UTF-8. libxml2 drops in silence what follows a longer text, script or attribute."""
MAX_DEPTH = 250
"""Nested elements of a web page. libxml2 drops in silence what lies below level 256."""
MAX_ELEMENTS = 100_000
"""Elements of a web page: 60,000 take 2 seconds."""
MAX_CHILDREN = 5_000
"""Children of one element. trafilatura is quadratic in them: 5,000 links in one paragraph take 1.5 s, 20,000 40 s."""
MAX_FAULTY_JSON = 5_000
"""Linked data that is not JSON goes to trafilatura's patterns, quadratic too: 60,000 characters take 15 seconds."""
_DATE_META = (
    "datepublished", "parsely-pub-date", "sailthru.date", "citation_publication_date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "article.published", "dc.date", "dcterms.date", "citation_date", "date",
)  # fmt: skip
_QUICK = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_BLOCKS = ("p", "head", "list", "item", "quote", "code", "table", "row", "div")
_BREAKS = {**dict.fromkeys(_BLOCKS, ("\n\n", "\n\n")), "lb": ("", "\n"), "cell": ("", "\t")}
"""What stands before and after an element of trafilatura's tree in plain text."""
_DOCTYPE = re.compile(r"^\s*<!doctype[^>]{0,500}>", re.IGNORECASE)

for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def web_page(raw: bytes, path: str) -> Iterator[Capture]:
    """The article on a web page: its paragraphs as plain text, and the metadata that the page declares."""
    html = _sized_page(decoded(raw, charset(raw)))
    try:
        capture = _page_capture(html, path)
    except (RefusedError, InstallationError):
        raise
    except Exception as error:  # whatever trafilatura and lxml raise, one page must not end the run
        detail = f"{type(error).__name__} in trafilatura; expected an article; save its text as .txt"
        raise RefusedError("no-text", detail) from error
    yield capture


def _page_capture(html: str, path: str) -> Capture:
    tree, article = _article(html)
    text = _plain(article.body)
    if not text:
        raise _no_text()
    url = field(article.url)
    return Capture(
        text=sized(text),
        path=path,
        url=url,
        outlet=field(article.sitename),
        title=field(article.title),
        byline=byline((article.author or "").split("; ")),
        published=_published(tree, url),
    )


def _sized_page(html: str) -> str:
    """The page itself; raises `RefusedError` if it is blank or too long for the parser."""
    if not html.strip():
        raise RefusedError("empty", f"{len(html):,} characters, all white space; expected a web page; save it again")
    if (size := len(html.encode())) > MAX_HTML_BYTES:
        detail = f"{size:,} bytes as UTF-8; expected at most {MAX_HTML_BYTES:,} a web page; save its text as .txt"
        raise RefusedError("too-large", detail)
    return html


def _no_text() -> RefusedError:
    return RefusedError("no-text", "no article found among the markup; expected paragraphs; save its text as .txt")


def _article(html: str) -> tuple[Any, Any]:
    """The parsed page and what trafilatura extracts from it; raises `RefusedError`."""
    try:
        from trafilatura import bare_extraction, load_html  # 0.4 s to import, and many runs read no HTML
    except ImportError as error:
        raise InstallationError(f"web pages cannot be read: {error}; install dragoman again") from error
    tree = load_html("<!DOCTYPE html>\n" + _DOCTYPE.sub("", html, count=1))
    if tree is None:
        raise _no_text()
    _refuse_shape(tree)
    _tame(tree)
    article = bare_extraction(
        tree, fast=True, include_comments=False, with_metadata=True, date_extraction_params=_QUICK
    )
    if article is None:
        raise _no_text()
    return tree, article


def _refuse_shape(tree: Any) -> None:
    """Raises `RefusedError` for a page that would be cut by the parser or take minutes."""
    elements = int(tree.xpath("count(//*)"))
    if elements > MAX_ELEMENTS:
        detail = f"{elements:,} elements; expected at most {MAX_ELEMENTS:,}"
    elif tree.xpath(f"boolean(//*[count(*) > {MAX_CHILDREN}])"):
        detail = f"an element with more than {MAX_CHILDREN:,} children; expected an article"
    elif tree.xpath(f"boolean(//*[count(ancestor::*) > {MAX_DEPTH}])"):
        detail = f"elements nested deeper than {MAX_DEPTH}; expected less"
    else:
        return
    raise RefusedError("too-large", f"{detail}; save the article's text as .txt")


def _tame(tree: Any) -> None:
    """Take out of a page, in place, what is no text and makes trafilatura slow, and part words that it would join."""
    for element in tree.iter("*"):
        for name in [name for name, value in element.attrib.items() if len(value) > MAX_FIELD_CHARS]:
            del element.attrib[name]
    for block in tree.iter("div"):
        block.text, block.tail = f" {block.text or ''}", f" {block.tail or ''}"
    for script in tree.iter("script"):
        script.text = _tame_json(script.text or "") if script.get("type") == "application/ld+json" else None


def _tame_json(source: str) -> str:
    """Linked data with its long strings cut, as JSON."""
    try:
        return json.dumps(_clipped(json.loads(source, strict=False)))
    except (ValueError, RecursionError):
        return source if len(source) <= MAX_FAULTY_JSON else ""


def _clipped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clipped(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clipped(part) for part in value]
    return value[:MAX_FIELD_CHARS] if isinstance(value, str) else value


def _plain(body: Any) -> str:
    """The text of trafilatura's tree: blocks apart by a blank line, table cells by a tab, no Markdown."""
    text = re.sub(r"[ \r\f\v\xa0]+", " ", "".join(_pieces(body)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", text)).strip()


def _pieces(element: Any) -> Iterator[str]:
    before, after = _BREAKS.get(element.tag, ("", ""))
    yield before + (element.text or "")
    for child in element:
        yield from _pieces(child)
    yield after + (element.tail or "")


def _published(tree: Any, url: str | None) -> str | None:
    """The date that a page declares for itself: the first in ISO form, else the first in any.

    htmldate is not asked: with nothing declared it takes a date from the sentences.
    """
    dates = [value for value in map(field, _declared_dates(tree, url)) if value]
    return next(filter(None, map(iso_date, dates)), dates[0] if dates else None)


def _declared_dates(tree: Any, url: str | None) -> Iterator[str | None]:
    """Values that may be the date of publication, most trusted first."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.lower(), element.get("content"))
    yield meta.get("article:published_time")
    for script in tree.iter("script"):
        yield from re.findall(r'"datePublished"\s*:\s*"([^"]*)"', script.text or "")
    yield from map(meta.get, _DATE_META)
    yield from tree.xpath('//*[@itemprop="datePublished"]/@datetime | //*[@itemprop="datePublished"]/@content')
    stamps = tree.xpath("//time[@pubdate]/@datetime") or tree.xpath("//time/@datetime")
    times = {iso_date(stamp.strip()) or stamp for stamp in stamps}
    yield from times if len(times) == 1 else ()
    in_url = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)", url or "")
    yield "-".join(in_url.groups()) if in_url else None
