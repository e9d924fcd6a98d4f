"""The only door to disk: files, folders and glob patterns in, captures and refusals out.

    paths -> files (folders walked, patterns expanded, each file once)
          -> bytes (bounded, regular files only)
          -> text  (byte order mark, else UTF-8, else the charset an HTML page declares, else a careful guess)
          -> captures: one a text file or web page, one a line of JSONL

Whatever cannot be read becomes a `Refusal` and the run goes on. For .txt and .md, `text` is the file's content with
its line ends and typos; only a byte order mark is dropped.
"""

from __future__ import annotations

import fnmatch
import glob
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.record import Capture, Refusal
from dragoman.sources.decode import RefusedError, decoded, sized
from dragoman.sources.jsonl import json_lines
from dragoman.sources.webpage import web_page

MAX_BYTES = 20_000_000
"""A file. It is in memory as bytes, text and tree at once while it is read."""
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
    except RefusedError as refused:
        yield Refusal(_shown(path), refused.reason, refused.detail)
    except OSError as error:
        yield _refusal_of(str(path), error)


def _reader(path: Path) -> Callable[[bytes, str], Iterator[Capture | Refusal]]:
    """The reader for a file's suffix; raises `RefusedError`."""
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        value = f'the suffix "{_shown(suffix)}" is' if suffix else "a name without suffix is"
        raise RefusedError("unknown-format", f"{value} none of those read: {_FORMATS}; convert or rename the file")
    return _READERS[suffix]


def _bytes(path: Path) -> bytes:
    """A file's bytes; raises `OSError`, or `RefusedError` for what is no regular file, too large, empty or binary."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = _FILE_KINDS.get(stat.filemode(status.st_mode)[0], "special file")
        raise RefusedError("unreadable", f"this is a {kind}; expected a regular file; save its content to one")
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        size = max(status.st_size, len(raw))
        raise RefusedError("too-large", f"{size:,} bytes; expected at most {MAX_BYTES:,}; split the file")
    if not raw:
        raise RefusedError("empty", "0 bytes; expected text; save the file again from its source")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise RefusedError("binary", f"the file begins like {kind}; expected text; convert it first")
    return raw


def _text_file(raw: bytes, path: str) -> Iterator[Capture]:
    """A plain text or Markdown file, character for character."""
    yield Capture(text=sized(decoded(raw)), path=path)


_READERS: dict[str, Callable[[bytes, str], Iterator[Capture | Refusal]]] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), _text_file),
    **dict.fromkeys((".html", ".htm", ".xhtml"), web_page),
    **dict.fromkeys((".jsonl", ".ndjson"), json_lines),
}
_FORMATS = " ".join(_READERS)
