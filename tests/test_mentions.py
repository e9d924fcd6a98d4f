"""Mentions of events: tables of sentences that a reader can judge. A case not yet solved is a strict xfail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import Actors
from dragoman.encoder import load_encoder
from dragoman.mentions import find_mentions
from dragoman.places import Places
from dragoman.record import EVENT_TYPES, NARRATOR, Mention, Report, Span
from dragoman.statements import find_statements
from dragoman.text import find_quotations, find_sentences, repair
from dragoman.times import find_times

PUBLISHED = "2007-03-05"
"""A Monday."""


def mentions(text: str, published: str | None = PUBLISHED) -> tuple[str, tuple[Mention, ...], dict[str, str | None]]:
    """The view's text, its mentions, and the speaker of each statement."""
    view, body = repair(text), Span(0, len(repair(text).text))
    report = Report("r", text, "r.txt", None, None, None, None, published, None, "en", body)
    sentences, quotations = find_sentences(view, body), find_quotations(view, body)
    encoded = load_encoder().read(view.text, sentences)
    actors = Actors(view, sentences, encoded, quotations)
    statements = find_statements(view, sentences, quotations, actors, report.id, None, encoded)
    times, places = find_times(view.text, published, body), Places(view, sentences, actors)
    found = find_mentions(view, sentences, actors, statements, times, places, report)
    return view.text, found, {statement.id: statement.speaker for statement in statements}


def the(trigger: str, text: str) -> Mention:
    """The mention with that trigger."""
    view, found, _ = mentions(text)
    by_trigger = {mention.trigger[0].of(view): mention for mention in reversed(found)}
    assert trigger in by_trigger, f"found only {list(by_trigger)}"
    return by_trigger[trigger]


def names(mention: Mention) -> tuple[str, str]:
    """Actors and recipients, joined by commas."""
    return ", ".join(a.name for a in mention.actors), ", ".join(a.name for a in mention.recipients)


def unsolved(*row: object, why: str) -> object:
    return pytest.param(*row, marks=pytest.mark.xfail(reason=why, strict=True))


# Who does what to whom: sentence, trigger, type, actors, recipients

