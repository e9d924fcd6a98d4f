"""What comes in at the door, what is refused there, and why: tables of files."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import sources
from dragoman.record import REFUSAL_REASONS, Capture, Refusal
from dragoman.sources import decode, webpage

SENTENCE = "The foreign minister told reporters on Friday that the talks would go on for another week."
CURLY = (
    "The minister said that the treaty was dead. “We won’t sign,” he told reporters – “not now, not ever.” "
    "The government’s lawyers disagreed."
)
FRENCH = (
    "Le ministre des Affaires étrangères a déclaré vendredi que les négociations étaient « suspendues » "
    "après l'échec du sommet."
)
POLISH = "Minister powiedział w piątek, że rozmowy będą kontynuowane, a żadna ze stron nie wyszła."
RUSSIAN = "Министр иностранных дел заявил в пятницу, что переговоры продолжатся на следующей неделе."
JAPANESE = "外務大臣は金曜日、協議は来週も続くと述べた。代表団は東京に戻る予定である。"


def read(*paths: str | Path) -> list[Capture | Refusal]:
    return list(sources.captures(paths))


def texts(*paths: str | Path) -> list[str]:
    return [item.text for item in read(*paths) if isinstance(item, Capture)]


def capture(path: str | Path) -> Capture:
    (item,) = read(path)
    assert isinstance(item, Capture), item
    return item


def refusal(path: str | Path) -> Refusal:
    (item,) = read(path)
    assert isinstance(item, Refusal), item
    return item


def saved(path: Path, content: str | bytes = SENTENCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(head: str = "", body: str = f"<p>{SENTENCE}</p>") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body><article>{body}</article></body></html>"


def names(top: Path, *items: Capture | Refusal) -> list[str]:
    return [Path(item.path).relative_to(top).as_posix() for item in items]


# --- paths to files


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder as a newsroom might keep it."""
    for name in ("b.txt", "a/z.md", "a/deep/er/c.TXT", "a b/ü.markdown", ".hidden.txt", ".git/config.txt"):
        saved(tmp_path / name, f"{SENTENCE} ({name})")
    return tmp_path


VISIBLE = ["a/deep/er/c.TXT", "a/z.md", "a b/ü.markdown", "b.txt"]


def test_a_folder_gives_all_visible_files_below_it_in_order(tree: Path) -> None:
    assert names(tree, *read(tree)) == VISIBLE


def test_a_hidden_file_or_folder_that_is_named_is_read(tree: Path) -> None:
    assert names(tree, *read(tree / ".hidden.txt", tree / ".git")) == [".hidden.txt", ".git/config.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["b.txt"]),
        ("?.txt", ["b.txt"]),
        ("[a-c].*", ["b.txt"]),
        ("a/*", ["a/deep/er/c.TXT", "a/z.md"]),
        ("a*/*.m*", ["a b/ü.markdown", "a/z.md"]),
        ("**", VISIBLE),
        ("**/*.md", ["a/z.md"]),
        ("**/*.txt", ["b.txt"]),
        ("a/**/*.TXT", ["a/deep/er/c.TXT"]),
        ("**/deep/**", ["a/deep/er/c.TXT"]),
        ("*/deep", ["a/deep/er/c.TXT"]),
        ("**/er", ["a/deep/er/c.TXT"]),
    ],
)
def test_patterns(tree: Path, pattern: str, found: list[str]) -> None:
    assert names(tree, *read(f"{tree}/{pattern}")) == found


