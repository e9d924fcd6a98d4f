"""The tables of the record's file, as steps that bring an older file up to date. A step that shipped never changes."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Migrations

migrations = Migrations("dragoman")


@migrations()
def m001_record(db: Any) -> None:
    """Reports and what was read in them; the comparison; refusals; where it all came from.

    Tables with full-text search have an integer `row` of their own, because VACUUM may renumber a hidden rowid and so
    part the index from its table.
    """
    db.execute(
        """CREATE TABLE readers (
            id TEXT PRIMARY KEY, program TEXT NOT NULL, model TEXT NOT NULL, tables TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY, reader TEXT NOT NULL REFERENCES readers, started TEXT NOT NULL, ended TEXT,
            read INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0)"""
    )
    _readings(db)
    db.execute("CREATE TABLE refusals (path TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT NOT NULL)")
    _comparison(db)
    _search(db)


@migrations()
def m002_offices(db: Any) -> None:
    """The state and the office of whoever makes a statement; unknown in statements that were read before."""
    db.execute("ALTER TABLE statements ADD COLUMN country TEXT")
    db.execute("ALTER TABLE statements ADD COLUMN office TEXT")


@migrations()
def m003_officeholders(db: Any) -> None:
    """Offices in the words of each report, unknown in those read before; tables of office-holders that were imported,
    and which of them a reading was made with."""
    db.execute(
        """CREATE TABLE offices (
            report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, position INTEGER NOT NULL,
            name TEXT NOT NULL, words TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            PRIMARY KEY (report, position))"""
    )
    db.execute(
        """CREATE TABLE imports (
            file TEXT PRIMARY KEY, digest TEXT NOT NULL, country TEXT, rows INTEGER NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE officeholders (
            file TEXT NOT NULL REFERENCES imports ON DELETE CASCADE, position INTEGER NOT NULL,
            person TEXT NOT NULL, id TEXT, office TEXT NOT NULL, country TEXT, start TEXT NOT NULL, "end" TEXT,
            PRIMARY KEY (file, position))"""
    )
    db.execute("ALTER TABLE readers ADD COLUMN imports TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m004_stories(db: Any) -> None:
    """Stories that grow as reports arrive: which was first, which are to be compared anew, where merged ones went, what
    people decided, reports to be grouped afresh. Stories of older records are grouped anew, under their ids."""
    db.execute("ALTER TABLE stories ADD COLUMN born INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE stories ADD COLUMN stale INTEGER NOT NULL DEFAULT 1")
    db.execute("UPDATE stories SET born = rowid")
    db.execute("ALTER TABLE stories DROP COLUMN position")
    db.execute("ALTER TABLE story_reports DROP COLUMN position")
    db.execute("DROP TABLE compared")
    db.execute("CREATE TABLE redirects (id TEXT PRIMARY KEY, story TEXT NOT NULL)")
    db.execute(
        """CREATE TABLE story_decisions (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, story TEXT NOT NULL, other TEXT NOT NULL,
            made TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, undone TEXT, undone_by TEXT)"""
    )
    db.execute(
        """CREATE TABLE story_decision_reports (
            decision INTEGER NOT NULL REFERENCES story_decisions, report TEXT NOT NULL, side INTEGER NOT NULL,
            PRIMARY KEY (decision, report))"""
    )
    db.execute("ALTER TABLE reports ADD COLUMN lead BLOB NOT NULL DEFAULT x''")
    db.execute("ALTER TABLE story_reports ADD COLUMN day INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE story_reports ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0")
    db.execute(
        """CREATE TABLE gists (
            report TEXT PRIMARY KEY, day INTEGER NOT NULL, words BLOB NOT NULL, weights BLOB NOT NULL,
            prints BLOB NOT NULL, shingles INTEGER NOT NULL, keys BLOB NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE gist_keys (
            key INTEGER NOT NULL, day INTEGER NOT NULL, arrived INTEGER NOT NULL, report TEXT NOT NULL,
            PRIMARY KEY (key, day, arrived)) WITHOUT ROWID"""
    )
    db["story_reports"].create_index(["story", "day", "arrived"])
    db.execute("CREATE TABLE ungrouped (report TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE)")
    db.execute("INSERT INTO ungrouped SELECT id FROM reports")
    db["stories"].create_index(["born"])
    db["stories"].create_index(["stale"])
    db["redirects"].create_index(["story"])
    db["differences"].create_index(["event"])
    db["story_decision_reports"].create_index(["report"])


@migrations()
def m005_corrections(db: Any) -> None:
    """Corrections by the user, which are only ever added to; what the program had read of the items that they touch;
    the stories that were compared before their last correction."""
    db.execute(
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY, who TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL, action TEXT NOT NULL,
            kind TEXT NOT NULL, item TEXT, report TEXT, start INTEGER, "end" INTEGER,
            value TEXT NOT NULL, before TEXT NOT NULL, read TEXT, undoes INTEGER REFERENCES corrections)"""
    )
    for event in ("DELETE", "UPDATE"):
        name = "corrections_stay" if event == "DELETE" else "corrections_stand"
        db.execute(
            f"""CREATE TRIGGER {name} BEFORE {event} ON corrections
            BEGIN SELECT raise(ABORT, 'corrections are never deleted or changed; take them back by an undo'); END"""
        )
    db.execute(
        """CREATE TABLE as_read (
            item TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, row TEXT NOT NULL,
            answers TEXT NOT NULL, decided INTEGER NOT NULL, gone INTEGER NOT NULL)"""
    )
    db.execute("CREATE TABLE outdated (story TEXT PRIMARY KEY REFERENCES stories ON DELETE CASCADE)")
    db.execute("CREATE INDEX idx_corrections_undoes ON corrections (undoes) WHERE undoes IS NOT NULL")
    for table, columns in (
        ("corrections", ["report"]),
        ("corrections", ["item"]),
        ("corrections", ["kind"]),
        ("as_read", ["report"]),
        ("participants", ["name"]),
        ("statements", ["confidence", "id"]),
        ("mentions", ["confidence", "id"]),
    ):
        db[table].create_index(columns)


@migrations()
def m006_lists(db: Any) -> None:
    """What lists of a large record need at once, filled at the next comparison."""
    db.execute("ALTER TABLE reports ADD COLUMN voice INTEGER NOT NULL DEFAULT 1")
    db.execute(
        """CREATE TABLE story_cards (
            story TEXT PRIMARY KEY REFERENCES stories ON DELETE CASCADE, reports INTEGER NOT NULL,
            first TEXT, last TEXT, outlets TEXT NOT NULL, statements INTEGER NOT NULL, events INTEGER NOT NULL,
            differences INTEGER NOT NULL, opening TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE story_traits (
            story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE, trait TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (trait, value, story)) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE speakers (
            slug TEXT PRIMARY KEY, name TEXT, kind TEXT NOT NULL,
            statements INTEGER NOT NULL, reports INTEGER NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE actors (
            slug TEXT PRIMARY KEY, name TEXT NOT NULL, done INTEGER NOT NULL, undergone INTEGER NOT NULL,
            said INTEGER NOT NULL, country TEXT, sector TEXT, weight INTEGER NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE outlets (
            name TEXT PRIMARY KEY, statements INTEGER NOT NULL, named INTEGER NOT NULL, unnamed INTEGER NOT NULL,
            relayed INTEGER NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE origins (
            country TEXT, office TEXT, statements INTEGER NOT NULL, speakers INTEGER NOT NULL)"""
    )
    db.execute("CREATE TABLE outdated_names (name TEXT)")
    db.execute("CREATE TABLE unlisted (story TEXT PRIMARY KEY REFERENCES stories ON DELETE CASCADE)")
    db.execute("CREATE TABLE figures (what TEXT, value TEXT, n INTEGER NOT NULL, PRIMARY KEY (what, value))")
    for table, columns in (
        ("story_traits", ["story"]),
        ("story_cards", ["differences"]),
        ("speakers", ["statements", "slug"]),
        ("speakers", ["name"]),
        ("origins", ["statements"]),
        ("story_cards", ["last"]),
        ("actors", ["name"]),
        ("reports", ["published", "id"]),
        ("reports", ["path"]),
        ("statements", ["country"]),
        ("participants", ["country"]),
        ("events", ["when", "id"]),
        ("offices", ["name"]),
    ):
        db[table].create_index(columns)
    db.execute("CREATE INDEX idx_story_cards_shared ON story_cards ((reports > 1), reports DESC, opening)")
    db.execute("CREATE INDEX idx_actors_weight ON actors (weight DESC, name)")
    db.execute("CREATE INDEX idx_actors_country ON actors (country, weight DESC, name)")


@migrations()
def m007_vectors(db: Any) -> None:
    """The vectors of each report's lead and sentences, and beside them their signs, which a search looks over whole and
    which therefore name the reader. Reports that were read before have none until they are read again."""
    for table, column in (("sentence_signs", "reader TEXT NOT NULL, signs"), ("sentence_vectors", "vectors")):
        db.execute(
            f"""CREATE TABLE {table} (
                report TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE, {column} BLOB NOT NULL)"""
        )


@migrations()
def m008_dates(db: Any) -> None:
    """The report's date beside each statement and participant, so that lists by date are read off an index however
    large the record; events by what they are chosen by, and counts by name, kept up report by report."""
    for table in ("statements", "participants"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN published TEXT")
    (unchanged,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'statements_au'").fetchone()
    db.execute("DROP TRIGGER statements_au")  # the words stay, so that their index need not be written anew
    db.execute("UPDATE statements SET published = (SELECT published FROM reports WHERE id = report)")
    db.execute(unchanged)
    db.execute(
        """UPDATE participants SET published =
            (SELECT published FROM mentions JOIN reports ON reports.id = report WHERE mentions.id = mention)"""
    )
    db.execute(
        """CREATE TABLE event_traits (
            event TEXT NOT NULL, trait TEXT NOT NULL, value TEXT NOT NULL, "when" TEXT NOT NULL,
            PRIMARY KEY (trait, value, "when", event)) WITHOUT ROWID"""
    )
    db.execute(  # and no reference: a table with one is not emptied at once, but row by row
        """CREATE TRIGGER event_traits_go AFTER DELETE ON events
        BEGIN DELETE FROM event_traits WHERE event = old.id; END"""
    )
    db.execute("DROP TABLE outdated_names")
    db.execute("CREATE TABLE counted (report TEXT PRIMARY KEY, voice INTEGER NOT NULL) WITHOUT ROWID")
    db.execute(
        """CREATE TABLE name_counts (
            name TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL,
            PRIMARY KEY (name, what, value)) WITHOUT ROWID"""
    )
    for name in (
        "statements_speaker",
        "statements_country",
        "participants_name",
        "participants_country",
        "story_cards_differences",
        "story_cards_last",
    ):
        db.execute(f"DROP INDEX idx_{name}")
    for name, indexed in (
        ("event_traits_event", "event_traits (event)"),
        ("origins_of", "origins (country, office)"),
        ("story_cards_differences", "story_cards ((reports > 1), differences DESC, reports DESC, opening)"),
        ("story_cards_last", "story_cards ((reports > 1), last DESC, reports DESC, opening)"),
        ("differences_kind", "differences (kind)"),
        ("statements_said", "statements (speaker, speaker_kind, coalesce(published, '9999'), report, position)"),
        ("statements_speaker", "statements (speaker, published DESC, act, speaker_kind, country)"),
        ("statements_country", "statements (country, published DESC, act, speaker_kind)"),
        ("statements_act", "statements (act, published DESC, speaker_kind)"),
        ("statements_kind", "statements (speaker_kind, published DESC)"),
        ("participants_name", "participants (name, published DESC, mention, role)"),
        ("reports_outlet", "reports (outlet, published, id)"),
        ("reports_copies", "reports (id) WHERE voice = 0"),
        ("reports_reader", "reports (reader)"),
    ):
        db.execute(f"CREATE INDEX idx_{name} ON {indexed}")
    db.execute("DELETE FROM story_cards")  # so that the lists are filled when the record is opened


def _readings(db: Any) -> None:
    db.execute(
        """CREATE TABLE reports (
            row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            path TEXT NOT NULL, url TEXT, outlet TEXT, title TEXT, byline TEXT, published TEXT,
            date_problem TEXT, language TEXT, text TEXT NOT NULL, body TEXT NOT NULL, header TEXT NOT NULL,
            sentences TEXT NOT NULL, reader TEXT NOT NULL REFERENCES readers)"""
    )
    db.execute(
        """CREATE TABLE statements (
            row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, position INTEGER NOT NULL,
            source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL,
            source_text TEXT NOT NULL, cue_text TEXT NOT NULL, content_text TEXT NOT NULL,
            speaker TEXT, speaker_kind TEXT NOT NULL, via TEXT NOT NULL, manner TEXT NOT NULL, act TEXT NOT NULL,
            confidence REAL NOT NULL, evidence TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE mentions (
            id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, trigger TEXT NOT NULL, trigger_text TEXT NOT NULL,
            type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
            said_by TEXT NOT NULL, "when" TEXT, "where" TEXT, magnitude TEXT NOT NULL, confidence REAL NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE participants (
            mention TEXT NOT NULL REFERENCES mentions ON DELETE CASCADE, role TEXT NOT NULL, position INTEGER NOT NULL,
            name TEXT NOT NULL, country TEXT, sector TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            PRIMARY KEY (mention, role, position))"""
    )


def _comparison(db: Any) -> None:
    db.execute(
        """CREATE TABLE stories (
            id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, copies TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE story_reports (
            story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE,
            report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, PRIMARY KEY (story, report))"""
    )
    db.execute(
        """CREATE TABLE events (
            id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE, position INTEGER NOT NULL,
            type TEXT NOT NULL, "when" TEXT, actors TEXT NOT NULL, recipients TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE event_mentions (
            event TEXT NOT NULL REFERENCES events ON DELETE CASCADE,
            mention TEXT NOT NULL REFERENCES mentions ON DELETE CASCADE,
            position INTEGER NOT NULL, PRIMARY KEY (event, mention))"""
    )
    db.execute(
        """CREATE TABLE accounts (
            event TEXT NOT NULL REFERENCES events ON DELETE CASCADE,
            report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, outlet TEXT, stance TEXT NOT NULL, PRIMARY KEY (event, report))"""
    )
    db.execute(
        """CREATE TABLE differences (
            id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE, position INTEGER NOT NULL,
            event TEXT REFERENCES events ON DELETE CASCADE, kind TEXT NOT NULL, about TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE quotes (
            difference TEXT NOT NULL REFERENCES differences ON DELETE CASCADE, position INTEGER NOT NULL,
            report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (difference, position))"""
    )
    db.execute("CREATE TABLE compared (id INTEGER PRIMARY KEY CHECK (id = 1), digest TEXT NOT NULL)")


def _search(db: Any) -> None:
    for table, column in (
        ("statements", "report"),
        ("statements", "speaker"),
        ("mentions", "report"),
        ("story_reports", "report"),
        ("events", "story"),
        ("event_mentions", "mention"),
        ("accounts", "report"),
        ("differences", "story"),
        ("quotes", "report"),
    ):
        db[table].create_index([column])
    db["reports"].enable_fts(["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    db["statements"].enable_fts(
        ["speaker", "source_text", "content_text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )
