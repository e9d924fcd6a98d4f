"""The training data as documents: words with what is known of them, from treebanks, PolNeAR and our own passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dragoman.encoder.words import APART, JOINED, SPACED, Word, breaks_of, words_in
from dragoman.record import Span
from dragoman.text import View, find_sentences
from training.written import Passage, read_passages


class Tree(NamedTuple):
    """What a treebank says of each word; a head is a word's number in the document, -1 for a sentence's root."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]


class Frame(NamedTuple):
    """An anchor (cue, trigger) and the words of each role, the anchor's own role among them, as word numbers."""

    roles: dict[str, frozenset[int]]
    type: str = ""
    status: str = ""


class Name(NamedTuple):
    """A named entity: first word, last word (inclusive), kind."""

    first: int
    last: int
    kind: str


@dataclass(slots=True)
class Document:
    """A text's words, and the layers that its source marks; a layer that it does not mark is None."""

    name: str
    words: list[str]
    breaks: list[int]
    sentences: list[int]
    """The number of the first word of each sentence."""
    tree: Tree | None = None
    names: list[Name] | None = None
    attributions: list[Frame] | None = None
    events: list[Frame] | None = None
    texts: list[str] = field(default_factory=list)
    """The sentences as running text, for sentence vectors."""

    def bounds(self) -> list[tuple[int, int]]:
        """First and last word (exclusive) of each sentence."""
        return list(zip(self.sentences, [*self.sentences[1:], len(self.words)], strict=True))


# Treebanks (CoNLL-U)


def read_treebank(path: Path, *, names: bool) -> list[Document]:
    """The documents of a CoNLL-U file; with `names` also GUM's named people, organisations and places."""
    documents: list[Document] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        started = next((line for line in lines if line.startswith("# newdoc")), None)
        if started or not documents:
            documents.append(_empty((started or path.name).split("=")[-1].strip(), names))
        _add_sentence(documents[-1], lines)
    return [document for document in documents if document.words]


def _empty(name: str, names: bool) -> Document:
    return Document(name, [], [], [], Tree([], [], [], []), [] if names else None)


def _add_sentence(document: Document, lines: list[str]) -> None:
    rows = [line.split("\t") for line in lines if re.match(r"\d+\t", line)]
    if not rows or document.tree is None:
        return
    base = len(document.words)
    document.sentences.append(base)
    new_paragraph = not base or any(line.startswith("# newpar") for line in lines)
    glued = glued_words(lines)
    gap = APART if new_paragraph else SPACED
    for row in rows:
        document.words.append(row[1])
        document.breaks.append(gap)
        gap = JOINED if int(row[0]) in glued or "SpaceAfter=No" in row[9] else SPACED
        document.tree.upos.append(row[3])
        document.tree.xpos.append(row[4])
        document.tree.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
        document.tree.relations.append(row[7])
    document.texts.append(
        next((line[9:] for line in lines if line.startswith("# text = ")), " ".join(document.words[base:]))
    )
    if document.names is not None:
        document.names += _names(rows, base)


def glued_words(lines: Iterable[str]) -> set[int]:
    """The words of a multiword token after which no blank stands: all but the last."""
    ranges = [re.match(r"(\d+)-(\d+)\t", line) for line in lines]
    return {n for found in ranges if found for n in range(int(found[1]), int(found[2]))}


GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
WITHIN_NAMES = frozenset("of the for de la le du van von bin al - ' ’ 's ’s & . / in on".split())


TITLES = frozenset(
    "mr mrs ms miss dr prof professor president vice prime premier chancellor minister deputy foreign king queen "
    "prince princess emperor pope bishop saint st sir lord lady earl duke general gen colonel captain admiral "
    "lieutenant sergeant major secretary senator sen representative rep congressman congresswoman governor gov mayor "
    "judge justice chief speaker chairman chairwoman chair director manager ambassador madam sheriff officer detective "
    "reverend rev father brother sister uncle aunt assistant associate former then international team attorney "
    "solicitor".split()
)


def _names(rows: list[list[str]], base: int) -> Iterator[Name]:
    """The proper names among GUM's mentions: the mention's core, without article, title and what follows it.

    A title alone ("the President") and the name of a people ("Americans") are no names of a person.
    """
    for first, last, _, kind in mentions_of(rows):
        head = next((n for n in range(first, last + 1) if not first <= int(rows[n][6]) - 1 <= last), first)
        if kind in GUM_KINDS and rows[head][3] == "PROPN":
            start, end = _core(rows, first, last, head)
            while kind == "person" and start <= end and rows[start][1].lower().strip(".") in TITLES:
                start += 1
            titled = kind == "person" and (start > end or not _is_proper(rows[start]) or rows[end][4] == "NNPS")
            if not titled:
                yield Name(base + start, base + end, GUM_KINDS[kind])


