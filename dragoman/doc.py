"""What the reading model read, as a spaCy `Doc` (needs the `spacy` extra): word classes, trees, names, sentences.

from dragoman.doc import read_doc

doc = read_doc("Kenya's president accused Uganda of massing troops.")
print([(word.text, word.pos_, word.dep_, word.head.text) for word in doc], doc.ents)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.encoder import Encoded, Encoder, load_encoder
from dragoman.errors import InstallationError
from dragoman.record import Span
from dragoman.text import View, find_sentences

try:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Part
    from spacy.vocab import Vocab
except ImportError:
    Doc = Part = Vocab = None  # type: ignore[assignment,misc]

KINDS = {"person": "PERSON", "organisation": "ORG", "place": "GPE"}


def read_doc(text: str, encoder: Encoder | None = None, vocab: Vocab | None = None) -> Doc:
    """Read a text into a `Doc`. Raises InstallationError without spaCy, ModelError without a model."""
    sentences = find_sentences(View(text), Span(0, len(text)))
    return doc_of(text, (encoder or load_encoder()).read(text, sentences), vocab)


def doc_of(text: str, read: Encoded, vocab: Vocab | None = None) -> Doc:
    """A `Doc` whose text is the text itself, blanks and all; of two names, one inside the other, it has the longer."""
    if Doc is None:
        raise InstallationError("a Doc needs spaCy; install it with: pip install 'dragoman[spacy]'")
    tokens = list(_tokens(text, read))
    place = {token.word: n for n, token in enumerate(tokens) if token.word >= 0}
    doc = Doc(
        vocab or Vocab(),
        words=[token.text for token in tokens],
        spaces=[token.spaced for token in tokens],
        pos=[read.upos[t.word] if t.word >= 0 else "SPACE" for t in tokens],
        tags=[read.xpos[t.word] if t.word >= 0 else "_SP" for t in tokens],
        deps=[("ROOT" if read.heads[t.word] < 0 else read.relations[t.word]) if t.word >= 0 else "dep" for t in tokens],
        heads=[_head(n, token, read, place, tokens) for n, token in enumerate(tokens)],
    )
    doc.ents = tuple(_ents(doc, read, place))
    return doc


class _Token(NamedTuple):
    text: str
    word: int
    """The word's number, -1 for blanks that are a token of their own."""
    spaced: bool


def _tokens(text: str, read: Encoded) -> Iterator[_Token]:
    """The words, and what of the text stands between them beyond one blank."""
    at = 0
    for n, word in enumerate(read.words):
        if text[at : word.start]:
            yield _Token(text[at : word.start], -1, False)
        spaced = text[word.end : word.end + 1] == " "
        yield _Token(word.text, n, spaced)
        at = word.end + spaced
    if text[at:]:
        yield _Token(text[at:], -1, False)


def _head(n: int, token: _Token, read: Encoded, place: dict[int, int], tokens: list[_Token]) -> int:
    """The place of a token's head; a root has itself, blanks have the token before them, at the start the one after."""
    if token.word >= 0:
        return n if read.heads[token.word] < 0 else place[read.heads[token.word]]
    return max(n - 1, 0) if n or len(tokens) == 1 else 1


def _ents(doc: Doc, read: Encoded, place: dict[int, int]) -> Iterator[Part]:
    end = -1
    for name in sorted(read.names, key=lambda name: (name.first, -name.last)):
        if name.first > end:
            end = name.last
            yield Part(doc, place[name.first], place[name.last] + 1, label=KINDS[name.kind])