PARTIES = [
    # the sixteen types, as verbs
    ("Iran agreed to a pause of six months.", "agreed to", "AGREE", "Iran", ""),
    ("Turkey's president visited Athens on Monday.", "visited", "CONSULT", "Turkey's president", "Athens"),
    ("France condemned Syria and praised Lebanon.", "praised", "SUPPORT", "France", "Lebanon"),
    ("The Iraqi government cooperated with Iran.", "cooperated", "COOPERATE", "Iraqi government, Iran", ""),
    ("Norway provided food and medicine to Somalia.", "provided", "AID", "Norway", "Somalia"),
    ("Sudan lifted the curfew in Khartoum.", "lifted", "CONCEDE", "Sudan", ""),
    ("Israel withdrew its troops from southern Lebanon.", "withdrew", "RETREAT", "Israel", ""),
    ("Japan asked China for an explanation.", "asked", "REQUEST", "Japan", "China"),
    ("Ecuador accused Colombia of lying.", "accused", "ACCUSE", "Ecuador", "Colombia"),
    ("Russia vetoed the resolution.", "vetoed", "REJECT", "Russia", ""),
    ("North Korea threatened Japan again.", "threatened", "THREATEN", "North Korea", "Japan"),
    ("Thousands of students protested in Athens.", "protested", "PROTEST", "students", ""),
    ("Britain expelled four Russian diplomats.", "expelled", "SANCTION", "United Kingdom", "Russian diplomats"),
    ("The United States deployed a second carrier to the Gulf.", "deployed", "MOBILIZE", "United States", ""),
    ("Egyptian police detained two bloggers.", "detained", "COERCE", "Egyptian police", "bloggers"),
    ("Israeli warplanes bombed a bridge.", "bombed", "ASSAULT", "Israeli warplanes", ""),
    # the sixteen types, as nouns
    ("The accord between Chad and Sudan took months.", "accord", "AGREE", "Chad, Sudan", ""),
    ("Talks between Iran and the European Union resumed.", "Talks", "CONSULT", "Iran, European Union", ""),
    ("Germany's endorsement of Turkey surprised diplomats.", "endorsement", "SUPPORT", "Germany", "Turkey"),
    ("Cooperation between Iraq and Jordan grew.", "Cooperation", "COOPERATE", "Iraq, Jordan", ""),
    ("Saudi aid to Lebanon doubled.", "aid", "AID", "Saudi Arabia", "Lebanon"),
    ("The concessions by Belgrade came late.", "concessions", "CONCEDE", "Belgrade", ""),
    ("The withdrawal of Syrian troops took a month.", "withdrawal", "RETREAT", "Syrian army", ""),
    ("Pakistan's request to India went unanswered.", "request", "REQUEST", "Pakistan", "India"),
    ("Chinese criticism of Japan grew louder.", "criticism", "ACCUSE", "China", "Japan"),
    ("Iran's rejection of the offer was expected.", "rejection", "REJECT", "Iran", ""),
    ("A threat by North Korea against Japan alarmed Tokyo.", "threat", "THREATEN", "North Korea", "Japan"),
    ("A boycott by Sunni lawmakers paralysed Baghdad.", "boycott", "PROTEST", "Sunni lawmakers", ""),
    ("Sanctions against Sudan hurt farmers.", "Sanctions", "SANCTION", "", "Sudan"),
    ("The deployment of Ethiopian troops was quick.", "deployment", "MOBILIZE", "Ethiopian troops", ""),
    ("The arrest of Jim Marsh by Sudanese police was a mistake.", "arrest", "COERCE", "Sudanese police", "Jim Marsh"),
    ("Georgia's attack on Russian troops began at night in Tbilisi.", "attack", "ASSAULT", "Georgia", "Russian army"),
    # nouns and what stands around them
    ("The US-led invasion of Iraq divided Europe.", "invasion", "ASSAULT", "United States", "Iraq"),
    ("The Iraq war divided Europe.", "war", "ASSAULT", "", "Iraq"),
    ("US-Iran talks opened on Monday.", "talks", "CONSULT", "United States, Iran", ""),
    ("Iran and Syria held talks.", "talks", "CONSULT", "Iran, Syria", ""),
    ("Iran held talks with Syria on Iraq.", "talks", "CONSULT", "Iran, Syria", ""),
    ("A visit by Pope Benedict to Turkey angered clerics.", "visit", "CONSULT", "Benedict", "Turkey"),
    ("China launched an attack on Vietnam.", "attack", "ASSAULT", "China", "Vietnam"),
    ("Mr. Lavrov spoke in Rome after the attack on Georgia near Tbilisi.", "attack", "ASSAULT", "", "Georgia"),
    # clauses that describe a noun, and nouns that stand for several
    ("It was hurt by the invitation that was issued by Norway.", "invitation", "REQUEST", "Norway", ""),
    ("The envoy spoke of the attack that Chad launched on Sudan.", "attack", "ASSAULT", "Chad", "Sudan"),
    ("A second meeting to include Norway and Mali will follow.", "meeting", "CONSULT", "Norway, Mali", ""),
    ("Iranian and Syrian foreign ministers met in Oslo.", "met", "CONSULT", "Iran, Syrian foreign ministers", ""),
    ("Iran and Mali met in Oslo. Both countries agreed to talk again.", "agreed to", "AGREE", "Iran, Mali", ""),
    ("Norway won the active support of the Democrats.", "support", "SUPPORT", "Democratic Party", "Norway"),
    ("Ehud Olmert will speak in front of a session of Congress.", "speak", "CONSULT", "Ehud Olmert", "Congress"),
    ("Asa Hutchinson said his son had asked him to veto the bill.", "asked", "REQUEST", "son", "Asa Hutchinson"),
    ("The committee that investigates the Benghazi attacks met.", "attacks", "ASSAULT", "", ""),
    # passives
    ("Two Russian diplomats were expelled by Britain.", "expelled", "SANCTION", "United Kingdom", "Russian diplomats"),
    ("Iraq was invaded in 2003.", "invaded", "ASSAULT", "", "Iraq"),
    ("The resolution was vetoed by Russia and China.", "vetoed", "REJECT", "Russia, China", ""),
    ("American troops were withdrawn from Saudi Arabia.", "withdrawn", "RETREAT", "US military", ""),
    ("The Syrian minister was invited by Iran to address its deputies.", "invited", "REQUEST",
     "Iran", "Syrian minister"),
    # subjects that stand apart
    ("Ali Larijani, the chief nuclear negotiator of Iran, rejected the demand.", "rejected", "REJECT",
     "Ali Larijani", ""),
    ("Condoleezza Rice, who visited Israel last week, criticized Iran.", "criticized", "ACCUSE", "Condoleezza Rice",
     "Iran"),
    ("Condoleezza Rice, who visited Israel last week, criticized Iran.", "visited", "CONSULT", "Condoleezza Rice",
     "Israel"),
    ("The United States on Tuesday accused Iran of meddling.", "accused", "ACCUSE", "United States", "Iran"),
    ("Israel bombed Gaza and arrested members of Hamas.", "arrested", "COERCE", "Israel", "Hamas"),
    ("Iran said that Israel had attacked Syria.", "attacked", "ASSAULT", "Israel", "Syria"),
    ("Turkey asked Greece to withdraw its troops.", "withdraw", "RETREAT", "Greece", ""),
    ("Turkey wants to invade Iraq.", "invade", "ASSAULT", "Turkey", "Iraq"),
    ("Poland's decision to expel Belarusian diplomats was criticized.", "expel", "SANCTION", "Poland",
     "Belarusian diplomats"),
    ("Turkey accused Syria of harbouring and arming Kurdish rebels.", "accused", "ACCUSE", "Turkey", "Syria"),
    ("Sudan was accused of bombing Chad.", "bombing", "ASSAULT", "Sudan", "Chad"),
    ("After arresting two Britons, Iran demanded an apology.", "demanded", "REQUEST", "Iran", ""),
    ("After meeting Vladimir Putin, Angela Merkel criticized Iran.", "meeting", "CONSULT",
     "Vladimir Putin, Angela Merkel", ""),
    # pronouns and offices
    ("Kofi Annan flew home. He criticized Sudan.", "criticized", "ACCUSE", "Kofi Annan", "Sudan"),
    ("Kofi Annan flew home. His visit to Sudan had failed.", "visit", "CONSULT", "Kofi Annan", "Sudan"),
    ("The rebels fled. They had attacked Goma and killed Congolese soldiers.", "killed", "ASSAULT", "rebels",
     "Congolese soldiers"),
    ("President Hugo Chavez flew to Havana. The president praised Cuba.", "praised", "SUPPORT", "Hugo Chavez", "Cuba"),
    ("The Israeli prime minister criticized Hamas.", "criticized", "ACCUSE", "Israeli prime minister", "Hamas"),
    ("“We condemn Israel,” said Bashar al-Assad.", "condemn", "ACCUSE", "Bashar al-Assad", "Israel"),
    # reciprocal
    ("Vladimir Putin and Angela Merkel met in Sochi.", "met", "CONSULT", "Vladimir Putin, Angela Merkel", ""),
    ("Vladimir Putin met with Angela Merkel.", "met with", "CONSULT", "Vladimir Putin, Angela Merkel", ""),
    # a noun that points back
    ("Kofi Annan will visit Iran in May. The visit is his first.", "visit", "CONSULT", "Kofi Annan", "Iran"),
    # headlines
    ("Rice Criticizes Iran as Talks Stall\n\nCondoleezza Rice spoke to reporters.", "Criticizes", "ACCUSE",
     "Condoleezza Rice", "Iran"),
    ("US to join Iran at talks", "join", "COOPERATE", "United States, Iran", ""),
    # evaluations
    ("Mr. Chavez called George W. Bush a liar.", "called", "ACCUSE", "Chavez", "George W. Bush"),
    ("Mr. Blair called George W. Bush a great friend.", "called", "SUPPORT", "Blair", "George W. Bush"),
    ("The minister whom Iran's leader dismissed criticized Iran's parliament.", "criticized", "ACCUSE", "minister",
     "Majlis"),
    unsolved("The bomb that killed Rafik Hariri was built in Syria, Lebanon charged.", "charged", "ACCUSE",
     "Lebanon", "Syria",
             why="whom a charge is levelled at stands in the clause that it quotes"),
    unsolved("Iran was host to Hamas and Hezbollah, and neither condemned it.", "condemned", "ACCUSE",
     "Hamas, Hezbollah",
             "Iran", why="'neither' as a pronoun is not resolved"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "kind", "actors", "recipients"), PARTIES)