def test_a_relative_pattern_starts_in_the_current_folder(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert [item.path for item in read("**/*.md", "*.txt", "./a/deep")] == ["a/z.md", "b.txt", "a/deep/er/c.TXT"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    saved(tmp_path / "talks[1].txt", "The one that was meant.")
    saved(tmp_path / "talks1.txt", "Another.")
    assert texts(tmp_path / "talks[1].txt") == ["The one that was meant."]


def test_a_file_reached_twice_is_read_once(tree: Path) -> None:
    (tree / "same.txt").symlink_to(tree / "b.txt")
    paths: list[str | Path] = [tree / "b.txt", str(tree), tree / "a", f"{tree}/**/*.md", tree / "a" / ".." / "b.txt"]
    assert names(tree, *read(*paths)) == ["b.txt", "a/deep/er/c.TXT", "a/z.md", "a b/ü.markdown"]


def test_one_path_may_stand_alone(tree: Path) -> None:
    assert names(tree, *sources.captures(str(tree / "b.txt"))) == ["b.txt"]


def test_links_that_loop_are_harmless(tree: Path) -> None:
    for name in ("a/up", "a/up-too", "a/deep/top"):
        (tree / name).symlink_to(tree)
    (tree / "itself.txt").symlink_to(tree / "itself.txt")
    found = read(tree, f"{tree}/**/*.txt")
    assert sorted(text.split("(")[1][:-1] for text in texts(tree)) == sorted(VISIBLE)
    assert {item.reason for item in found if isinstance(item, Refusal)} == {"unreadable"}


def test_names_that_cannot_be_printed_are_escaped(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/d\xe9p\xeache\n1.txt"
    Path(os.fsdecode(named)).write_text(SENTENCE)
    assert capture(tmp_path).path == f"{tmp_path}/d\\udce9p\\udceache\\n1.txt"


# --- refusals

REFUSED = [
    ("blank.txt", b"", "empty", "0 bytes"),
    ("blank.txt", b" \r\n\t\n", "empty", "5 characters, all white space"),
    ("mark.txt", codecs.BOM_UTF8, "empty", "0 characters"),
    ("blank.html", b"\n\n", "empty", "white space"),
    ("blank.jsonl", b"\n \n\r\n", "empty", "blank lines"),
    ("paper.txt", b"%PDF-1.7\n1 0 obj", "binary", "a PDF document"),
    ("paper.txt", b"PK\x03\x04\x14\0\x06\0", "binary", "an office document"),
    ("photo.md", b"\x89PNG\r\n\x1a\n", "binary", "a PNG picture"),
    ("page.html", b"\x1f\x8b\x08\0", "binary", "a gzip archive"),
    ("dump.txt", b"words\0words", "binary", "NUL byte at offset 5"),
    ("dump.jsonl", b"\x01\0\x02", "binary", "NUL byte at offset 1"),
    ("dump.txt", codecs.BOM_UTF16_LE + b"a\0\0\0", "binary", "U+0000 at character 1"),
    ("wide.txt", SENTENCE.encode("utf-16-le"), "binary", "save UTF-16 text as UTF-8"),
    ("noise.txt", bytes(range(253, 1, -1)) * 9, "undecodable", "byte 0xfd at offset 0"),
    ("cut.txt", FRENCH.encode()[:-1] + b"\xc3", "undecodable", "byte 0xc3"),
    ("cut.txt", CURLY.encode() + b"\xe2\x80", "undecodable", "byte 0xe2"),
    ("mark.txt", codecs.BOM_UTF8 + b"caf\xe9", "undecodable", "byte 0xe9 at offset 3"),
    ("half.txt", codecs.BOM_UTF16_LE + b"a\0\x00\xd8", "undecodable", "utf-16-le"),
    ("figures.csv", b"a,b", "unknown-format", '".csv" is none of those read: .txt .md .markdown .html'),
    ("report.docx", b"PK\x03\x04", "unknown-format", ".jsonl .ndjson"),
    ("README", b"words", "unknown-format", "a name without suffix"),
    ("bare.html", b"<html><body></body></html>", "no-text", "no article found"),
    ("script.html", b"<script>var a = 'words and words'</script>", "no-text", "no article found"),
    ("nested.html", page(body="<div>" * 50_000 + SENTENCE), "too-large", "nested deeper than 250"),
    ("nested.html", page(body="<ul><li>" * 50_000 + SENTENCE), "too-large", "nested deeper than 250"),
    ("wide.html", page(body="<b>x</b>" * 50_000), "too-large", "more than 5,000 children"),
    ("many.html", page(body=("<p>" + "<b>x</b>" * 4_000) * 26), "too-large", "elements; expected at most 100,000"),
]


@pytest.mark.parametrize(("name", "content", "reason", "detail"), REFUSED)
def test_a_refusal_says_what_is_wrong(
    tmp_path: Path, name: str, content: str | bytes, reason: str, detail: str
) -> None:
    path = saved(tmp_path / name, content)
    found = refusal(path)
    assert (found.path, found.reason) == (str(path), reason)
    assert detail in found.detail
    assert found.detail.count(";") >= 1, "value, expectation, remedy"


def test_every_reason_that_a_source_may_give_is_tried() -> None:
    tried_below = {"missing", "unreadable", "not-a-report"}
    of_later_stations = {"language", "failed"}
    assert {row[2] for row in REFUSED} | tried_below == set(REFUSAL_REASONS) - of_later_stations


@pytest.mark.parametrize(
    "name", ["nowhere.txt", "nowhere/*.txt", "**/nowhere.txt", "[.txt", "nul\0.txt", "\ud800*", ""]
)
def test_a_path_that_does_not_exist_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(name).reason == "missing"
    assert name.isprintable() <= (refusal(name).path == name)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path / "a.txt") / "b.txt").reason == "missing"


def test_a_link_to_nothing_is_missing(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert refusal(tmp_path).reason == "missing"


def test_a_folder_without_files_is_empty(tmp_path: Path) -> None:
    saved(tmp_path / ".hidden.txt")
    (tmp_path / "below").mkdir()
    assert refusal(tmp_path).reason == "empty"


@pytest.mark.parametrize("way", ["named", "folder", "pattern"])
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path, way: str) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    path = {"named": tmp_path / "pipe.txt", "folder": tmp_path, "pattern": tmp_path / "*.txt"}[way]
    assert (refusal(path).reason, "named pipe" in refusal(path).detail) == ("unreadable", True)


def test_a_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zeros.txt").symlink_to("/dev/zero")
    assert "device" in refusal(tmp_path).detail


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_what_the_system_will_not_give_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    saved(tmp_path / "secret.txt")
    monkeypatch.setattr(Path, "open", refuse)
    assert (refusal(tmp_path).reason, str(error.strerror) in refusal(tmp_path).detail) == ("unreadable", True)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert refusal(tmp_path).reason == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permissions(tmp_path: Path) -> None:
    saved(tmp_path / "locked" / "a.txt")
    saved(tmp_path / "shut.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    assert [item.reason for item in read(tmp_path) if isinstance(item, Refusal)] == ["unreadable"] * 2
    (tmp_path / "locked").chmod(0o700)


def test_the_bound_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 100)
    saved(tmp_path / "fits.txt", "a" * 100)
    saved(tmp_path / "passes.txt", "a" * 101)
    fits, passes = read(tmp_path)
    assert isinstance(fits, Capture)
    assert isinstance(passes, Refusal)
    assert (passes.reason, passes.detail) == ("too-large", "101 bytes; expected at most 100; split the file")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html"])
def test_the_bound_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(decode, "MAX_CHARS", len(SENTENCE))
    contents = {"a.txt": "{}", "a.jsonl": '{{"text": "{}"}}', "a.html": page(body="<p>{}</p>")}
    assert capture(saved(tmp_path / name, contents[name].format(SENTENCE))).text == SENTENCE
    found = refusal(saved(tmp_path / name, contents[name].format(SENTENCE + "!")))
    assert (found.reason, "91 characters; expected at most 90" in found.detail) == ("too-large", True)


def test_a_page_that_the_parser_would_cut_is_refused(tmp_path: Path) -> None:
    script = "<script>" + "x" * webpage.MAX_HTML_BYTES + "</script>"
    assert "at most 10,000,000" in refusal(saved(tmp_path / "a.html", page(script))).detail


def test_the_rest_of_a_folder_goes_on(tmp_path: Path) -> None:
    saved(tmp_path / "a.pdf", b"%PDF-1.4")
    saved(tmp_path / "b.txt")
    saved(tmp_path / "c.txt", b"")
    saved(tmp_path / "d.txt")
    assert [type(item) for item in read(tmp_path)] == [Refusal, Capture, Refusal, Capture]


# --- encodings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CURLY, "utf-8"),
        (CURLY, "utf-8-sig"),
        (CURLY, "utf-16"),
        (CURLY, "utf-32"),
        (CURLY, "cp1252"),
        ("“It’s over,” she said.", "cp1252"),
        ("The café in Málaga is closed.", "latin-1"),
        ("£5m was paid.", "latin-1"),
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-8"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    assert capture(saved(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_byte_order(tmp_path: Path, mark: bytes) -> None:
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert capture(saved(tmp_path / "a.txt", mark + CURLY.encode(encoding))).text == CURLY


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_is_kept_character_for_character(tmp_path: Path, name: str) -> None:
    text = "\r\n  MOSCOW\t(Reuters) --  Teh talks\r\nfailed.\n\rEnd\x85\u2028\u00a0 ﬁn\x0c\n\n"
    assert capture(saved(tmp_path / name, text)).text == text


@pytest.mark.parametrize(
    ("head", "text", "encoding"),
    [
        ('<meta charset="windows-1251">', RUSSIAN, "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', RUSSIAN, "koi8-r"),
        ("<META CHARSET=iso-8859-1>", CURLY, "cp1252"),
        ('<meta charset="Shift_JIS">', JAPANESE, "shift_jis"),
        ('<meta charset="gb2312">', "外交部长星期五表示，会谈将在下周继续进行。代表团将返回北京。", "gb18030"),
        ('<meta charset="windows-1254">', "Bakan görüşmelerin önümüzdeki hafta süreceğini söyledi.", "cp1254"),
        ('<meta charset="iso-8859-1">', FRENCH, "utf-8"),
        ('<meta charset="utf-8">', FRENCH, "cp1252"),
        ('<meta charset="base64">', FRENCH, "cp1252"),
        ('<meta charset="no-such-thing">', CURLY, "cp1252"),
    ],
)
def test_declared_encodings(tmp_path: Path, head: str, text: str, encoding: str) -> None:
    content = page(head, f"<p>{text}</p>").encode(encoding)
    assert capture(saved(tmp_path / "a.html", content)).text == text


def test_xhtml_declares_its_encoding_too(tmp_path: Path) -> None:
    content = f'<?xml version="1.0" encoding="windows-1251"?>\n{page(body=f"<p>{RUSSIAN}</p>")}'
    assert capture(saved(tmp_path / "a.xhtml", content.encode("cp1251"))).text == RUSSIAN


# --- JSONL


def lines(tmp_path: Path, *rows: str | bytes) -> list[Capture | Refusal]:
    content = b"\n".join(row if isinstance(row, bytes) else row.encode() for row in rows)
    return read(saved(tmp_path / "feed.jsonl", content))


def test_good_and_bad_lines_in_order(tmp_path: Path) -> None:
    found = lines(tmp_path, '{"text": "One."}', "", "{oops", '{"text": "Four."}\r', '["Five."]', '{"text": "Six."}')
    assert [item.path.rpartition("/")[2] for item in found] == [f"feed.jsonl:{number}" for number in (1, 3, 4, 5, 6)]
    assert texts(tmp_path) == ["One.", "Four.", "Six."]
    assert {item.reason for item in found if isinstance(item, Refusal)} == {"not-a-report"}


@pytest.mark.parametrize(
    ("row", "reason", "detail"),
    [
        ("[]", "not-a-report", "a JSON array; expected an object"),
        ("null", "not-a-report", "a JSON null"),
        ("NaN", "not-a-report", "a JSON number"),
        ('"words"', "not-a-report", "a JSON string"),
        ("{}", "not-a-report", "(fields: none)"),
        ('{"title": "Talks fail", "summary": 1}', "not-a-report", '(fields: "title", "summary")'),
        ('{"text": null}', "not-a-report", "no text"),
        ('{"text": ""}', "not-a-report", "no text"),
        ('{"text": 12}', "not-a-report", "the text is a JSON number"),
        ('{"text": NaN}', "not-a-report", "the text is a JSON number"),
        ('{"text": ["One.", "Two."]}', "not-a-report", "the text is a JSON array"),
        ('{"text": " \\n "}', "empty", "3 characters"),
        ('{"text": "half a pair \\ud800 here"}', "not-a-report", "U+D800 at character 12"),
        ('{"text": "nothing \\u0000 here"}', "not-a-report", "U+0000 at character 8"),
        ("[" * 100_000, "not-a-report", "nested too deep"),
        ('{"text": "Words.", "n": ' + "9" * 5_000 + "}", "not-a-report", "no valid JSON"),
        ('{"text": "One."} {"text": "Two."}', "not-a-report", "Extra data"),
        (b'{"text": "caf\xe9"}', "undecodable", "byte 0xe9 at offset 13"),
        (b'{"text": "a\0b"}', "binary", "NUL byte at offset 11"),
    ],
)
def test_lines_that_are_no_report(tmp_path: Path, row: str | bytes, reason: str, detail: str) -> None:
    (found,) = lines(tmp_path, row)
    assert isinstance(found, Refusal)
    assert (found.reason, detail in found.detail) == (reason, True), found.detail


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": " Talks\n fail "}, {"title": "Talks fail"}),
        ({"headline": "Talks fail"}, {"title": "Talks fail"}),
        ({"outlet": "", "source": "The Harbour Times"}, {"outlet": "The Harbour Times"}),
        ({"publisher": "The Harbour Times", "link": "https://ht.example/1"}, {"outlet": "The Harbour Times"}),
        ({"url": "https://ht.example/1"}, {"url": "https://ht.example/1"}),
        ({"byline": ["Mira Kovac", 7, "Jon Bell"]}, {"byline": "Mira Kovac, Jon Bell"}),
        ({"author": "Mira Kovac"}, {"byline": "Mira Kovac"}),
        ({"published": "2007-03-02"}, {"published": "2007-03-02"}),
        ({"published": "2007-03-02T23:30:00+05:00"}, {"published": "2007-03-02"}),
        ({"date": "2007-03-02 10:00"}, {"published": "2007-03-02"}),
        ({"date": "Friday, 2 March 2007"}, {"published": "Friday, 2 March 2007"}),
        ({"date": "2007-13-45"}, {"published": "2007-13-45"}),
        ({"date": 20070302}, {"published": "20070302"}),
        ({"date": float("nan")}, {"published": None}),
        ({"date": True}, {"published": None}),
        ({"title": {"main": "Talks fail"}, "outlet": ["A", "B"]}, {"title": None, "outlet": None}),
        ({"title": "T" * 2_001}, {"title": None}),
        ({"title": "Half \ud800 a pair"}, {"title": "Half \ufffd a pair"}),
    ],
)
def test_fields_beside_the_text(tmp_path: Path, fields: dict[str, object], expected: dict[str, str | None]) -> None:
    (found,) = lines(tmp_path, json.dumps({"text": SENTENCE} | fields))
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("name", ["text", "body", "content"])
def test_the_text_of_a_line_is_kept(tmp_path: Path, name: str) -> None:
    text = "\r\n MOSCOW --  “Teh talks” 😀\u2028failed.\n"
    (found,) = lines(tmp_path, json.dumps({name: text}))
    assert isinstance(found, Capture)
    assert found.text == text


