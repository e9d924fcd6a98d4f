"""Head and foot of a capture: outlet, title, byline, date, and where the article's own words begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dragoman.lexicon import table
from dragoman.record import Span
from dragoman.text import View
from dragoman.times import find_header_date

LONGEST_HEAD = 24
"""Lines that hold a word, from the top, among which the head is looked for."""
LONGEST_FOOT = 12
PROSE_WORDS = 20
"""A line of so many words is prose, and ends the head."""
LONGEST_LINE = 400
"""Code points beyond which a line is prose whatever stands in it, so that no rule of the head or foot reads it."""


@dataclass(slots=True)
class Header:
    """What the head and foot say: each field's words, and where they stand in the view."""

    body: Span
    fields: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def put(self, name: str, value: str, span: Span) -> None:
        """Keep the first value found for a field."""
        if value and name not in self.fields:
            self.fields[name], self.spans[name] = value, span


@dataclass(frozen=True, slots=True)
class Line:
    span: Span
    words: str
    heading: bool = False

    @property
    def size(self) -> int:
        """How many words it has."""
        return len(self.words.split())

    def part(self, start: int, end: int) -> Line:
        """A part of the line without the blanks around it, by offsets into its words."""
        words = self.words[start:end]
        start += len(words) - len(words.lstrip())
        return Line(Span(self.span.start + start, self.span.start + start + len(words.strip())), words.strip())


def read_header(view: View) -> Header:
    """Find a capture's fields and its body.

    1. The head: lines from the top, up to the first that reads as prose.
    2. The foot: lines at the end that address the reader, not the matter.
    3. Fields that the head names: front matter, the head of a database's copy or of an e-mail.
    4. Dates and bylines, which look like nothing else.
    5. Title: a Markdown heading; else the line that looks most like a headline.
    6. Outlet: the first plain line above the title; else a short one below it; else a name that the foot gives.
    """
    lines = list(_lines(view.text))
    size = _head(lines, _front_matter(view.text))
    foot = _foot(lines, size)
    head = lines[:size]
    header = Header(Span(len(view.text), len(view.text)))
    rest = _read_dates_and_names(header, _read_fields(header, head))
    plain = [line for line in rest if not _is_decoration(line)]
    _read_title(header, plain or rest)
    for line in head:
        _read_mail(header, line)
    _read_outlet(header, plain)
    if size < foot:
        first = _unlabelled(lines[size])
        _read_first_prose(header, first)
        header.body = Span(first.span.start, lines[foot - 1].span.end)
    for line in [*(line for line in head if COPYRIGHT.search(line.words)), *lines[foot:]]:
        _read_foot_line(header, line)
    return header


def header_of_given(view: View, title: str | None) -> Header:
    """The header of a capture whose fields came beside its text: all is body but title, dates and names at its head."""
    lines = list(_lines(view.text))
    first = 0
    if title and (above := _above_title(lines, title.strip())) is not None:
        first = above + 1
    while 0 < first < len(lines) and (_is_signature(lines[first]) or is_medium(lines[first].words)):
        first += 1
    foot = _foot(lines, max(first, 1))
    header = Header(Span(len(view.text), len(view.text)))
    if first < foot:
        header.body = Span(lines[first].span.start if first else 0, lines[foot - 1].span.end)
    if first and title:
        header.put("title", title, lines[above or 0].span)
    return header


def _above_title(lines: list[Line], title: str) -> int | None:
    """How many lines stand above the title, None where the head does not hold it."""
    for n, line in enumerate(lines[:LONGEST_HEAD]):
        if line.words == title:
            return n
        if _is_prose(line):
            return None
    return None


WORD = re.compile(r"\w")
LEAD = re.compile(r"\s*(#{1,6}\s+)?")
UNDERLINE = re.compile(r"(?:\r\n|\n|\r)={3,}[ \t]*(?:[\r\n]|$)")


def _lines(text: str) -> Iterator[Line]:
    for found in re.finditer(r"[^\r\n]+", text):
        if WORD.search(found[0]):
            lead = LEAD.match(found[0])
            start = found.start() + (lead.end() if lead else 0)
            words = text[start : found.end()].strip()
            heading = bool(lead and lead[1]) or bool(UNDERLINE.match(text, found.end()))
            yield Line(Span(start, start + len(words)), words, heading)


