"""The reading model's parts: words, windows, trees and frames by hand, and what a folder that is no model gives."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.encoder import SHIPPED, Encoded, Encoder, cut_words, load_encoder
from dragoman.encoder.frames import FrameScores, find_frames
from dragoman.encoder.network import LABELS, NETWORK, SUMS, TOKENIZER
from dragoman.encoder.trees import best_tree
from dragoman.encoder.windows import windows_over
from dragoman.encoder.words import (
    APART,
    BREAKS,
    DIGIT,
    JOINED,
    LOWER,
    MARK,
    MIXED,
    SHAPES,
    SPACED,
    TITLE,
    UPPER,
    breaks_of,
    fitted,
    shape_of,
    within_quotes,
    words_in,
)
from dragoman.errors import ModelError
from dragoman.record import Span
from dragoman.text import View, find_sentences

# Words

CUTS = [
    ("The president didn't say.", "The president did n't say ."),
    ("Iran’s offer isn’t new", "Iran ’s offer is n’t new"),
    ("U.S.-led talks", "U.S. - led talks"),
    ("Mr. Haddad met Gen. Okoye.", "Mr. Haddad met Gen. Okoye ."),
    ("at 10:30 a.m. on Sept. 5", "at 10:30 a.m. on Sept. 5"),
    ("1,500 troops, 3.5 million", "1,500 troops , 3.5 million"),
    ("“No,” he said—twice", "“ No , ” he said — twice"),
    ("it cannot go on...", "it can not go on ..."),
    ("O'Brien told O’Neill", "O'Brien told O’Neill"),
    ("see https://example.org/a?b=1, they say", "see https://example.org/a?b=1 , they say"),
    ("write to press@example.org or @mofa", "write to press@example.org or @mofa"),
    ("al-Maliki and Ban Ki-moon", "al - Maliki and Ban Ki - moon"),
    ("the G20 in the 1980s", "the G20 in the 1980s"),
    ("THEY DON'T KNOW", "THEY DO N'T KNOW"),
    ("He said no. Then left", "He said no . Then left"),
]


@pytest.mark.parametrize(("text", "words"), CUTS)
def test_words_are_cut_as_treebanks_cut_them(text: str, words: str) -> None:
    found = words_in(text, Span(0, len(text)))
    assert " ".join(word.text for word in found) == words
    assert all(text[word.start : word.end] == word.text for word in found)


@given(st.text(max_size=80))
def test_no_letter_is_lost_between_words(text: str) -> None:
    found = words_in(text, Span(0, len(text)))
    kept = "".join(word.text for word in found)
    assert kept == "".join(text.split())


SHAPED = [("talks", LOWER), ("Iran", TITLE), ("A", TITLE), ("NATO", UPPER), ("McCain", MIXED), ("1,500", DIGIT)]
SHAPED += [("“", MARK), ("n't", LOWER), ("’s", LOWER), ("...", MARK)]


@pytest.mark.parametrize(("word", "shape"), SHAPED)
def test_the_shape_of_a_word(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_what_stands_before_a_word() -> None:
    text = "“No,” he\nsaid.\n\nIran"
    words = words_in(text, Span(0, len(text)))
    assert breaks_of(text, words) == [APART, JOINED, JOINED, JOINED, SPACED, APART, JOINED, APART]


def test_a_quotation_ends_with_its_line() -> None:
    text = '"Never," he said. "We wait\nIran waits'
    words = words_in(text, Span(0, len(text)))
    quoted = within_quotes([word.text for word in words], breaks_of(text, words))
    assert [word.text for word, inside in zip(words, quoted, strict=True) if inside] == ["Never", ",", "We", "wait"]


def test_a_window_of_endless_words_has_room() -> None:
    assert sum(map(len, fitted([(1,) * 8] * 180))) <= 500


# Windows


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_each_word_is_kept_by_one_window_that_holds_it(lengths: list[int]) -> None:
    ends = list(itertools.accumulate(lengths))
    sentences = list(zip([0, *ends], ends, strict=False))
    windows = windows_over(sentences, longest=50, back=20)
    assert all(window.kept for window in windows)
    kept = [word for window in windows for word in window.kept]
    assert sorted(kept) == list(range(ends[-1]))
    assert all(w.start <= w.kept.start and w.kept.stop <= w.end and w.end - w.start <= 50 for w in windows if w.kept)
    assert all(w.firsts[0] == w.start for w in windows)


def test_windows_do_not_repeat_without_need() -> None:
    lengths = ([121] + [1] * 59 + [180]) * 20
    ends = list(itertools.accumulate(lengths))
    assert len(windows_over(list(zip([0, *ends], ends, strict=False)))) == 40


# Trees


def brute(scores: np.ndarray) -> float:
    """The score of the best tree among all of them."""
    n = len(scores)
    best = -np.inf
    for heads in itertools.product(range(n + 1), repeat=n):
        if heads.count(0) == 1 and all(reaches_root(heads, word) for word in range(n)):
            best = max(best, float(scores[np.arange(n), list(heads)].sum()))
    return best


def reaches_root(heads: tuple[int, ...], word: int) -> bool:
    for _ in range(len(heads)):
        if heads[word] == 0:
            return True
        word = heads[word] - 1
    return False


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_of_all_trees(seed: int) -> None:
    n = seed % 5 + 1
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    scores[np.arange(n), np.arange(1, n + 1)] = -100
    heads = best_tree(scores)
    assert heads.count(0) == 1 and all(reaches_root(tuple(heads), word) for word in range(n))
    assert scores[np.arange(n), heads].sum() == pytest.approx(brute(scores), abs=1e-4)


# Frames


def scores_of(n: int, anchors: dict[int, dict[int, int]]) -> FrameScores:
    """Scores that give each anchor the roles named, nearly surely."""
    roles = np.full((n, n, 4), np.log(0.02), np.float32)
    roles[:, :, 0] = np.log(0.94)
    for anchor, named in anchors.items():
        for word, role in named.items():
            roles[anchor, word] = np.log(0.02)
            roles[anchor, word, role] = np.log(0.94)
    given = np.zeros(n, np.float32)
    given[list(anchors)] = 0.9
    return FrameScores(given, roles)


def test_a_cue_of_two_words_is_one_frame() -> None:
    named = {0: 1, 1: 2, 2: 3, 3: 3, 4: 2}
    scores = scores_of(6, {1: named, 4: named})
    found = find_frames(scores, own_role=2, within=range(6))
    assert [frame.anchors for frame in found] == [(1, 4)]
    assert found[0].roles == ((0,), (1, 4), (2, 3))
    assert 0.8 < found[0].score < 0.9
    halves = [find_frames(scores, own_role=2, within=part) for part in (range(3), range(3, 6))]
    assert [len(frames) for frames in halves] == [1, 0]


def test_two_cues_are_two_frames_that_may_share_words() -> None:
    scores = scores_of(6, {1: {0: 1, 1: 2, 2: 3, 3: 3, 4: 3}, 3: {2: 1, 3: 2, 4: 3}})
    found = find_frames(scores, own_role=2, within=range(6))
    assert [frame.roles for frame in found] == [((0,), (1,), (2, 3, 4)), ((2,), (3,), (4,))]


# The model folder


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"SHA256SUMS is missing; .*--model"):
        Encoder(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, LABELS])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: missing; install dragoman again"):
        Encoder(folder)


def test_a_damaged_file_is_named(folder: Path) -> None:
    (folder / NETWORK).write_bytes((folder / NETWORK).read_bytes()[:-1])
    with pytest.raises(ModelError, match=f"{NETWORK}: damaged, .*{SUMS}; install dragoman again"):
        Encoder(folder)


# Reading

REPORT = """Kenya's president, Amina Odhiambo, accused Uganda on Tuesday of massing troops near Lake Victoria.