def test_line_separators_within_a_string_end_no_line(tmp_path: Path) -> None:
    assert len(lines(tmp_path, '{"text": "One.\u2028Two.\x85Three."}')) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_jsonl_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    rows = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in (CURLY, JAPANESE))
    saved(tmp_path / "feed.ndjson", rows.encode(encoding))
    assert texts(tmp_path) == [CURLY, JAPANESE]


# --- HTML

ARTICLE = """
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ministers agree ceasefire</h1>
<p>Two ministers said on <em>Friday</em> that a ceasefire\n  would start at <a href="/dawn">dawn</a>.</p>
<p>“We will keep our word,” said the foreign minister,<br>who had denied on 12 May 2003 that talks were under way.</p>
<h2>What comes next</h2>
<ul><li>Prisoners return home</li><li>Roads <b>reopen</b> in June</li></ul>
<table><tr><td>Killed</td><td>12</td></tr></table>
<blockquote><p>Nobody had expected this.</p></blockquote>
<div>A note &amp; its sequel<div>stand apart</div>from each other.</div></article>
<div class="comments"><p>First comment!</p></div><footer>© 2019 The Harbour Times</footer>
"""
PLAIN = """\
Ministers agree ceasefire

Two ministers said on Friday that a ceasefire would start at dawn.

“We will keep our word,” said the foreign minister,
who had denied on 12 May 2003 that talks were under way.

What comes next

Prisoners return home

Roads reopen in June

Killed\t12

Nobody had expected this.

A note & its sequel stand apart from each other."""


