"""The only door to disk: files, folders and glob patterns in, captures and refusals out.

    paths -> files (folders walked, patterns expanded, each file once)
          -> bytes (bounded, regular files only)
          -> text  (byte order mark, else UTF-8, else the charset an HTML page declares, else a careful guess)
          -> captures: one a text file or web page, one a line of JSONL

Whatever cannot be read becomes a `Refusal` and the run goes on. For .txt and .md, `text` is the file's content with
its line ends and typos; only a byte order mark is dropped.
"""

from __future__ import annotations

import codecs
import fnmatch
import glob
import json
import logging
import math
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from dragoman.record import Capture, Refusal, RefusalReason

MAX_BYTES = 20_000_000
"""A file. It is in memory as bytes, text and tree at once while it is read."""
MAX_CHARS = 1_000_000
"""A report. A million characters are a long novel: an archive that should be split, not an article."""
MAX_FIELD_CHARS = 2_000
"""A title, byline, date or address. What is longer is something else, and slow to parse as one."""
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
_DATE_META = (
    "datepublished", "parsely-pub-date", "sailthru.date", "citation_publication_date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "article.published", "dc.date", "dcterms.date", "citation_date", "date",
)  # fmt: skip
_QUICK = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_BLOCKS = ("p", "head", "list", "item", "quote", "code", "table", "row", "div")
_BREAKS = {**dict.fromkeys(_BLOCKS, ("\n\n", "\n\n")), "lb": ("", "\n"), "cell": ("", "\t")}
"""What stands before and after an element of trafilatura's tree in plain text."""