def test_parties(text: str, trigger: str, kind: str, actors: str, recipients: str) -> None:
    mention = the(trigger, text)
    assert (mention.type, *names(mention)) == (kind, actors, recipients)


def test_table_of_parties_has_all_types() -> None:
    kinds = {row[2] for row in PARTIES if isinstance(row, tuple) and len(row) == 5}
    assert kinds == set(EVENT_TYPES)


# Senses: sentence, trigger, type and mode

SENSES = [
    ("Norway gave weapons to Chad.", "gave", "AID", None),
    ("Iran suspended enrichment.", "suspended", "CONCEDE", None),
    ("Iran suspended relations with Canada.", "suspended", "SANCTION", "discontinue"),
    ("Libya pulled out of the treaty.", "pulled out", "SANCTION", None),
    ("Libya pulled out of Chad.", "pulled out", "RETREAT", "withdraw"),
    ("Jim Marsh resigned in protest of Iran's vote.", "protest", "ACCUSE", None),
    ("Students held a protest against Iran.", "protest", "PROTEST", "demo"),
    ("Syria cancelled a planned visit to Iraq.", "cancelled a planned visit", "REJECT", "meet"),
    ("Pakistan test-fired a missile near India.", "test-fired", "MOBILIZE", "weapons"),
    ("Robert Mugabe imposed sanctions on Kenya.", "sanctions", "SANCTION", "discontinue"),
    ("Iran released fifteen British sailors.", "released", "RETREAT", "release"),
    ("Gunmen in Iraq kidnapped a diplomat.", "kidnapped", "COERCE", "arrest"),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "mode"), SENSES)