def test_a_page_gives_paragraphs_and_what_it_says_of_itself(tmp_path: Path) -> None:
    head = """
    <title>Ministers agree ceasefire - The Harbour Times</title><meta charset="utf-8">
    <meta property="og:site_name" content="The Harbour Times"><meta name="author" content="Mira Kovac and Jon Bell">
    <meta property="article:published_time" content="2007-03-02T10:00:00Z">
    <link rel="canonical" href="https://ht.example/world/ceasefire">"""
    path = saved(tmp_path / "a.html", f"<html><head>{head}</head><body>{ARTICLE}</body></html>")
    assert capture(path) == Capture(
        text=PLAIN,
        path=str(path),
        url="https://ht.example/world/ceasefire",
        outlet="The Harbour Times",
        title="Ministers agree ceasefire",
        byline="Mira Kovac, Jon Bell",
        published="2007-03-02",
    )


def linked(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("", None),
        ("<title>What happened on 2 March 2007</title>", None),
        ('<meta name="date" content="2007-03-02">', "2007-03-02"),
        ('<meta name="DC.date.issued" content="2007-03-02T10:00">', "2007-03-02"),
        ('<meta itemprop="datePublished" content="2007-03-02">', "2007-03-02"),
        ('<meta name="pubdate" content="Fri, 02 Mar 2007 10:00:00 GMT">', "Fri, 02 Mar 2007 10:00:00 GMT"),
        ('<meta name="pubdate" content="Friday"><meta name="date" content="2007-03-02">', "2007-03-02"),
        (linked('{"@graph": [{"@type": "NewsArticle", "datePublished": "2007-03-02T10:00Z"}]}'), "2007-03-02"),
        (linked('{"datePublished": "2007-03-02",}'), "2007-03-02"),
        (linked('{"dateModified": "2009-01-01"}'), None),
        ('<meta name="date" content="2009-01-01">' + linked('{"datePublished": "2007-03-02"}'), "2007-03-02"),
        ('<link rel="canonical" href="https://ht.example/2007/03/02/talks">', "2007-03-02"),
        ('<link rel="canonical" href="https://ht.example/2007/13/02/talks">', "2007-13-02"),
        ('<meta property="article:published_time" content="">', None),
    ],
)
def test_the_date_is_what_the_page_declares(tmp_path: Path, head: str, published: str | None) -> None:
    body = f"<p>{SENTENCE} A report of 2001-02-03 differs, and so does that of 12 May 2003.</p>"
    assert capture(saved(tmp_path / "a.html", page(head, body))).published == published