_FILE_KINDS = {"p": "named pipe", "s": "socket", "c": "device", "b": "device", "d": "folder"}
"""By the first letter of `stat.filemode`."""
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY_CODECS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859-2",
    "iso8859-5", "iso8859-7", "iso8859-15", "koi8-r", "koi8-u", "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_WEB_CODECS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030",
}  # fmt: skip
"""Names that browsers take for a larger encoding."""
_CHARSET = re.compile(rb"""(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,200}?encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
_DOCTYPE = re.compile(r"^\s*<!doctype[^>]{0,500}>", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_C1_CONTROL = re.compile("[\x7f-\x84\x86-\x9f]")
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
_MISPLACED = re.compile(
    r"[^\W\d_][€‚„†‡‰‹›•™¡-¬®-¶¸-¿×÷]+[^\W\d_]"  # a symbol inside a word: "pi¹tek"
    rf"|[a-z][{_CAPITALS}\u0370-\u0e7f\uff61-\uff9f]+[a-z]"  # a capital, or another alphabet: "wonÕt", "Gesprдche"
)

for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


class _RefusedError(Exception):
    """Carries a reason and a detail up to where the path is known."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def captures(paths: Iterable[str | Path]) -> Iterator[Capture | Refusal]:
    """Read files, folders (all below them, in order of name, hidden ones left out) and glob patterns (`**` too).

    A file that several paths reach is read once. A path that does not exist, a folder or pattern that gives nothing and
    a file that cannot be read each give a `Refusal`; nothing raises for a bad file.
    """
    read = set()
    for path in [paths] if isinstance(paths, str | Path) else paths:
        for found in _files(os.fspath(path)):
            if isinstance(found, Refusal):
                yield found
            elif (target := os.path.realpath(found)) not in read:
                read.add(target)
                yield from _read(found)


# --- paths to files


def _files(named: str) -> Iterator[Path | Refusal]:
    """The files that a path from the user stands for, or one refusal that says why there are none."""
    try:
        folder = stat.S_ISDIR(os.stat(named).st_mode)  # noqa: PTH116 - Path("") would be the current folder
    except (OSError, ValueError) as error:
        yield from _expanded(named) if re.search(r"[*?[]", named) else [_refusal_of(named, error)]
        return
    found = _walk(Path(named))
    if not folder:
        yield from found
        return
    detail = f"the folder holds no visible file; expected some of {_FORMATS}"
    yield from _or_refusal(found, Refusal(_shown(named), "empty", detail))


def _expanded(pattern: str) -> Iterator[Path | Refusal]:
    """The files that a glob pattern matches, and those below the folders that it matches."""
    parts = pattern.split("/")
    deep = parts.index("**") if "**" in parts else len(parts)
    head = "/".join(parts[:deep]) or ("/" if pattern.startswith("/") else ".")
    found = (file for top in sorted(glob.glob(head)) for file in _matching(Path(top), parts[deep:]))  # noqa: PTH207
    detail = "the pattern matches no file; check it, and that the shell did not change it"
    return _or_refusal(found, Refusal(_shown(pattern), "missing", detail))


def _matching(top: Path, pattern: list[str]) -> Iterator[Path | Refusal]:
    """The files below `top` whose path from there, or that of a folder they are in, fits the parts of `pattern`."""
    for found in _walk(top):
        if isinstance(found, Refusal) or not pattern:
            yield found
            continue
        parts = found.relative_to(top).parts
        if any(_fits(parts[:end], pattern) for end in range(1, len(parts) + 1)):
            yield found


def _fits(parts: tuple[str, ...], pattern: list[str]) -> bool:
    """Whether the parts of a path fit those of a pattern, where `**` stands for any number of parts."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_fits(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _or_refusal(found: Iterator[Path | Refusal], refusal: Refusal) -> Iterator[Path | Refusal]:
    """All that was found, or the refusal if that is nothing."""
    first = next(found, refusal)
    yield first
    yield from found


def _walk(top: Path) -> Iterator[Path | Refusal]:
    """`top` itself if it is a file, else the visible files below it. Links are followed, each folder entered once."""
    entered: set[str] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield path
            elif (target := os.path.realpath(path)) not in entered:
                entered.add(target)
                waiting += sorted((child for child in path.iterdir() if not child.name.startswith(".")), reverse=True)
        except OSError as error:
            yield _refusal_of(str(path), error)


def _refusal_of(path: str, error: OSError | ValueError) -> Refusal:
    """What the operating system said of a path, in our words."""
    said = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return Refusal(_shown(path), "missing", f"{said}; check the spelling, and the folder you are in")
    return Refusal(_shown(path), "unreadable", f"{said}; check that you may read it")


def _shown(path: str | Path) -> str:
    """A path as printable POSIX text: bytes that are no UTF-8 and control characters are written as escapes."""
    escaped = re.sub(r"[\0-\x1f\x7f-\x9f\ud800-\udfff]", lambda found: ascii(found[0])[1:-1], str(path))
    return Path(escaped).as_posix() if escaped else ""


# --- files to captures


def _read(path: Path) -> Iterator[Capture | Refusal]:
    """All that one file gives."""
    try:
        yield from _reader(path)(_bytes(path), _shown(path))
    except _RefusedError as refused:
        yield Refusal(_shown(path), refused.reason, refused.detail)
    except OSError as error:
        yield _refusal_of(str(path), error)


def _reader(path: Path) -> Callable[[bytes, str], Iterator[Capture | Refusal]]:
    """The reader for a file's suffix; raises `_RefusedError`."""
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        value = f'the suffix "{_shown(suffix)}" is' if suffix else "a name without suffix is"
        raise _RefusedError("unknown-format", f"{value} none of those read: {_FORMATS}; convert or rename the file")
    return _READERS[suffix]


def _bytes(path: Path) -> bytes:
    """A file's bytes; raises `OSError`, or `_RefusedError` for what is no regular file, too large, empty or binary."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = _FILE_KINDS.get(stat.filemode(status.st_mode)[0], "special file")
        raise _RefusedError("unreadable", f"this is a {kind}; expected a regular file; save its content to one")
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        size = max(status.st_size, len(raw))
        raise _RefusedError("too-large", f"{size:,} bytes; expected at most {MAX_BYTES:,}; split the file")
    if not raw:
        raise _RefusedError("empty", "0 bytes; expected text; save the file again from its source")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise _RefusedError("binary", f"the file begins like {kind}; expected text; convert it first")
    return raw


def _text_file(raw: bytes, path: str) -> Iterator[Capture]:
    """A plain text or Markdown file, character for character."""
    yield Capture(text=_sized(_decoded(raw)), path=path)


def _sized(text: str) -> str:
    """The text itself; raises `_RefusedError` if it is blank or too long for one report."""
    if not text.strip():
        raise _RefusedError("empty", f"{len(text):,} characters, all white space; expected text; save it again")
    if len(text) > MAX_CHARS:
        detail = f"{len(text):,} characters; expected at most {MAX_CHARS:,} a report; split it into its articles"
        raise _RefusedError("too-large", detail)
    return text


def _field(value: object) -> str | None:
    """A field beside the text as one line, or None if no title, name, date or address looks so."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    line = " ".join(_UNSTORABLE.sub("\ufffd", str(value)).split())
    return line if 0 < len(line) <= MAX_FIELD_CHARS else None


def _iso_date(value: str) -> str | None:
    """The ISO date that `value` starts with."""
    try:
        return date.fromisoformat(value[:10]).isoformat() if _ISO_DATE.match(value) else None
    except ValueError:
        return None


# --- bytes to text


def _decoded(raw: bytes, charset: str | None = None) -> str:
    """The text that `raw` encodes, without byte order mark; raises `_RefusedError`.

    `charset` is what the document says of itself. UTF-8 goes before it: text that is valid UTF-8 by chance is rarer
    than a declaration that a later tool made false.
    """
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], codec)
    _refuse_nul(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _as_declared(raw, charset) or _guessed(raw)
        if text is None:
            raise _undecodable(error) from None
        return text


def _marked(raw: bytes, codec: str) -> str:
    """Text in the encoding that its byte order mark promised; raises `_RefusedError`."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(error) from None
    if (place := text.find("\0")) >= 0:
        raise _RefusedError("binary", f"the character U+0000 at character {place:,}; expected text; convert it first")
    return text


def _refuse_nul(raw: bytes) -> None:
    if (place := raw.find(b"\0")) >= 0:
        remedy = "save UTF-16 text as UTF-8, convert anything else to text first"
        raise _RefusedError("binary", f"a NUL byte at offset {place:,}; expected text; {remedy}")


def _undecodable(error: UnicodeDecodeError) -> _RefusedError:
    byte = error.object[error.start]
    detail = f"byte 0x{byte:02x} at offset {error.start:,} is not {error.encoding}, and no other encoding is plausible"
    return _RefusedError("undecodable", f"{detail}; save the text as UTF-8")


def _charset(raw: bytes) -> str | None:
    """The encoding that an HTML or XML document declares in its first 4,096 bytes."""
    found = _CHARSET.search(raw[:4096])
    return found[1].decode("ascii") if found else None


def _as_declared(raw: bytes, charset: str | None) -> str | None:
    """`raw` in the declared encoding if that is one for text on the web and fits; Latin-1 means Windows-1252 there."""
    try:
        codec = codecs.lookup(charset or "").name
        codec = _WEB_CODECS.get(codec, codec)
        return raw.decode(codec) if codec in _LEGACY_CODECS else None
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(raw: bytes) -> str | None:
    """`raw` in the likeliest older encoding, or None if none gives plausible text.

    Windows-1252 goes first where it is as likely as the best: short Western text often fits several encodings.
    """
    matches = list(from_bytes(raw, cp_isolation=list(_LEGACY_CODECS)))
    western = [match for match in matches if "cp1252" in match.could_be_from_charset]
    even = [match for match in western if match.chaos <= matches[0].chaos and match.coherence >= matches[0].coherence]
    return next((text for text in map(str, even + matches) if _plausible(text)), None)


def _plausible(text: str) -> bool:
    """Whether few of the rarer characters stand inside words where no orthography has them ("wonÕt", "pi¹tek")."""
    rare = sum(character > "\x7f" for character in text)
    return len(_MISPLACED.findall(text)) * 10 <= rare and not _C1_CONTROL.search(text)


# --- JSONL: one report a line


def _json_lines(raw: bytes, path: str) -> Iterator[Capture | Refusal]:
    """The reports of a JSONL file. A bad line is refused by itself, as `path:line`; blank lines mean nothing."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if any(raw.startswith(mark) for mark, _ in _MARKS):
        raw = _decoded(raw).encode("utf-8")
    _refuse_nul(raw.partition(b"\n")[0])
    if not raw.strip():
        raise _RefusedError("empty", "nothing but blank lines; expected one JSON object a line; write the file again")
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            yield _json_line(line, f"{path}:{number}")


def _json_line(line: bytes, path: str) -> Capture | Refusal:
    try:
        return _json_report(_json_object(line), path)
    except _RefusedError as refused:
        return Refusal(path, refused.reason, refused.detail)


def _json_object(line: bytes) -> dict[str, object]:
    """The object on one line; raises `_RefusedError`."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _undecodable(error) from None
    except RecursionError:
        raise _RefusedError("not-a-report", "the JSON is nested too deep; expected a flat object; flatten it") from None
    except ValueError as error:
        detail = f"no valid JSON ({error}); expected one object a line; write each report on a line of its own"
        raise _RefusedError("not-a-report", detail) from None
    if not isinstance(value, dict):
        detail = f'a JSON {_JSON_NAMES[type(value)]}; expected an object; write {{"text": ...}}'
        raise _RefusedError("not-a-report", detail)
    return value


def _json_report(fields: dict[str, object], path: str) -> Capture:
    """The report in a JSON object; raises `_RefusedError`."""
    published = _field(_value(fields, "published"))
    return Capture(
        text=_json_text(fields),
        path=path,
        url=_field(_value(fields, "url")),
        outlet=_field(_value(fields, "outlet")),
        title=_field(_value(fields, "title")),
        byline=_byline(_value(fields, "byline")),
        published=(_iso_date(published) or published) if published else None,
    )


def _json_text(fields: dict[str, object]) -> str:
    """The text in a JSON object; raises `_RefusedError` if there is none that can be stored."""
    text = _value(fields, "text")
    if text is None:
        names = ", ".join(f'"{_field(name)}"' for name in list(fields)[:8]) or "none"
        detail = f'no text (fields: {names}); expected some under "text", "body" or "content"; rename the field'
        raise _RefusedError("not-a-report", detail)
    if not isinstance(text, str):
        detail = f"the text is a JSON {_JSON_NAMES[type(text)]}; expected a string; join its parts into one"
        raise _RefusedError("not-a-report", detail)
    if found := _UNSTORABLE.search(text):
        name = f"U+{ord(found[0]):04X} at character {found.start():,} of the text"
        raise _RefusedError("not-a-report", f"{name} is no character; expected Unicode text; write the file as UTF-8")
    return _sized(text)


def _value(fields: dict[str, object], name: str) -> object:
    """The first value that stands under one of the spellings of a field."""
    return next((fields[alias] for alias in _ALIASES[name] if fields.get(alias) not in (None, "")), None)


def _byline(value: object) -> str | None:
    """Names given as one string or as a list of them."""
    if isinstance(value, list):
        return _field(", ".join(name for name in value if isinstance(name, str)))
    return _field(value)


# --- HTML


def _web_page(raw: bytes, path: str) -> Iterator[Capture]:
    """The article on a web page: its paragraphs as plain text, and the metadata that the page declares."""
    html = _sized_page(_decoded(raw, _charset(raw)))
    try:
        capture = _page_capture(html, path)
    except _RefusedError:
        raise
    except Exception as error:  # whatever trafilatura and lxml raise, one page must not end the run
        detail = f"{type(error).__name__} in trafilatura; expected an article; save its text as .txt"
        raise _RefusedError("no-text", detail) from error
    yield capture


def _page_capture(html: str, path: str) -> Capture:
    tree, article = _article(html)
    text = _plain(article.body)
    if not text:
        raise _no_text()
    url = _field(article.url)
    return Capture(
        text=_sized(text),
        path=path,
        url=url,
        outlet=_field(article.sitename),
        title=_field(article.title),
        byline=_byline((article.author or "").split("; ")),
        published=_published(tree, url),
    )


def _sized_page(html: str) -> str:
    """The page itself; raises `_RefusedError` if it is blank or too long for the parser."""
    if not html.strip():
        raise _RefusedError("empty", f"{len(html):,} characters, all white space; expected a web page; save it again")
    if (size := len(html.encode())) > MAX_HTML_BYTES:
        detail = f"{size:,} bytes as UTF-8; expected at most {MAX_HTML_BYTES:,} a web page; save its text as .txt"
        raise _RefusedError("too-large", detail)
    return html


def _no_text() -> _RefusedError:
    return _RefusedError("no-text", "no article found among the markup; expected paragraphs; save its text as .txt")


def _article(html: str) -> tuple[Any, Any]:
    """The parsed page and what trafilatura extracts from it; raises `_RefusedError`."""
    from trafilatura import bare_extraction, load_html  # 0.4 s to import, and many runs read no HTML

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
    """Raises `_RefusedError` for a page that would be cut by the parser or take minutes."""
    elements = int(tree.xpath("count(//*)"))
    if elements > MAX_ELEMENTS:
        detail = f"{elements:,} elements; expected at most {MAX_ELEMENTS:,}"
    elif tree.xpath(f"boolean(//*[count(*) > {MAX_CHILDREN}])"):
        detail = f"an element with more than {MAX_CHILDREN:,} children; expected an article"
    elif tree.xpath(f"boolean(//*[count(ancestor::*) > {MAX_DEPTH}])"):
        detail = f"elements nested deeper than {MAX_DEPTH}; expected less"
    else:
        return
    raise _RefusedError("too-large", f"{detail}; save the article's text as .txt")


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
    dates = [value for value in map(_field, _declared_dates(tree, url)) if value]
    return next(filter(None, map(_iso_date, dates)), dates[0] if dates else None)


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
    times = {_iso_date(stamp.strip()) or stamp for stamp in stamps}
    yield from times if len(times) == 1 else ()
    in_url = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)", url or "")
    yield "-".join(in_url.groups()) if in_url else None


_READERS: dict[str, Callable[[bytes, str], Iterator[Capture | Refusal]]] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), _text_file),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _web_page),
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines),
}
_FORMATS = " ".join(_READERS)
