"""A text as a spaCy Doc."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="the spacy extra is not installed: pip install 'dragoman[spacy]'")

from dragoman.doc import read_doc

TEXT = "  Kenya's president accused Uganda.\n\n“We wait,”  said Amina Odhiambo of the United Nations in Nairobi. \n"


@pytest.mark.parametrize("text", [TEXT, "No.", " ", "", "\n\nIran\t said \u0301no"])
def test_a_doc_is_the_text(text: str) -> None:
    assert read_doc(text).text == text


def test_a_doc_has_trees_sentences_and_names() -> None:
    doc = read_doc(TEXT)
    assert [sentence.text.split()[0] for sentence in doc.sents if sentence.text.strip()] == ["Kenya's", "“We"]
    accused = next(word for word in doc if word.text == "accused")
    assert accused.pos_ == "VERB" and accused.dep_ == "ROOT" and accused.tag_ == "VBD"
    assert {child.text for child in accused.children} >= {"president", "Uganda"}
    assert ("Amina Odhiambo", "PERSON") in {(name.text, name.label_) for name in doc.ents}