@pytest.mark.parametrize(
    ("times", "published"),
    [
        ('<time datetime="2007-03-02T10:00">Friday</time>', "2007-03-02"),
        ('<time datetime="2007-03-02">a</time><time datetime="2007-03-04">b</time>', None),
        ('<time datetime="2007-03-04">a</time><time pubdate datetime="2007-03-02">b</time>', "2007-03-02"),
        ('<time datetime="2007-03-04">a</time><i itemprop="datePublished" content="2007-03-02">b</i>', "2007-03-02"),
    ],
)
def test_a_time_in_the_body_counts_when_it_stands_alone_or_is_marked(
    tmp_path: Path, times: str, published: str | None
) -> None:
    assert capture(saved(tmp_path / "a.html", page(body=f"<p>{SENTENCE}</p>{times}"))).published == published


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE,
        f"<p>{SENTENCE}",
        f"<div>{SENTENCE}</div>",
        f"<html/>\n{page()}",
        f"<!DOCTYPE {'/' * 30_000}\n{page()}",
        page(linked('"\\' * 30_000)),
        page(linked("[" * 30_000)),
        page(linked('{"@type": "NewsArticle", "author": "' + "!" * 30_000 + '"}')),
        page(f'<meta name="author" content="{"!" * 30_000}x">'),
        page("<title>" + "a - " * 30_000 + "</title>"),
        page(body=f"<p>{SENTENCE}</p>" + "<div>" * 200),
    ],
    ids=range(11),
)
def test_odd_pages_are_read_and_quickly(tmp_path: Path, content: str) -> None:
    assert SENTENCE in capture(saved(tmp_path / "a.html", content)).text


