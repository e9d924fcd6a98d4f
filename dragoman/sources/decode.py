"""From bytes to text and fields, each within its bound; what is none is refused."""

from __future__ import annotations

import codecs
import math
import re
from datetime import date

from charset_normalizer import from_bytes

from dragoman.record import RefusalReason

MAX_CHARS = 1_000_000
"""A report. A million characters are a long novel: an archive that should be split, not an article."""
MAX_FIELD_CHARS = 2_000
"""A title, byline, date or address. What is longer is something else, and slow to parse as one."""
MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
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
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_C1_CONTROL = re.compile("[\x7f-\x84\x86-\x9f]")
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
_MISPLACED = re.compile(
    r"[^\W\d_][€‚„†‡‰‹›•™¡-¬®-¶¸-¿×÷]+[^\W\d_]"  # a symbol inside a word: "pi¹tek"
    rf"|[a-z][{_CAPITALS}\u0370-\u0e7f\uff61-\uff9f]+[a-z]"  # a capital, or another alphabet: "wonÕt", "Gesprдche"
)


class RefusedError(Exception):
    """Carries a reason and a detail up to where the path is known."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def sized(text: str) -> str:
    """The text itself; raises `RefusedError` if it is blank or too long for one report."""
    if not text.strip():
        raise RefusedError("empty", f"{len(text):,} characters, all white space; expected text; save it again")
    if len(text) > MAX_CHARS:
        detail = f"{len(text):,} characters; expected at most {MAX_CHARS:,} a report; split it into its articles"
        raise RefusedError("too-large", detail)
    return text


def field(value: object) -> str | None:
    """A field beside the text as one line, or None if no title, name, date or address looks so."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    line = " ".join(UNSTORABLE.sub("\ufffd", str(value)).split())
    return line if 0 < len(line) <= MAX_FIELD_CHARS else None


def iso_date(value: str) -> str | None:
    """The ISO date that `value` starts with."""
    try:
        return date.fromisoformat(value[:10]).isoformat() if _ISO_DATE.match(value) else None
    except ValueError:
        return None


def decoded(raw: bytes, charset: str | None = None) -> str:
    """The text that `raw` encodes, without byte order mark; raises `RefusedError`.

    `charset` is what the document says of itself. UTF-8 goes before it: text that is valid UTF-8 by chance is rarer
    than a declaration that a later tool made false.
    """
    for mark, codec in MARKS:
        if raw.startswith(mark):
            return marked(raw[len(mark) :], codec)
    refuse_nul(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _as_declared(raw, charset) or _guessed(raw)
        if text is None:
            raise undecodable(error) from None
        return text


def marked(raw: bytes, codec: str) -> str:
    """Text in the encoding that its byte order mark promised; raises `RefusedError`."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        raise undecodable(error) from None
    if (place := text.find("\0")) >= 0:
        raise RefusedError("binary", f"the character U+0000 at character {place:,}; expected text; convert it first")
    return text


def refuse_nul(raw: bytes) -> None:
    if (place := raw.find(b"\0")) >= 0:
        remedy = "save UTF-16 text as UTF-8, convert anything else to text first"
        raise RefusedError("binary", f"a NUL byte at offset {place:,}; expected text; {remedy}")


def undecodable(error: UnicodeDecodeError) -> RefusedError:
    byte = error.object[error.start]
    detail = f"byte 0x{byte:02x} at offset {error.start:,} is not {error.encoding}, and no other encoding is plausible"
    return RefusedError("undecodable", f"{detail}; save the text as UTF-8")


def charset(raw: bytes) -> str | None:
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


def byline(value: object) -> str | None:
    """Names given as one string or as a list of them."""
    if isinstance(value, list):
        return field(", ".join(name for name in value if isinstance(name, str)))
    return field(value)