def _is_short(line: Line) -> bool:
    return len(line.words) <= LONGEST_LINE and line.size <= 16


# The foot

FOOT = re.compile(
    r"""^\W{0,9}(?:to\ contact\b|contact\s(?:us|the)\b|subscribe\b|copyright\b|©|\(c\)\ \d{4}|all\ rights\ reserved
    |this\ (?:article|story|report)\ (?:was|has\ been|(?:first|originally)\ )|letters\ to\ the\ editor
    |write\ to\ (?:us|the\ editor)|(?:e-?mail|tel|phone|fax)\b.{0,3}:|(?:additional\ )?reporting\ by\b|editing\ by\b
    |source:\s|(?:load-date|language|publication-type|graphic|journal-code|document-type|subject|geographic
    |organi[sz]ation)\s*:)""",
    re.IGNORECASE | re.VERBOSE,
)
FURNITURE = re.compile(
    r"""^\W{0,9}(?:sign\ up\b|follow\ us\b|share\ this\b|read\ (?:more|the\ rest|next)\b|click\ here\b|advertisement$
    |get\ (?:the|our)\ .{0,40}newsletter|related\ (?:articles?|stories)\b|most\ read\b|https?://\S+$|www\.\S+$
    |[\w/-]+(?:\.[\w/-]+)*\.(?:com|org|net|co\.uk)/?\S*$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands in a foot, and between the paragraphs of a web page too: a foot only where no prose follows."""
CAPITAL = r"[A-Z][\w’'&-]*"
NAME = rf"(?P<name>{CAPITAL}(?: (?:of |and |of the )?{CAPITAL}){{0,4}})"
COPYRIGHT = re.compile(rf"(?:©|\([Cc]\)|(?i:copyright))\s*(?:(?:©|\([Cc]\))\s*)?(?:\d{{4}},?\s*)?(?:by\s+)?{NAME}")
FOOT_NAMES = (
    re.compile(rf"\b(?:contact|visit|subscribe to|write to) (?:the )?(?P<name>{CAPITAL}(?: {CAPITAL}){{0,4}})"),
    COPYRIGHT,
    re.compile(rf"(?:appeared|published) (?:first )?(?:in|on|by) {NAME}"),
    re.compile(rf"^\W{{0,3}}(?:Source|Via): {NAME}"),
)
COMPANY = re.compile(r" (?:Company|Co|Limited|Ltd|Inc|LLC|plc|PLC|Corporation|Corp|GmbH|All|All Rights.*)$")
REPORTING = re.compile(r"^\W?Reporting by (?P<name>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3})")
CONTACT = re.compile(r"\w@[\w-]{1,60}\.\w|\bTel(?:ephone|\.)|\bP\.? ?O\.? Box\b|\bENDS$|\bphone:")
NEAR_END = 3
"""Lines from the end among which an address or telephone number marks the foot."""


def _foot(lines: list[Line], head: int) -> int:
    """Number of the first line of the foot. All below a line of a foot that is no long prose belongs to it."""
    first = len(lines)
    prose = 0
    for n in range(len(lines) - 1, max(len(lines) - LONGEST_FOOT, head) - 1, -1):
        line = lines[n]
        if len(line.words) > LONGEST_LINE or (line.size > 2 * PROSE_WORDS and not FOOT.search(line.words)):
            break
        contact = len(lines) - n <= NEAR_END and (CONTACT.search(line.words) or _repeats_masthead(lines, n))
        if contact or (FOOT.search(line.words) and prose <= 1) or (FURNITURE.search(line.words) and not prose):
            first = n
        else:
            prose += _is_prose(line)
    return first


def _repeats_masthead(lines: list[Line], n: int) -> bool:
    """Whether a line begins with the first line of the capture and a comma: "The Lantern, 14 Caulker's Close, …"."""
    masthead = lines[0].words.casefold()
    return lines[0].size <= 6 and lines[n].words.casefold().startswith(f"{masthead},")


def _read_foot_line(header: Header, line: Line) -> None:
    for pattern in FOOT_NAMES:
        if found := pattern.search(line.words):
            name = COMPANY.sub("", found["name"])
            start = line.span.start + found.start("name")
            header.put("outlet", name, Span(start, start + len(name)))
    if found := REPORTING.search(line.words):
        header.put("byline", found["name"], _span_of(line, found))


# The head

ENDED = re.compile(r"[.!?][\"”’)]*$")
EPIGRAPH = re.compile(r"^(?:[“\"‘'].*[”\"’']\.?|[—–-]{1,2}\s*[A-Z].*|\*{3,}|[-_=~*\s]{3,})$")
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$")
DATELINE = re.compile(
    r"""^(?!(?:EXCLUSIVE|BREAKING|UPDATED?|VIDEO|WATCH|OPINION|ANALYSIS|COMMENT|REPORT|EDITORIAL)\b)
    (?:[A-Z][A-Z .,’'-]{2,40}(?:,\ [\w .]{2,20})?(?:\ \([\w /]+\))?\s*(?:—|–|--?)\s
    |[A-Z][A-Z ]{2,30},\ \w{3,9}\.?\ \d{1,2}[.,]?\ /\w+/)""",
    re.VERBOSE,
)
NOISE = re.compile(
    r"""^\W*(?:\d+\ of\ \d+\ documents?|\d[\d,]*\ words|document\ \w+|\d+|p(?:age|g|p)?\.?\ ?[A-Z]?\d+
    |\d+\ (?:comments?|shares?)|\d+[\ -]min(?:ute)?s?\ read|(?:[\w-]+\ )?edition(?:\ -\ \w+)?|share\ this\b.*
    |skip\ to\ .{3,30}|.{0,20}\ navigation|.{3,30}\ [>»›]\ .*)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
DESKS = frozenset(
    "news|world|world news|latest|latest news|breaking|breaking news|politics|opinion|analysis|comment|editorial|leader"
    "|middle east|foreign|international|national|europe|asia|africa|americas|uk|us|business|local|exclusive|top stories"
    "|letters|full text|most read|most popular|advertisement|share|print|email|e-mail|tweet|save|listen|menu|home"
    "|search|comments|english|all rights reserved".split("|")
)
"""Lines that a page, a newspaper's desk or a database set about an article."""
CAPTION = re.compile(
    r"""^(?:file\ )?(?:photo(?:graph)?|image|picture|caption|image\ caption)\b(?:\ by|\ courtesy|\ credit)?\s*[:|(/]
    |Photograph:\ |\((?:AP|AFP|Reuters|EPA|Getty)[^()]{0,60}\)\.?$|/(?:AP|AFP|Reuters|EPA|Getty\ Images)\.?$""",
    re.IGNORECASE | re.VERBOSE,
)


def _head(lines: list[Line], front: int) -> int:
    """How many lines the head has; all that begin before `front` belong to it."""
    within = sum(line.span.start < front for line in lines[:LONGEST_HEAD])
    for n, line in enumerate(lines[:LONGEST_HEAD]):
        if n < within or not _is_prose(line):
            if _label(line) == "body":
                return n + (_unlabelled(line) is line)
        elif n > 0 or not _is_headline(line, lines):
            beyond = _beyond_standfirst(lines, n)
            return beyond or n
    return 0 if len(lines) > LONGEST_HEAD else len(lines)


def _beyond_standfirst(lines: list[Line], n: int) -> int | None:
    """Number of the line below the byline and date that follow a standfirst, None where line `n` is no standfirst."""
    if n == 0 or lines[n].size > 2 * PROSE_WORDS or any(_is_signature(line) for line in lines[:n]):
        return None
    last = n
    while last + 1 < len(lines) and (
        _is_signature(lines[last + 1]) or _is_noise(lines[last + 1]) or is_medium(lines[last + 1].words)
    ):
        last += 1
    return last + 1 if any(_is_signature(line) for line in lines[n + 1 : last + 1]) else None


def _is_signature(line: Line) -> bool:
    """Whether a line is a byline or states a date."""
    return _is_short(line) and not _is_prose(line) and bool(_byline(line) or find_header_date(line.words))


def _is_prose(line: Line) -> bool:
    if len(line.words) > LONGEST_LINE:
        return True
    labelled = line.size <= 2 * PROSE_WORDS and _label(line)
    if labelled or line.heading or EPIGRAPH.search(line.words) or _is_noise(line) or COPYRIGHT.match(line.words):
        return False
    return (
        line.size >= PROSE_WORDS
        or bool(DATELINE.search(line.words))
        or (line.size >= 9 and bool(ENDED.search(line.words)))
    )


def _is_noise(line: Line) -> bool:
    if len(line.words) > LONGEST_LINE:
        return False
    desk = line.words.strip(" .:*|[]").lower() in DESKS
    return desk or bool(NOISE.search(line.words) or CAPTION.search(line.words))


def _is_headline(line: Line, lines: list[Line]) -> bool:
    """Whether a first line that reads as prose is a headline all the same: short, alone, and over longer prose."""
    if len(lines) < 2 or DATELINE.search(line.words) or line.size > 30 or line.words[:1] in '“"':
        return False
    long = [word for word in line.words.split() if len(word) > 3]
    capital = sum(word.lstrip("‘'“(")[:1].isupper() for word in long) / max(len(long), 1)
    if line.size >= PROSE_WORDS:
        return capital >= 0.75
    below = DATELINE.search(lines[1].words[:LONGEST_LINE])
    return bool(below) or capital >= 0.6 or (line.size <= 14 and not line.words.endswith((",", "”", '"')))


def _is_decoration(line: Line) -> bool:
    return bool(
        EPIGRAPH.search(line.words) or ADDRESS.search(line.words) or _is_noise(line) or COPYRIGHT.match(line.words)
    )


# Fields that the head names

FRONT_MATTER = re.compile(
    r"\s{0,9}(?P<fence>-{3}|\+{3})[ \t]*[\r\n]+(?P<fields>.{1,4000}?)[\r\n](?P=fence)[ \t]*(?:[\r\n]|$)", re.DOTALL
)
LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z _-]{0,23}?)\s*[:=](?!//)\s*(?P<value>.*)$")
CODED = re.compile(r"(?P<label>[A-Z]{2,3})(?:\t|\s{2,})(?P<value>\S.*)$")
"""A field of the database Factiva: "HD   Envoys meet at last"."""
LABELS = {
    label: name
    for name, labels in {
        "title": "title|headline|hed|hd",
        "byline": "byline|author|authors|writer|written by|by",
        "outlet": "source|publication|newspaper|outlet|publisher|journal|sn",
        "published": "date|published|published on|publication date|publish date|pub date|pubdate|posted|issued|pd",
        "mail title": "subject",
        "mail date": "sent",
        "body": "body|text|full text|lp|td",
        "other": "section|length|dateline|language|graphic|highlight|load-date|publication-type|type|credit|edition"
        "|page|pages|wc|et|sc|pg|la|cy|ed|se|co|in|ns|re|an|pub|copyright|url|link|permalink|tag|tags|category|categories"
        "|keywords|layout|draft|slug|description|summary|lang|image|id|to|cc|bcc|from|reply-to|desk|embargo",
    }.items()
    for label in labels.split("|")
}
SURE_LABELS = frozenset("byline headline title published date".split())
"""Labels that are believed where no other stands beside: "Newspaper: Minister to Resign" is a headline."""
FORWARDED = re.compile(r"(?:(?:fwd?|re|aw|wg)\s*:\s*)+", re.IGNORECASE)


def _front_matter(text: str) -> int:
    """Where the block of fields ends with which a Markdown file may begin, 0 where it has none."""
    found = FRONT_MATTER.match(text)
    return found.end() if found and any(_label(line) for line in _lines(found["fields"])) else 0


def _labelled(line: Line) -> re.Match[str] | None:
    if len(line.words) > LONGEST_LINE:
        found = LABELLED.match(line.words, 0, LONGEST_LINE)
        return found if found and LABELS.get(found["label"].lower()) == "body" else None
    for found in (LABELLED.match(line.words), CODED.match(line.words)):
        if found and found["label"].lower() in LABELS:
            return found
    return None


def _label(line: Line) -> str | None:
    """The field that a line of the head names: "BYLINE: Nadim Farhoud"."""
    words = _label_words(line)
    return LABELS[words] if words else None


def _label_words(line: Line) -> str | None:
    found = _labelled(line)
    return found["label"].lower() if found else None


def _unlabelled(line: Line) -> Line:
    """The line without the label of a body: "BODY: The talks failed." -> "The talks failed."."""
    found = _labelled(line)
    if found and LABELS[found["label"].lower()] == "body" and found["value"].strip():
        return line.part(found.start("value"), len(line.words))
    return line


def _read_fields(header: Header, head: list[Line]) -> list[Line]:
    """Read the lines that name a field; the lines that are left."""
    labelled = [line for line in head if _label(line)]
    if len(labelled) == 1 and _label_words(labelled[0]) not in SURE_LABELS:
        return head
    for line in labelled:
        _read_field(header, line)
    return [line for line in head if line not in labelled]


def _read_field(header: Header, line: Line) -> None:
    found = _labelled(line)
    if found is None:
        return
    name, value = LABELS[found["label"].lower()], found["value"]
    lead = re.match(r"[\s\"'\[]*(?:[Bb]y\s+)?", value) if name == "byline" else re.match(r"[\s\"'\[]*", value)
    part = line.part(
        found.start("value") + (lead.end() if lead else 0), found.start("value") + len(value.rstrip(" \"']"))
    )
    if name == "published":
        _read_date(header, part)
    elif name == "byline":
        _put_name(header, part)
    elif name in ("title", "outlet"):
        header.put(name, part.words, part.span)


def _read_mail(header: Header, line: Line) -> None:
    """Title and date of an e-mail, for what the text that it carries does not say itself."""
    found = _labelled(line)
    if found is None:
        return
    part = line.part(found.start("value"), len(line.words))
    if _label(line) == "mail date":
        _read_date(header, part)
    elif _label(line) == "mail title":
        forwarded = FORWARDED.match(part.words)
        subject = part.part(forwarded.end() if forwarded else 0, len(part.words))
        header.put("title", subject.words, subject.span)


# Dates and names

BYLINE = re.compile(
    r"""^(?:(?i:story|report|words|text|read|written|posted|analysis|comment|co-authored)\s+)?(?P<how>(?i:by|from|par))\s*:?\s+
    (?P<name>(?:[Tt]he\ |[Oo]ur\ )?(?:[A-Z]|own\ )[^|•·\d:;?!]{2,100}?)\s*(?:$|[|•·])""",
    re.VERBOSE,
)
JOB = r"(?i:staff|editors?|correspondents?|reporters?|writers?|columnist|bureau chief)\b"
DESK = (
    r"(?:Associated|Press|AP|Reuters|AFP|Staff|Special|Senior|Chief|Foreign|Political|Diplomatic|National|Security|White|House"
    r"|World|Affairs|Middle|East|Defen[cs]e|Own|Our|our|[Ss]taff)"
)
ROLE = re.compile(
    rf",?\s+(?:and\s+)?(?:our\b|in\s[A-Z]|at\s(?:the\s)?[A-Z]|for\s(?:the\b|[A-Z])|(?i:special)\b|{DESK}(?:\s{DESK})*\s{JOB}"
    rf"|{JOB}).*$|,\s+(?:(?:[A-Z][\w-]+\s)*{JOB}|The\s[A-Z]|AP\b|AFP\b|UPI\b|Reuters\b|Associated\sPress\b"
    r"|[A-Z][\w’'-]+$).*$|\s+[(<]?\S{1,60}@\S.*$"
)
"""An author's office, place and address, which no byline keeps."""
PLACED = re.compile(r" in [A-Z][\w-]+(?: [A-Z][\w-]+)?(?: and [A-Z].*)?$|,.*$")
PERSON = re.compile(
    r"^[A-Z][\w’'.-]+(?: (?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'.-]+)){1,3}"
    r"(?:(?:,| and|, and) [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,2})?$"
)
REPORTS = re.compile(
    r"(?:^|[.!?]\s+)(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}) (?:reports|writes|explains|investigates)\.?$"
)
MEDIA = re.compile(
    r"\b(?:agency|associated|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|examiner|gazette|globe|guardian|herald|"
    r"independent|journal|ledger|mail|mercury|mirror|monitor|news|observer|post|press|radio|record|register|review|service|"
    r"sentinel|standard|star|sun|telegraph|television|times|today|tribune|voice|weekly|wire|worker|world)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(r"[^|•·–—]+")
BY = re.compile(r"\b[Bb]y (?P<name>[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]+|and|de|van|von|al)){1,6})")
PUBLISHER = re.compile(
    r"^(?:(?i:first\s|last\s)?(?i:published|posted|printed|appeared)\s+)?(?:(?:in|by|on)\s+)?"
    r"(?P<name>(?:The )?[A-Z].*?)(?:,? on)?$"
)


def _read_dates_and_names(header: Header, head: list[Line]) -> list[Line]:
    """Read the lines that state dates and authors; the lines that are left."""
    long = [line for line in head if not _is_short(line)]
    short = [line for line in head if line not in long]
    rest = [line for line in short if not (_read_date(header, line) or _read_byline(header, line))]
    return long + [line for line in rest if not _read_person(header, line, head)]


def _read_date(header: Header, line: Line) -> bool:
    """Read a line that states a date, with the byline or outlet beside it: "The Ledger | Oct 14, 1986"."""
    stated = find_header_date(line.words)
    if stated is None:
        return False
    value, span = stated
    header.put("published", value, line.part(*span).span)
    for start, end in ((0, span.start), (span.end, len(line.words))):
        for piece in BESIDE.finditer(line.words, start, end):
            _read_beside(header, line.part(*piece.span()))
    return True


def _read_beside(header: Header, piece: Line) -> None:
    """The author or outlet that stands beside a date."""
    words = piece.words.strip(" ,-")
    if found := BY.search(piece.words):
        header.put("byline", found["name"], _span_of(piece, found))
    elif (found := PUBLISHER.match(words)) and _is_name(found["name"]) and MEDIA.search(found["name"]):
        start = piece.words.find(found["name"])
        header.put("outlet", _as_name(found["name"]), piece.part(start, start + len(found["name"])).span)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in ("of", "the", "and", "de", "&") for word in words.split())


def _byline(line: Line) -> Line | None:
    """The part of a line that names its author: "By Carol Ann Stufflebeck, Ledger Staff Writer" -> all after "By"."""
    found = BYLINE.search(line.words)
    if not found or line.size > 16:
        return None
    name = line.part(*found.span("name"))
    is_person = PERSON.search(ROLE.sub("", name.words)) or "correspondent" in name.words.lower()
    return name if is_person or found["how"].lower() == "by" else None


def _read_byline(header: Header, line: Line) -> bool:
    name = _byline(line)
    if name:
        _put_name(header, name)
    return bool(name)


def _put_name(header: Header, line: Line) -> None:
    """Put a byline without the author's office, place and address."""
    name = ROLE.sub("", line.words).strip(" ,")
    name = _unstopped(line.words if " " not in name or name.lower().startswith("our ") else name)
    start = line.words.find(name)
    header.put("byline", name, line.part(start, start + len(name)).span)


def _unstopped(name: str) -> str:
    """A name without a full stop that is not its own: "Ada Roe." -> "Ada Roe"; "John Doe Jr." stays."""
    return name if re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")


def _read_person(header: Header, line: Line, head: list[Line]) -> bool:
    """Read a bare line below the title that is a name: it stands beside a date or above the prose."""
    n = head.index(line)
    name = PLACED.sub("", line.words) if ROLE.search(line.words) else line.words
    if n == 0 or not PERSON.search(name) or MEDIA.search(name) or name.startswith("The ") or _is_noise(line):
        return False
    beside = [head[k].words for k in (n - 1, n + 1) if 0 <= k < len(head)]
    above = any(_may_be_title(other) for other in head[:n])
    if not above or not (n == len(head) - 1 or any(find_header_date(words) for words in beside)):
        return False
    name = _unstopped(name)
    header.put("byline", name, line.part(0, len(name)).span)
    return True


def _may_be_title(line: Line) -> bool:
    return line.size >= 3 and not (_is_decoration(line) or find_header_date(line.words) or is_medium(line.words))


def _span_of(line: Line, found: re.Match[str]) -> Span:
    start = line.span.start + found.start("name")
    return Span(start, start + len(found["name"].rstrip(" ,")))


# Title and outlet

SITE = re.compile(r"\s+[|–—-]\s+(?P<name>[^|–—]{2,40})$")


def _read_title(header: Header, plain: list[Line]) -> None:
    """Put the title, and the outlet that a browser's title has at its end: "Guns fall silent | The Lantern"."""
    headings = [line for line in plain if line.heading]
    title = (
        headings[0]
        if headings
        else max(plain, key=lambda line: (_headline_points(line), line.span.start), default=None)
    )
    if title is None:
        return
    if (site := SITE.search(title.words)) and title.size > 4 and is_medium(site["name"]):
        header.put("outlet", site["name"], _span_of(title, site))
        title = title.part(0, site.start())
    header.put("title", title.words, title.span)


def _headline_points(line: Line) -> float:
    """How much a line of the head looks like a headline: long enough, no newspaper's name, no desk or price.

    A first line that ends in a mark is a headline above its deck: "Talks fail again;" - a masthead ends in none.
    """
    words = line.words.split()
    points = min(len(words), 8) / 2 + 2 * (line.words.isupper() and len(words) >= 4)
    ended = bool(re.search(r"[.;?!][’'\"”]?$", line.words))
    if (MEDIA.search(line.words) and len(words) <= 8 and not ended) or (_is_prose(line) and line.span.start > 0):
        points -= 3
    if re.search(r" / |\d{3}|^Price\b| - .* - ", line.words):
        points -= 3
    return points + 4 * (line.span.start == 0 and ended)


def _read_outlet(header: Header, plain: list[Line]) -> None:
    title = header.spans.get("title")
    others = [line for line in plain if line.span != title and not line.heading and _may_be_outlet(line)]
    above = [line for line in others if title is None or line.span.start < title.start]
    below = [line for line in others if line not in above and _names_outlet(line)]
    for line in above[:1] or below[:1]:
        words = re.split(r",\s|\s+[|•·–—]\s+|\s+\(", line.words)[0]
        header.put("outlet", _as_name(words), Span(line.span.start, line.span.start + len(words)))


def _may_be_outlet(line: Line) -> bool:
    return line.size <= 8 and not re.search(r"[;:?]$|(?<!\bInc)\.$", line.words)


def _as_name(words: str) -> str:
    """A masthead in capitals as a name: "THE LANTERN" -> "The Lantern"; "BBC" stays."""
    if not words.isupper() or (" " not in words and len(words) <= 5):
        return words
    return " ".join(
        word.capitalize() if n == 0 or word not in ("OF", "AND", "DE") else word.lower()
        for n, word in enumerate(words.split())
    )


def _names_outlet(line: Line) -> bool:
    """Whether a line below the title is a newspaper's name, or a collector's short form of one: "klc"."""
    short = line.size <= 2 and (line.words.isupper() or line.words.startswith("The "))
    code = line.words.isalpha() and line.words.islower() and line.size == 1
    return short or code or bool(MEDIA.search(line.words)) or is_medium(line.words)


def is_medium(words: str) -> bool:
    """Whether words are the name of a newspaper, agency or broadcaster."""
    return words.casefold() in _media() or (len(words.split()) <= 6 and _is_name(words) and bool(MEDIA.search(words)))


@cache
def _media() -> frozenset[str]:
    rows = [row for row in table("institutions").rows if row["kind"] == "media"]
    return frozenset(name.casefold() for row in rows for name in (row["name"], *row.many("aliases")))


WIRES = "Reuters|AP|AFP|UPI|TASS|Xinhua|Interfax|DPA|ANSA|EFE|PTI|IRNA"
AGENCY = re.compile(rf"^[A-Z][\w .,’'-]{{2,60}}?(?:\((?P<name>{WIRES})\)|/(?P<name2>{WIRES})/)")


def _read_first_prose(header: Header, line: Line) -> None:
    """A byline at the end of the standfirst, and the agency that a dateline names."""
    if len(line.words) <= LONGEST_LINE and (found := REPORTS.search(line.words)):
        header.put("byline", found["name"], _span_of(line, found))
    if found := AGENCY.search(line.words):
        part = line.part(*found.span("name" if found["name"] else "name2"))
        header.put("outlet", part.words, part.span)