def test_sense(text: str, trigger: str, kind: str, mode: str | None) -> None:
    mention = the(trigger, text)
    assert (mention.type, mention.mode) == (kind, mode)


# No event

NONE = [
    "War is always bad, and peace is better than war.",
    "The war on drugs has failed in Mexico.",
    "Reporters waited in the press conference room of the Pentagon.",
    "The White House press secretary smiled.",
    "Iran should leave the door open.",
    "In order to understand Iran, read Hafez.",
    "Jim Marsh is in charge of the Iraqi police.",
    "March 10 is a holiday in Syria.",
    "Iran is in the Middle East.",
    "The Iranian ambassador is a close ally of Syria.",
    "What a shame for Iran!",
    "The Sandy Hook Elementary School is closed to Iraqis.",
    "World War II changed France.",
    "Iran needs to meet the deadline.",
    "Mr. Snow released a statement in Washington.",
    "The State Department released a report on Syria.",
    "Mr. Marsh, a retired Marine general, lives in Iraq.",
    "The alleged leader of Hamas lives in Syria.",
    "The resignation letter of Jim Marsh is long.",
    "Iraq is a war zone.",
    "Aid workers live in Chad.",
    "When asked about Iran, Mr. Snow smiled.",
    "Mr. Putin addressed the problem of corruption.",
    "The Pakistani army's training manual is old.",
    "The price war between Iran and Iraq is fierce.",
    "The group's fundraising for Iran had a heart attack.",
    "Kofi Annan thinks that Iran may be ready to understand an attack.",
    "Nobody in Iran would ever attack a poem.",
    unsolved("Iranians love to attack Iraqis in chess.", why="a game looks like an attack"),
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_event(text: str) -> None:
    view, found, _ = mentions(text)
    assert [mention.trigger[0].of(view) for mention in found] == []


# Status: sentence, trigger, status

STATUS = [
    ("Iran attacked Iraq.", "attacked", "actual"),
    ("Iran did not attack Iraq.", "attack", "negated"),
    ("Iran hasn't attacked Iraq.", "attacked", "negated"),
    ("Iran never attacked Iraq.", "attacked", "negated"),
    ("Iran left without attacking Iraq.", "attacking", "negated"),
    ("Iran refused to meet Iraqi officials.", "refused to meet", "actual"),
    ("Iran declined to attend the talks.", "attend", "negated"),
    ("No Iranian official has visited Iraq.", "visited", "negated"),
    ("Iran cancelled talks with Iraq.", "talks", "negated"),
    ("Talks between Iran and Iraq collapsed.", "Talks", "negated"),
    ("Iran will attack Iraq.", "attack", "planned"),
    ("Iran plans to attack Iraq.", "attack", "planned"),
    ("Iran decided to invade Iraq.", "invade", "planned"),
    ("Kofi Annan is to visit Iraq.", "visit", "planned"),
    ("Iran announced that it would withdraw its troops from Iraq.", "withdraw", "planned"),
    ("The planned visit of Kofi Annan to Iraq pleased Iran.", "visit", "planned"),
    ("Iran announced talks with Iraq.", "talks", "planned"),
    ("Talks between Iran and Iraq are scheduled for May.", "Talks", "planned"),
    ("Kofi Annan meets Iraqi leaders tomorrow.", "meets", "planned"),
    ("Iran may attack Iraq.", "attack", "possible"),
    ("Iran could attack Iraq.", "attack", "possible"),
    ("If Iran attacks Iraq, oil will be dear.", "attacks", "possible"),
    ("Iran threatened to torture two Iraqi pilots.", "torture", "possible"),
    ("Iran asked Iraq to withdraw.", "withdraw", "possible"),
    ("Iran called for talks with Iraq.", "talks", "possible"),
    ("Iran warned of a possible attack on Iraq.", "attack", "possible"),
    ("A potential deal between Iran and Iraq worries Kuwait.", "deal", "possible"),
    ("An attack on Iraq would anger Iran.", "attack", "possible"),
    ("Iran is considering withdrawing from Iraq.", "withdrawing", "possible"),
    ("Iran began withdrawing troops from Iraq.", "withdrawing", "actual"),
    ("Iran managed to kill two Iraqi generals.", "kill", "actual"),
    ("Iran continued to attack Iraq.", "attack", "actual"),
    ("Iran condemned the attack on Iraq.", "attack", "actual"),
    ("Iran will discuss the attack on Iraq.", "attack", "actual"),
    ("Jim Marsh announced his resignation. He led the Iraqi police.", "resignation", "actual"),
    ("Iran has no intention of attacking Iraq.", "attacking", "negated"),
    ("Iran ruled out talks with Iraq.", "ruled out talks", "actual"),
    unsolved("Iran denied attacking Iraq.", "attacking", "actual",
     why="a denial is read as the act's absence, by the guidelines"),
    ("Had Iran attacked Iraq, oil would be dear.", "attacked", "possible"),
    unsolved("It is not true that Iran attacked Iraq.", "attacked", "negated", why="a negation in the clause above"),
    ("Denmark offered to lift, and not just suspend, the sanctions against Iran.", "suspend", "possible"),
    ("Iran and Syria met in Oslo before agreeing to talk again.", "agreeing to", "actual"),
    ("The envoy spoke of the failure of the occupation of Iraq.", "occupation", "actual"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "status"), STATUS)
def test_status(text: str, trigger: str, status: str) -> None:
    assert the(trigger, text).status == status


# On whose word: text, trigger, speaker

SAID_BY = [
    ("Iran attacked Iraq.", "attacked", NARRATOR),
    ("“Iran attacked Iraq,” Tony Snow said.", "attacked", "Tony Snow"),
    ("Tony Snow said that Iran had attacked Iraq.", "attacked", "Tony Snow"),
    ("Iran attacked Iraq, Tony Snow said.", "attacked", "Tony Snow"),
    ("Tony Snow accused Iran of sabotage.", "accused", NARRATOR),
]


@pytest.mark.parametrize(("text", "trigger", "speaker"), SAID_BY)
def test_said_by(text: str, trigger: str, speaker: str) -> None:
    view, found, speakers = mentions(text)
    mention = next(m for m in found if m.trigger[0].of(view) == trigger)
    assert speakers.get(mention.said_by, mention.said_by) == speaker


# When: sentence, trigger, value

WHEN = [
    ("Iran attacked Iraq on Friday.", "attacked", "2007-03-02"),
    ("On Friday, Iran attacked Iraq.", "attacked", "2007-03-02"),
    ("In 1980 Iran attacked Iraq.", "attacked", "1980"),
    ("Kofi Annan will visit Iran next week.", "visit", "2007-03-12/2007-03-18"),
    ("Tony Snow said on Sunday that Iran had attacked Iraq.", "attacked", None),
    ("Iran attacked Iraq, Tony Snow said on Sunday.", "attacked", None),
    ("Iran, which attacked Iraq in 1980, met Kuwaiti leaders on Friday.", "attacked", "1980"),
    ("Iran, which attacked Iraq in 1980, met Kuwaiti leaders on Friday.", "met", "2007-03-02"),
    ("Iran expelled two diplomats on Thursday, and Iraq arrested an Iranian general on Friday.", "arrested",
     "2007-03-02"),
    ("Iran expelled two diplomats on Thursday, and Iraq arrested an Iranian general on Friday.", "expelled",
     "2007-03-01"),
    ("Iran attacked Iraq.", "attacked", None),
    ("Jim Marsh resigned on Thursday in protest of Iran's plan to invade Iraq.", "resigned", "2007-03-01"),
    ("Jim Marsh resigned on Thursday in protest of Iran's plan to invade Iraq.", "invade", None),
    ("Iran freed ten sailors on 9 March 2007, two days after Britain apologised.", "apologised", "2007-03-07"),
    ("Iran attacked Iraq on 9 March 2007, killing ten soldiers.", "killing", "2007-03-09"),
    ("Vicente Fox, who led Mexico from 2000 to 2006, rejected the offer of Cuba.", "rejected", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "value"), WHEN)
def test_when(text: str, trigger: str, value: str | None) -> None:
    when = the(trigger, text).when
    assert (when and when.value) == value


# Where: sentence, trigger, place and country

WHERE = [
    ("Gunmen killed two Iraqi judges in Mosul.", "killed", "Mosul", "IRQ"),
    ("Vladimir Putin met Angela Merkel in Sochi.", "met", "Sochi", "RUS"),
    ("Vladimir Putin met Angela Merkel at the White House.", "met", "White House", "USA"),
    ("Israeli troops fought Hamas in northern Gaza.", "fought", "Gaza", "PSE"),
    ("Israel withdrew from Lebanon.", "withdrew", "Lebanon", "LBN"),
    ("The invasion of Iraq by Iran failed.", "invasion", "Iraq", "IRQ"),
    ("Kofi Annan's trip to Tehran pleased Iran.", "trip", "Tehran", "IRN"),
    ("The talks between Iran and Syria in Sharm El Sheik ended.", "talks", "Sharm El Sheik", "EGY"),
    ("Mr. Putin's talks with Iran on Capitol Hill were praised by Oman.", "talks", "Capitol Hill", "USA"),
    ("Iran attacked Iraqi ships in the Persian Gulf.", "attacked", "Persian Gulf", None),
    ("Rebels attacked the Chadian army near Adré.", "attacked", "Adré", "TCD"),
    ("Rebels attacked the Chadian army near Sarouga.", "attacked", "Sarouga", None),
    ("Iran accused Iraq of lying.", "accused", None, None),
    ("Iran believes in Islam and condemned Israel.", "condemned", None, None),
    ("In Basra, Iraqi police arrested two Iranians.", "arrested", "Basra", "IRQ"),
    ("Iran condemned Israel, said Ali Larijani, who lives in Qom.", "condemned", None, None),
]


@pytest.mark.parametrize(("text", "trigger", "place", "country"), WHERE)
def test_where(text: str, trigger: str, place: str | None, country: str | None) -> None:
    where = the(trigger, text).where
    assert (where and where.name, where and where.country) == (place, country)


# Counts: sentence, trigger, value and unit

COUNTS = [
    ("Iran sent 2,000 troops to Syria.", "sent", [(2000, "troops")]),
    ("A bomb in Iraq killed twelve civilians.", "killed", [(12, "dead")]),
    ("Britain pledged $5 million in aid to Chad.", "pledged", [(5_000_000, "dollars")]),
    ("Iran met Syrian leaders after two weeks.", "met", []),
    # killed, hurt, detained, displaced
    ("Iraqi troops killed at least 20 rebels near Basra on Monday.", "killed", [(20, "dead")]),
    ("NATO strikes killed up to 30 civilians, Afghan officials said.", "strikes", [(30, "dead")]),
    ("The attack by Boko Haram left 41 dead and 60 missing.", "attack", [(41, "dead"), (60, "missing")]),
    ("Clashes between Indian and Pakistani troops left at least five soldiers dead.", "Clashes", [(5, "dead")]),
    ("At least 12 people were killed in an Israeli air strike on Gaza.", "strike", [(12, "dead")]),
    ("The bombing by Hezbollah that killed 241 Marines shocked Washington.", "bombing", [(241, "dead")]),
    ("Dozens of protesters were hurt when Egyptian police attacked them.", "attacked", [(24, "wounded")]),
    ("Three people were injured when Greek police attacked protesters.", "attacked", [(3, "wounded")]),
    ("In Baghdad, a car bomb wounded about 40 policemen.", "wounded", [(40, "wounded")]),
    ("Turkish police arrested between 10 and 15 activists.", "arrested", [(10, "arrested")]),
    ("Iraq announced the arrest of 45 rebels.", "arrest", [(45, "arrested")]),
    ("Egypt jailed 20 journalists and fined Reuters $3 million.", "jailed", [(20, "journalists")]),
    ("The fighting in Sudan displaced 200,000 people.", "fighting", [(200_000, "displaced")]),
    ("About two dozen Syrian soldiers were captured by rebels.", "captured", [(24, "troops")]),
    ("The Taliban kidnapped 23 South Koreans.", "kidnapped", [(23, "people")]),
    ("Iran released 15 British sailors on Wednesday.", "released", [(15, "sailors")]),
    # each to its own trigger
    (
        "Israeli warplanes bombed Gaza, killing 12 people and injuring dozens.",
        "bombed",
        [(12, "dead"), (24, "wounded")],
    ),
    ("Israeli warplanes bombed Gaza, killing 12 people and injuring dozens.", "killing", [(12, "dead")]),
    ("Israeli warplanes bombed Gaza, killing 12 people and injuring dozens.", "injuring", [(24, "wounded")]),
    ("Hamas freed two hostages and Israel released 150 prisoners.", "freed", [(2, "hostages")]),
    ("Hamas freed two hostages and Israel released 150 prisoners.", "released", [(150, "prisoners")]),
    ("Russia moved 12 warships to the Black Sea and sent 4,000 soldiers to Crimea.", "sent", [(4000, "troops")]),
    ("Pakistan accused India of killing 19 villagers and wounding scores.", "accused", []),
    ("Pakistan accused India of killing 19 villagers and wounding scores.", "wounding", [(40, "wounded")]),
    ("France condemned the killing of 12 civilians by Syrian forces.", "condemned", []),
    ("France condemned the killing of 12 civilians by Syrian forces.", "killing", [(12, "dead")]),
    ("Iran's president met 12 ministers in Damascus after 300 people were killed in Iraq.", "met", []),
    ("North Korea threatened to kill 10 hostages.", "threatened", []),
    ("Ethiopian forces attacked Eritrea, and a day later 70,000 refugees fled to Sudan.", "attacked", []),
    ("Israeli troops killed five Palestinians, including two children.", "killed", [(5, "dead")]),
    ("No one was killed when Israeli troops raided Nablus and arrested nine Palestinians.", "raided", []),
    # money
    ("The United States pledged $560 million in aid to Pakistan.", "pledged", [(560_000_000, "dollars")]),
    ("Germany approved $5 million in aid to Chad, where 3,000 people have died.", "aid", [(5_000_000, "dollars")]),
    ("Britain cut its aid to Rwanda by £21 million.", "cut", [(21_000_000, "pounds")]),
    ("The European Union agreed to give Turkey €3bn.", "agreed to", [(3_000_000_000, "euros")]),
    ("Japan gave Kenya a loan of 3 billion yen.", "loan", [(3_000_000_000, "yen")]),
    ("The US imposed a fine of $8.9 billion on a French bank.", "imposed", [(8_900_000_000, "dollars")]),
    # troops, ships and other things
    ("Britain deployed some 3,200 troops to Afghanistan.", "deployed", [(3200, "troops")]),
    ("The United States deployed two aircraft carriers to the Gulf.", "deployed", [(2, "carriers")]),
    ("Britain recalled three warships from the Gulf.", "recalled", [(3, "ships")]),
    (
        "China and Russia held exercises with 3,000 troops and 40 aircraft.",
        "exercises",
        [(3000, "troops"), (40, "planes")],
    ),
    ("The US carried out 12 air strikes against Islamic State in Syria.", "air strikes", [(12, "strikes")]),
    ("Iran agreed to release 15 sailors.", "agreed to", [(15, "sailors")]),
    (
        "Tens of thousands of demonstrators marched in Caracas against the government.",
        "marched",
        [(20_000, "protesters")],
    ),
    unsolved(
        "India withdrew 10,000 troops from Kashmir, and Pakistan deployed 5,000.",
        "deployed",
        [(5000, "troops")],
        why="a number alone that leaves out what it counts",
    ),
    unsolved(
        "The Islamic State claimed a suicide bombing in Kabul in which 22 people died.",
        "suicide bombing",
        [(22, "dead")],
        why="the tree hangs the relative clause on the place",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "counts"), COUNTS)
def test_counts(text: str, trigger: str, counts: list[tuple[float, str]]) -> None:
    assert [(m.value, m.unit) for m in the(trigger, text).magnitude] == counts


# What holds for every text


def test_triggers_are_slices_and_ids_are_unique() -> None:
    text = "Iran attacked Iraq. Iran attacked Iraq again, and talks between Iran and Iraq failed."
    view, found, _ = mentions(text)
    assert len({mention.id for mention in found}) == len(found) == 3
    assert all(part.of(view) for mention in found for part in mention.trigger)


def test_a_plain_attack_is_surer_than_a_common_word_without_a_recipient() -> None:
    _, found, _ = mentions("Israel bombed Syria. There were protests by students in Chile.")
    assert 0 < found[-1].confidence < found[0].confidence < 1


WORDS = st.sampled_from(
    "Iran Iraq US Obama Mr . , ; “ ” 's and of to the in at by with not will said attacked attack talks visit met who "
    "that president Israeli prime minister officials $ 5 2,000 troops Friday March called if no his they ( ) \n".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_never_raises(text: str) -> None:
    mentions(text)


@pytest.mark.parametrize(
    "word", ["attack", "Iran", "Iran and", "Obama,", "the president of", "Mr. Obama met", "in 2007"]
)
def test_long_sentences_cost_no_more_than_their_length(word: str) -> None:
    text = " ".join([word] * 4000)
    mentions(text)