def mentions_of(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str, str]]:
    """GUM's mentions in a sentence's rows: first word, last word (inclusive), chain, kind."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for at, row in enumerate(rows):
        marks = re.search(r"Entity=([^|]*)", row[9])
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", marks[1]) if marks else ():
            fields = mark.strip("()").split("-")
            if mark[0] == "(":
                opened.setdefault(fields[0], []).append((at, fields[1]))
            if mark[-1] == ")" and opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                yield start, at, fields[0], kind


def _core(rows: list[list[str]], first: int, last: int, head: int) -> tuple[int, int]:
    """From the mention's first proper noun on, as far as proper nouns and what joins them go; the head is within."""
    start = next(n for n in range(first, last + 1) if _is_proper(rows[n]))
    end = at = start
    while at < last:
        at += 1
        if _is_proper(rows[at]):
            end = at
        elif rows[at][1].lower() not in WITHIN_NAMES and not rows[at][1].isdigit():
            break
    return (start, end) if start <= head <= end else (head, head)


def _is_proper(row: list[str]) -> bool:
    return row[3] == "PROPN" or row[4].startswith("NNP")


# Running text


def document_of(name: str, text: str) -> tuple[Document, list[Word]]:
    """A document of a running text without any layer, and its words with their places."""
    words: list[Word] = []
    sentences: list[int] = []
    texts: list[str] = []
    for span in find_sentences(View(text), Span(0, len(text))):
        found = words_in(text, span)
        if found:
            sentences.append(len(words))
            texts.append(text[span.start : span.end])
            words += found
    return Document(name, [word.text for word in words], breaks_of(text, words), sentences, texts=texts), words


def covered(words: Sequence[Word], pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The words that share a character with any of the pieces."""
    return frozenset(n for start, end in pieces for n, w in enumerate(words) if w.start < end and start < w.end)


def read_polnear(folder: Path) -> list[Document]:
    """PolNeAR's articles with their attributions, the first annotator's (brat standoff)."""
    documents = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name not in documents:
            with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
                document, words = document_of(name, file.read())
            document.attributions = list(_attributions(path, words))
            documents[name] = document
    return list(documents.values())


def _attributions(path: Path, words: Sequence[Word]) -> Iterator[Frame]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]) and len(fields) > 1:
            pieces = [part.split() for part in fields[1].split(" ", 1)[1].split(";")]
            spans[fields[0]] = [(int(start), int(end)) for start, end in pieces]
        elif re.fullmatch(r"E\d+", fields[0]) and len(fields) > 1:
            yield from _attribution(fields[1], spans, words)


def _attribution(line: str, spans: dict[str, list[tuple[int, int]]], words: Sequence[Word]) -> Iterator[Frame]:
    pieces: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    for argument in line.split():
        role, _, name = argument.partition(":")
        role = re.sub(r"\d+$", "", role).lower()
        if role in pieces:
            pieces[role] += spans.get(name, [])
    if pieces["content"] and pieces["cue"]:
        yield Frame({role: covered(words, found) for role, found in pieces.items()})


# Passages written for the purpose


def read_written(path: Path) -> list[Document]:
    """The passages of a file of `training/written/` as documents with all their layers."""
    return [_document(f"{path.stem}-{n}", passage) for n, passage in enumerate(read_passages(path))]


def _document(name: str, passage: Passage) -> Document:
    document, words = document_of(name, passage.text)
    document.attributions = [
        Frame({"source": covered(words, s.source), "cue": covered(words, s.cue), "content": covered(words, s.content)})
        for s in passage.statements
    ]
    document.events = [
        Frame(
            {
                "actor": covered(words, e.actors),
                "trigger": covered(words, [e.trigger]),
                "recipient": covered(words, e.recipients),
            },
            e.type,
            e.status,
        )
        for e in passage.events
    ]
    named = [(covered(words, [piece]), kind) for piece, kind in passage.names]
    names = [Name(min(found), max(found), kind) for found, kind in named if found]
    document.names = [name for name in names if not any(_is_part(name, other) for other in names)]
    return document


def _is_part(name: Name, other: Name) -> bool:
    """Whether a name is a part of a longer one of its kind, as `Sudan` of `South Sudan`."""
    within = other.first <= name.first and name.last <= other.last
    return within and name.kind == other.kind and other.last - other.first > name.last - name.first