def test_a_failure_inside_the_extractor_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    found = refusal(saved(tmp_path / "a.html", page()))
    assert (found.reason, "RecursionError" in found.detail) == ("no-text", True)


def test_nothing_is_printed(tmp_path: Path) -> None:
    saved(tmp_path / "bare.html", "<html><body></body></html>")
    saved(tmp_path / "noise.txt", b"\xff\xfe\xfd" * 5)
    code = f"from dragoman.sources import captures; list(captures([{str(tmp_path)!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_html_library_is_loaded_only_for_html(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt")
    code = f"import sys; from dragoman.sources import captures; list(captures([{str(tmp_path)!r}])); "
    subprocess.run([sys.executable, "-c", code + "assert 'trafilatura' not in sys.modules"], check=True)


# --- whatever the bytes

PIECES = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"<p>", b"</p>", b"<div", b"<!--", b">", b"&#xD800;", b"&#0;", b"<meta charset=",
    b"cp1252", b'<script type="application/ld+json">', b'{"text": "', b'"}', b"\n", b"\r", b"\\ud800", b"\\u0000",
    b"\xe9", b"\x93", b"[", b"\0", SENTENCE.encode(), FRENCH.encode("latin-1"), JAPANESE.encode("shift_jis"),
    POLISH.encode("cp1250"), CURLY.encode("utf-16"),
)  # fmt: skip
CONTENT = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))


def check(items: Iterable[Capture | Refusal]) -> None:
    for item in items:
        if isinstance(item, Capture):
            assert item.text.strip()
            assert len(item.text) <= decode.MAX_CHARS
            for value in (item.text, item.path, item.url, item.outlet, item.title, item.byline, item.published):
                (value or "").encode("utf-8")
        else:
            assert item.reason in REFUSAL_REASONS
            (item.path + item.detail).encode("utf-8")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=CONTENT)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_no_bytes_raise_or_give_text_that_cannot_be_stored(tmp_path: Path, name: str, content: bytes) -> None:
    path = saved(tmp_path / name, content)
    found = read(path)
    check(found)
    assert found


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=12))
def test_no_path_raises(tmp_path: Path, name: str) -> None:
    check(sources.captures([f"{tmp_path}/{name}".replace("..", ""), str(tmp_path / "nowhere") + name]))