"We will not be threatened," she told reporters in Nairobi. "Not by anyone."

Uganda denied the charge. According to a senior official, its army is training, and will go home in May."""


def read(text: str, encoder: Encoder | None = None) -> Encoded:
    return (encoder or load_encoder()).read(text, find_sentences(View(text), Span(0, len(text))))


def test_everything_read_has_its_place() -> None:
    found = read(REPORT)
    count = len(found.words)
    assert len(found.upos) == len(found.xpos) == len(found.heads) == len(found.relations) == count
    assert found.vectors.shape[0] == len(found.sentences)
    for first, last in found.sentences:
        roots = [n for n in range(first, last) if found.heads[n] == -1]
        assert len(roots) == 1
        assert all(first <= found.heads[n] < last for n in range(first, last) if n not in roots)


def words_of(found: Encoded, text: str, role: str) -> list[list[str]]:
    return [[text[start:end] for start, end in found.spans(a.roles[role])] for a in found.attributions]


def test_what_is_said_is_found() -> None:
    found = read(REPORT)
    assert ["she"] in words_of(found, REPORT, "source")
    assert any(
        "We will not be threatened" in piece for pieces in words_of(found, REPORT, "content") for piece in pieces
    )


def test_names_are_found() -> None:
    found = read(REPORT)
    named = {(REPORT[slice(*found.span((name.first, name.last)))], name.kind) for name in found.names}
    assert {("Amina Odhiambo", "person"), ("Uganda", "place"), ("Nairobi", "place")} <= named


@pytest.mark.parametrize(
    "text", ["", " \n", "No.", "…", "\u200b", "a" * 20_000, "Iran " * 1_000, "\U0001f600 said \U0001d400"]
)
def test_odd_texts_are_read(text: str) -> None:
    found = read(text)
    assert len(found.heads) == len(found.words)


def test_a_sentence_longer_than_a_window_is_read_in_parts() -> None:
    found = read("Iran " * 400)
    assert [n for n, head in enumerate(found.heads) if head == -1][1:] and len(found.heads) == 400


def test_a_quotation_goes_on_over_windows() -> None:
    inside = " ".join(f"We will open school {n} before the rains." for n in range(60))
    text = f'The minister spoke. "{inside}" he told reporters, and left.'
    encoder = load_encoder()
    words = cut_words(text, find_sentences(View(text), Span(0, len(text))))
    *_, (_, last) = encoder.windows(*words)
    quoted = last.types // (SHAPES * BREAKS)
    assert quoted[1] == 1 and quoted[-3] == 0


def test_threads_change_nothing() -> None:
    text = "\n\n".join([REPORT] * 8)
    one, two = read(text), read(text, Encoder(threads=2))
    assert one.vectors.tobytes() == two.vectors.tobytes()
    assert (one.heads, one.relations, one.attributions, one.events) == (
        two.heads,
        two.relations,
        two.attributions,
        two.events,
    )


def test_a_text_reads_the_same_in_capitals_and_with_straight_marks() -> None:
    curly = REPORT.replace('"We', "“We").replace(',"', ",”").replace('"Not', "“Not").replace('anyone."', "anyone.”")
    assert words_of(read(curly), curly, "source") == words_of(read(REPORT), REPORT, "source")
    loud = REPORT.upper()
    assert ["SHE"] in words_of(read(loud), loud, "source")
