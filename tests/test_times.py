"""Time expressions and header dates: tables of sentences that a reader can judge."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Span
from dragoman.times import find_header_date, find_times, find_timexes

DAY, MONTH, YEAR = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d", r"\d{4}"
VALUE = re.compile(rf"{DAY}(/{DAY})?|{MONTH}(/{MONTH})?|{YEAR}(/{YEAR})?")


def times(text: str, published: str | None) -> list[tuple[str, str]]:
    """The words and the value of each time."""
    return [(when.span.of(text), when.value) for when in find_times(text, published)]


# 5 March 2007 is a Monday, 20 April 2012 a Friday.
FOUND = [
    # days by name
    ("The envoy left Tehran on Friday.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("The envoy left Tehran on Monday.", "2007-03-05", [("Monday", "2007-03-05")]),
    ("The two ministers will meet in Geneva on Thursday.", "2007-03-05", [("Thursday", "2007-03-08")]),
    ("The conference ends Thursday.", "2007-03-05", [("Thursday", "2007-03-08")]),
    ("Talks are due to resume Wednesday.", "2007-03-05", [("Wednesday", "2007-03-07")]),
    ("On Friday he agreed to hand over the files.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("On Friday, the court will hear the appeal.", "2007-03-05", [("Friday", "2007-03-09")]),
    ("They were freed last Thursday.", "2007-03-05", [("last Thursday", "2007-03-01")]),
    ("Voting begins next Sunday.", "2007-03-05", [("next Sunday", "2007-03-18")]),
    ("Police fired tear gas Saturday night.", "2007-03-05", [("Saturday night", "2007-03-03")]),
    ("Early Sunday, shells fell on the port.", "2007-03-05", [("Early Sunday", "2007-03-04")]),
    ("FRIDAY'S raid killed two.", "2007-03-05", [("FRIDAY", "2007-03-02")]),
    ("Tuesday's vote will decide who governs.", "2007-03-05", [("Tuesday", "2007-03-06")]),
    ("He said Saturday he would not resign.", "2007-03-05", [("Saturday", "2007-03-03")]),
    ("The ship could dock as early as Tuesday, officials said.", "2007-03-05", [("Tuesday", "2007-03-06")]),
    ("The rebels have until 9 a.m. Tuesday to answer.", "2007-03-05", [("9 a.m. Tuesday", "2007-03-06")]),
    ("The bomb went off next to the embassy on Friday.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("Yesterday the cabinet met; it meets again tomorrow.", "2007-03-05",
     [("Yesterday", "2007-03-04"), ("tomorrow", "2007-03-06")]),
    ("The minister spoke last night and flies home today.", "2007-03-05",
     [("last night", "2007-03-04"), ("today", "2007-03-05")]),
    ("The pact was signed the day before yesterday.", "2007-03-05", [("the day before yesterday", "2007-03-03")]),
    # dates
    ("The envoys are to sit down on March 10 in Vienna.", "2007-03-05", [("March 10", "2007-03-10")]),
    ("In his January 10 speech the president said so.", "2007-03-02", [("January 10", "2007-01-10")]),
    ("They met on 27 December in Cairo.", "2007-03-05", [("27 December", "2006-12-27")]),
    ("The treaty was signed on May 31, 2006, in Vienna.", None, [("May 31, 2006", "2006-05-31")]),
    ("The treaty was signed on the 31st of May, 2006.", None, [("the 31st of May, 2006", "2006-05-31")]),
    ("The summit opens on Friday, March 9.", "2007-03-05", [("Friday, March 9", "2007-03-09")]),
    ("The strike of Monday, October 10, failed.", "2012-04-20", [("Monday, October 10", "2011-10-10")]),
    ("The conference of March 3-5 ended in discord.", "2007-03-07", [("March 3-5", "2007-03-03/2007-03-05")]),
    ("The conference runs from March 30 to April 2.", "2007-03-05", [("March 30 to April 2", "2007-03-30/2007-04-02")]),
    ("It met on April 24 and 25.", "2007-04-27", [("April 24 and 25", "2007-04-24/2007-04-25")]),
    ("BAGHDAD, Sept. 3 (Reuters) - A bomb went off.", "2004-09-03", [("Sept. 3", "2004-09-03")]),
    ("He fled after the Sept. 11 attacks.", "2007-03-05", [("Sept. 11", "2001-09-11")]),
    ("The pastor plans to hold his rally on Sept. 11.", "2010-08-20", [("Sept. 11", "2010-09-11")]),
    ("Security has changed since 9/11.", "2007-03-05", [("9/11", "2001-09-11")]),
    ("It fell on Sept. 14, 2012. The Sept. 14 memo says why.", "2013-05-15",
     [("Sept. 14, 2012", "2012-09-14"), ("Sept. 14", "2012-09-14")]),
    ("The log of 2007-02-27 names no one.", None, [("2007-02-27", "2007-02-27")]),
    ("The court sits in the week of March 12.", "2007-03-05", [("the week of March 12", "2007-03-12/2007-03-18")]),
    ("The lights went on Christmas Eve.", "2007-01-05", [("Christmas Eve", "2006-12-24")]),
    ("The troops will be home by Christmas.", "2007-03-05", [("Christmas", "2007-12-25")]),
    ("He was found on Thanksgiving Day.", "2000-01-07", [("Thanksgiving Day", "1999-11-25")]),
    # months
    ("A conference in Bonn in November 2001 pledged money.", None, [("November 2001", "2001-11")]),
    ("In March, a judge freed him.", "2007-04-20", [("March", "2007-03")]),
    ("The deal was reached in December.", "2007-03-05", [("December", "2006-12")]),
    ("Elections will be held in January.", "2012-04-20", [("January", "2013-01")]),
    ("They hope to win seats in the November election.", "2010-07-04", [("November", "2010-11")]),
    ("The two presidents signed it last May.", "1998-02-27", [("last May", "1997-05")]),
    ("The July attack left six dead.", "2007-09-05", [("July", "2007-07")]),
    ("The May summit failed.", "2007-06-05", [("May", "2007-05")]),
    ("He had fallen ill in June last year.", "2007-03-05", [("June last year", "2006-06")]),
    ("The bank shut in late September.", "2008-10-20", [("late September", "2008-09-21/2008-09-30")]),
    ("By the beginning of October 2008 it was over.", None,
     [("the beginning of October 2008", "2008-10-01/2008-10-10")]),
    # years and more
    ("He has been in power since 2003.", None, [("2003", "2003")]),
    ("The 1990 invasion of Kuwait led to war.", None, [("1990", "1990")]),
    ("In 2003 troops took the city.", None, [("2003", "2003")]),
    ("In late 2004 the ministers met.", None, [("late 2004", "2004-10/2004-12")]),
    ("In the summer of 2003 Iran made an offer.", None, [("the summer of 2003", "2003-06/2003-08")]),
    ("It rose in the first half of 2006.", None, [("the first half of 2006", "2006-01/2006-06")]),
    ("He served from 1965 to 1970.", None, [("1965 to 1970", "1965/1970")]),
    ("In the 2003-04 season they lost.", None, [("2003-04", "2003/2004")]),
    ("The dam was built in the 1980s.", None, [("the 1980s", "1980/1989")]),
    ("The dam was planned in the late '70s.", None, [("the late '70s", "1977/1979")]),
    ("In the early sixties no one asked.", None, [("the early sixties", "1960/1963")]),
    ("The border dates from the 19th century.", None, [("the 19th century", "1801/1900")]),
    ("It was the bloodiest year of the twentieth century.", None, [("the twentieth century", "1901/2000")]),
    ("Net profit rose in the third quarter of 2006.", None, [("the third quarter of 2006", "2006-07/2006-09")]),
    ("Third-quarter profit rose.", "1989-10-30", [("Third-quarter", "1989-07/1989-09")]),
    ("It rests on work done in nineteen ninety-four.", None, [("nineteen ninety-four", "1994")]),
    # units counted from the report
    ("Last week, Rice announced it.", "2007-03-05", [("Last week", "2007-02-26/2007-03-04")]),
    ("The announcement this week was no surprise.", "2007-03-02", [("this week", "2007-02-26/2007-03-04")]),
    ("Last weekend, soldiers laid out weapons.", "2007-03-02", [("Last weekend", "2007-02-24/2007-02-25")]),
    ("Clashes went on over the weekend.", "2007-03-05", [("the weekend", "2007-03-03/2007-03-04")]),
    ("The governor resigned last month.", "2007-01-05", [("last month", "2006-12")]),
    ("Aid will be cut next year.", "2007-03-05", [("next year", "2008")]),
    ("The base was closed earlier this month.", "2007-03-05", [("earlier this month", "2007-03")]),
    ("The fleet sails early next year.", "2007-03-05", [("early next year", "2008-01/2008-03")]),
    ("All troops leave by the end of the year.", "2007-03-05", [("the end of the year", "2007-10/2007-12")]),
    ("Two days ago the radio fell silent.", "2007-03-05", [("Two days ago", "2007-03-03")]),
    ("Three weeks ago he was in Rome.", "2007-03-05", [("Three weeks ago", "2007-02-12/2007-02-18")]),
    ("He moved here six months ago.", "2007-03-05", [("six months ago", "2006-09")]),
    ("It happened 30 years ago.", "2007-03-05", [("30 years ago", "1977")]),
    ("A year ago this week he was jailed.", "2007-03-05", [("A year ago this week", "2006-02-27/2006-03-05")]),
    ("In the last two weeks 40 died.", "2007-03-05", [("the last two weeks", "2007-02-19/2007-03-05")]),
    ("Over the past six months prices fell.", "2007-03-05", [("the past six months", "2006-09/2007-03")]),
    ("In the past 24 hours the shelling grew.", "2007-03-05", [("the past 24 hours", "2007-03-04/2007-03-05")]),
    ("They lost their homes last summer.", "2007-03-05", [("last summer", "2006-06/2006-08")]),
    # units counted from the time last spoken of
    ("On Monday the cabinet agreed. On the same day it told the press, and the next day Rice confirmed.", "2007-03-02",
     [("Monday", "2007-02-26"), ("the same day", "2007-02-26"), ("the next day", "2007-02-27")]),
    ("The coup was on July 22, 1953. A month later the shah was back.", None,
     [("July 22, 1953", "1953-07-22"), ("A month later", "1953-08")]),
    ("Exports rose in 2006. Two years earlier there were none.", None,
     [("2006", "2006"), ("Two years earlier", "2004")]),
    ("They met on Friday and again the following Tuesday.", "2007-03-14",
     [("Friday", "2007-03-09"), ("the following Tuesday", "2007-03-13")]),
    ("It began in June 1998 and ended later that year.", None, [("June 1998", "1998-06"), ("later that year", "1998")]),
]  # fmt: skip

# The kind and value of each expression in TIMEX3. 5 March 2007 is a Monday of the tenth week.
TIMEXES = [
    # days, months, years
    ("The envoy left Tehran on Friday.", "2007-03-05", [("Friday", "DATE", "2007-03-02")]),
    ("The court will sit on Friday.", "2007-03-05", [("Friday", "DATE", "2007-03-09")]),
    ("The treaty of May 31, 2006, holds.", None, [("May 31, 2006", "DATE", "2006-05-31")]),
    ("It met in November 2001.", None, [("November 2001", "DATE", "2001-11")]),
    ("In March 2003 the war began; the following month the city fell.", None,
     [("March 2003", "DATE", "2003-03"), ("the following month", "DATE", "2003-04")]),
    ("He has ruled since 1979.", None, [("1979", "DATE", "1979")]),
    ("He was born in nineteen thirty-two.", None, [("nineteen thirty-two", "DATE", "1932")]),
    ("They feared the year two thousand.", None, [("the year two thousand", "DATE", "2000")]),
    ("The deficit doubled in fiscal 1988.", None, [("fiscal 1988", "DATE", "1988")]),
    ("The bank shut in late September.", "2008-10-20", [("late September", "DATE", "2008-09")]),
    ("The ministers met in late 2004.", None, [("late 2004", "DATE", "2004")]),
    ("All troops leave by the end of the year.", "2007-03-05", [("the end of the year", "DATE", "2007")]),
    ("Troops leave by year-end.", "2007-03-05", [("year-end", "DATE", "2007-12-31")]),
    ("Two days ago the radio fell silent.", "2007-03-05", [("Two days ago", "DATE", "2007-03-03")]),
    ("He moved here about six months ago.", "2007-03-05", [("about six months ago", "DATE", "2006-09")]),
    ("The wall fell nearly twenty years ago.", "2007-03-05", [("nearly twenty years ago", "DATE", "1987")]),
    ("The border was drawn half a century ago.", "2007-03-05", [("half a century ago", "DATE", "1957")]),
    ("Exports rose in 2006. Two years earlier there were none.", None,
     [("2006", "DATE", "2006"), ("Two years earlier", "DATE", "2004")]),
    ("Two days later he was dead.", "2007-03-05", [("Two days later", "DATE", "2007-03-07")]),
    # weeks and weekends
    ("Rice spoke last week.", "2007-03-05", [("last week", "DATE", "2007-W09")]),
    ("The talks resume next week.", "2007-03-05", [("next week", "DATE", "2007-W11")]),
    ("They voted earlier this week.", "2007-03-07", [("earlier this week", "DATE", "2007-W10")]),
    ("Three weeks ago he was in Rome.", "2007-03-05", [("Three weeks ago", "DATE", "2007-W07")]),
    ("The court sits in the week of March 12.", "2007-03-05", [("the week of March 12", "DATE", "2007-W11")]),
    ("Soldiers came last weekend.", "2007-03-07", [("last weekend", "DATE", "2007-W09-WE")]),
    ("Clashes went on over the weekend.", "2007-03-05", [("the weekend", "DATE", "2007-W09-WE")]),
    # quarters, halves, seasons
    ("Profit rose in the third quarter of 1998.", None, [("the third quarter of 1998", "DATE", "1998-Q3")]),
    ("Third-quarter profit rose.", "1989-10-30", [("Third-quarter", "DATE", "1989-Q3")]),
    ("Sales fell in the fourth quarter.", "2007-02-10", [("the fourth quarter", "DATE", "2006-Q4")]),
    ("Exports grew in the first half of 2006.", None, [("the first half of 2006", "DATE", "2006-H1")]),
    ("Third-quarter profit rose from $2 million a year earlier.", "1989-10-30",
     [("Third-quarter", "DATE", "1989-Q3"), ("a year earlier", "DATE", "1988-Q3")]),
    ("Third-quarter profit rose. In the year-ago quarter there was a loss.", "1989-10-30",
     [("Third-quarter", "DATE", "1989-Q3"), ("the year-ago quarter", "DATE", "1988-Q3")]),
    ("The bank lost money in the latest quarter.", "1989-10-30", [("the latest quarter", "DATE", "1989-Q3")]),
    ("In the second quarter it earned more; orders in the quarter doubled.", "1989-08-01",
     [("the second quarter", "DATE", "1989-Q2"), ("the quarter", "DATE", "1989-Q2")]),
    ("In the summer of 2003 Iran made an offer.", None, [("the summer of 2003", "DATE", "2003-SU")]),
    ("They lost their homes last summer.", "2007-03-05", [("last summer", "DATE", "2006-SU")]),
    ("The offensive came in the spring of 1985.", None, [("the spring of 1985", "DATE", "1985-SP")]),
    ("Aid arrived in the autumn of 1991.", None, [("the autumn of 1991", "DATE", "1991-FA")]),
    ("Many froze in the winter of 1946.", None, [("the winter of 1946", "DATE", "1946-WI")]),
    # decades and centuries
    ("The dam was built in the 1960s.", None, [("the 1960s", "DATE", "196")]),
    ("The dam was planned in the late '70s.", None, [("the late '70s", "DATE", "197")]),
    ("In the early eighties no one asked.", None, [("the early eighties", "DATE", "198")]),
    ("The border dates from the 19th century.", None, [("the 19th century", "DATE", "18")]),
    ("It was the bloodiest war of the twentieth century.", None, [("the twentieth century", "DATE", "19")]),
    ("The fort goes back to the 1700s.", None, [("the 1700s", "DATE", "17")]),
    # times of day
    ("The rebels have until 9 a.m. Tuesday to answer.", "2007-03-05", [("9 a.m. Tuesday", "TIME", "2007-03-06T09:00")]),
    ("The deadline passed at noon Friday.", "2007-03-05", [("noon Friday", "TIME", "2007-03-02T12:00")]),
    ("Guns fell silent on Friday at noon.", "2007-03-05", [("Friday at noon", "TIME", "2007-03-02T12:00")]),
    ("The quake struck at 5:30 p.m. local time.", "2007-03-05",
     [("5:30 p.m. local time", "TIME", "2007-03-05T17:30")]),
    ("The quake struck at 14:05.", "2007-03-05", [("14:05", "TIME", "2007-03-05T14:05")]),
    ("They came under fire at 1930 GMT.", "2007-03-05", [("1930 GMT", "TIME", "2007-03-05T19:30")]),
    ("The offer ends at 5 p.m. EST Nov. 9.", "2007-11-01", [("5 p.m. EST Nov. 9", "TIME", "2007-11-09T17:00")]),
    ("The siege ended at about 7:15 a.m. with a blast.", "2007-03-05",
     [("about 7:15 a.m.", "TIME", "2007-03-05T07:15")]),
    ("Shots rang out at 12 a.m. on the bridge.", "2007-03-05", [("12 a.m.", "TIME", "2007-03-05T00:00")]),
    ("The bells rang at five o'clock.", "2007-03-05", [("five o'clock", "TIME", "2007-03-05T05:00")]),
    ("The truce begins at midnight.", "2007-03-05", [("midnight", "TIME", "2007-03-05T24:00")]),
    ("Police fired tear gas Saturday night.", "2007-03-05", [("Saturday night", "TIME", "2007-03-03TNI")]),
    ("He spoke on Friday morning.", "2007-03-05", [("Friday morning", "TIME", "2007-03-02TMO")]),
    ("He spoke on Friday afternoon.", "2007-03-05", [("Friday afternoon", "TIME", "2007-03-02TAF")]),
    ("He spoke late Friday evening.", "2007-03-05", [("late Friday evening", "TIME", "2007-03-02TEV")]),
    ("The cabinet meets tonight.", "2007-03-05", [("tonight", "TIME", "2007-03-05TNI")]),
    ("The cabinet met this morning.", "2007-03-05", [("this morning", "TIME", "2007-03-05TMO")]),
    ("He fled last night.", "2007-03-05", [("last night", "TIME", "2007-03-04TNI")]),
    ("He fled yesterday evening.", "2007-03-05", [("yesterday evening", "TIME", "2007-03-04TEV")]),
    ("Rockets fell overnight.", "2007-03-05", [("overnight", "TIME", "2007-03-05TNI")]),
    ("On Friday they met; in the afternoon they parted.", "2007-03-05",
     [("Friday", "DATE", "2007-03-02"), ("the afternoon", "TIME", "2007-03-02TAF")]),
    ("She vanished on the night of May 4, 2006.", None, [("the night of May 4, 2006", "TIME", "2006-05-04TNI")]),
    # lengths
    ("The siege lasted three weeks.", None, [("three weeks", "DURATION", "P3W")]),
    ("She was the first in nearly 30 years.", None, [("nearly 30 years", "DURATION", "P30Y")]),
    ("They talked for more than four hours.", None, [("more than four hours", "DURATION", "PT4H")]),
    ("He spoke for 20 minutes.", None, [("20 minutes", "DURATION", "PT20M")]),
    ("It was over in ten seconds.", None, [("ten seconds", "DURATION", "PT10S")]),
    ("The eight-year war ruined both.", None, [("eight-year", "DURATION", "P8Y")]),
    ("A 12-hour ultimatum ran out.", None, [("12-hour", "DURATION", "PT12H")]),
    ("The truce held for a week.", None, [("a week", "DURATION", "P1W")]),
    ("The truce held for another two weeks.", None, [("another two weeks", "DURATION", "P2W")]),
    ("They need six more months.", None, [("six more months", "DURATION", "P6M")]),
    ("He was held for 14 straight days.", None, [("14 straight days", "DURATION", "P14D")]),
    ("It will take at least two decades.", None, [("at least two decades", "DURATION", "P20Y")]),
    ("Prices doubled in a decade.", None, [("a decade", "DURATION", "P10Y")]),
    ("No one fared worse in the decade.", None, [("the decade", "DURATION", "P10Y")]),
    ("The empire stood for two centuries.", None, [("two centuries", "DURATION", "P200Y")]),
    ("The feud is almost a hundred years old.", None, []),
    ("The feud has run for almost a hundred years.", None, [("almost a hundred years", "DURATION", "P100Y")]),
    ("The road is two thousand years in the making.", None, [("two thousand years", "DURATION", "P2000Y")]),
    ("He waited twenty-four hours.", None, [("twenty-four hours", "DURATION", "PT24H")]),
    ("He waited a couple of days.", None, [("a couple of days", "DURATION", "P2D")]),
    ("The talks went on for half an hour.", None, [("half an hour", "DURATION", "PT0.5H")]),
    ("He served two and a half years.", None, [("two and a half years", "DURATION", "P2.5Y")]),
    ("He waited an hour and a half.", None, [("an hour and a half", "DURATION", "PT1.5H")]),
    ("The first nine months were hard.", None, [("The first nine months", "DURATION", "P9M")]),
    ("Net income for the year ended March 31, 1989, fell.", None,
     [("the year", "DURATION", "P1Y"), ("March 31, 1989", "DATE", "1989-03-31")]),
    ("Shells fell all night.", None, [("all night", "DURATION", "P1D")]),
    ("The three-month-old truce broke.", None, [("three-month-old", "DURATION", "P3M")]),
    ("In the past two weeks 40 died.", "2007-03-05", [("the past two weeks", "DURATION", "P2W")]),
    ("Over the next five years it will grow.", "2007-03-05", [("the next five years", "DURATION", "P5Y")]),
    ("In the last 24 hours the shelling grew.", None, [("the last 24 hours", "DURATION", "PT24H")]),
    ("Over the past decade prices fell.", "2007-03-05", [("the past decade", "DURATION", "P10Y")]),
    ("They met for several hours.", None, [("several hours", "DURATION", "PTXH")]),
    ("The vote is a few days away.", None, [("a few days", "DURATION", "PXD")]),
    ("A several-week delay is likely.", None, [("several-week", "DURATION", "PXW")]),
    ("They have met often in recent months.", None, [("recent months", "DURATION", "PXM")]),
    ("More is expected in the coming weeks.", None, [("the coming weeks", "DURATION", "PXW")]),
    ("Over the past few years trade grew.", None, [("the past few years", "DURATION", "PXY")]),
    ("The valley was ruled from afar for centuries.", None, [("centuries", "DURATION", "PXC")]),
    ("They will be home within days.", None, [("days", "DURATION", "PXD")]),
    ("The decade-long war drew in all.", None, [("decade-long", "DURATION", "P10Y")]),
    ("A month-long siege began.", None, [("month-long", "DURATION", "P1M")]),
    ("The weeklong march ended.", None, [("weeklong", "DURATION", "P1W")]),
    ("The talks lasted 10 to 12 days.", None, [("10 to 12 days", "DURATION", "P12D")]),
    ("It is the third raid in as many weeks.", None, []),
    # sets
    ("The committee meets every Monday.", None, [("every Monday", "SET", "XXXX-WXX-1")]),
    ("Prayers are held every Friday.", None, [("every Friday", "SET", "XXXX-WXX-5")]),
    ("The market closes on Sundays.", None, [("Sundays", "SET", "XXXX-WXX-7")]),
    ("The march is held each July.", None, [("each July", "SET", "XXXX-07")]),
    ("The river floods every spring.", None, [("every spring", "SET", "XXXX-SP")]),
    ("They protest every weekend.", None, [("every weekend", "SET", "XXXX-WXX-WE")]),
    ("He prays every morning.", None, [("every morning", "SET", "XXXX-XX-XXTMO")]),
    ("Ten people die every day.", None, [("every day", "SET", "P1D")]),
    ("Each month a ship came.", None, [("Each month", "SET", "P1M")]),
    ("They meet every two years.", None, [("every two years", "SET", "P2Y")]),
    ("They meet every other week.", None, [("every other week", "SET", "P2W")]),
    ("The council meets twice a week.", None, [("twice a week", "SET", "P1W")]),
    ("He calls three times a day.", None, [("three times a day", "SET", "P1D")]),
    ("The levy is paid annually.", None, [("annually", "SET", "P1Y")]),
    ("Flights leave daily.", None, [("daily", "SET", "P1D")]),
    ("The weekly Cabinet meeting was put off.", None, [("weekly", "SET", "P1W")]),
    ("Fees are due monthly.", None, [("monthly", "SET", "P1M")]),
    # past, present and future
    ("The army now holds the town.", None, [("now", "DATE", "PRESENT_REF")]),
    ("He currently lives in exile.", None, [("currently", "DATE", "PRESENT_REF")]),
    ("At the moment no one leads.", None, [("At the moment", "DATE", "PRESENT_REF")]),
    ("Nowadays few remember him.", None, [("Nowadays", "DATE", "PRESENT_REF")]),
    ("He recently left the party.", None, [("recently", "DATE", "PAST_REF")]),
    ("The party erred in the past.", None, [("the past", "DATE", "PAST_REF")]),
    ("He fled several years ago.", None, [("several years ago", "DATE", "PAST_REF")]),
    ("They split long ago.", None, [("long ago", "DATE", "PAST_REF")]),
    ("The talks will end soon.", None, [("soon", "DATE", "FUTURE_REF")]),
    ("No vote is planned for the foreseeable future.", None, [("the foreseeable future", "DATE", "FUTURE_REF")]),
    ("The future is open.", None, [("The future", "DATE", "FUTURE_REF")]),
    # no times
    ("A 39-year-old man and a boy of six were freed.", None, []),
    ("He earns $5 a day.", None, []),
    ("About three-quarters of the seats are lost.", None, []),
    ("More than a quarter of the seats are lost.", None, []),
    ("Shortly after the vote he fled.", None, []),
    ("She left as soon as she could.", None, []),
    ("He read us the riot act a second time.", None, []),
    ("Those were the days of rage.", None, []),
]  # fmt: skip

TIMEXES_NOT_YET = [
    ("The raid of May 4, 2006, came on the 23rd day.", None,
     [("May 4, 2006", "DATE", "2006-05-04"), ("the 23rd day", "DATE", "2006-05-26")]),
    ("They prayed through Easter 2007.", None, [("Easter 2007", "DATE", "2007-04-08")]),
    ("It met on April 24 and 25.", "2007-04-27",
     [("April 24", "DATE", "2007-04-24"), ("25", "DATE", "2007-04-25")]),
    ("He came on March eighth.", "2007-03-15", [("March eighth", "DATE", "2007-03-08")]),
    ("The current crisis began in 2006.", None,
     [("current", "DATE", "PRESENT_REF"), ("2006", "DATE", "2006")]),
    ("The village was shelled in the days before the vote.", None, [("the days", "DURATION", "PXD")]),
    ("An hour ago he resigned.", "2007-03-05T14:00", [("An hour ago", "TIME", "2007-03-05T13:00")]),
]  # fmt: skip

NOT_YET = [
    ("The vote planned for Saturday was called off.", "2007-03-05", [("Saturday", "2007-03-03")]),
    ("He was shot at noon on the 23rd.", "1998-10-25", [("the 23rd", "1998-10-23")]),
    ("They lost the House in November, she said.", "2012-04-23", [("November", "2010-11")]),
    ("The raid of May 4, 2006, came two days after the vote.", None,
     [("May 4, 2006", "2006-05-04"), ("two days after the vote", "2006-05-02")]),
]  # fmt: skip

NO_TIME = [
    "It may be that he may not go.",
    "May I ask the minister a question?",
    "This May Be the Last Chance",
    "Protesters march on the palace.",
    "They began the long march home.",
    "Prime Minister May refused to answer.",
    "June Carter and April Jones sang.",
    "He has ruled for 30 years.",
    "The siege lasted two weeks.",
    "She was the first in nearly 30 years.",
    "They have met many times in recent months.",
    "More is expected in the coming weeks.",
    "He reads the Sunday Times.",
    "The Mail on Sunday had it first.",
    "The Good Friday Agreement holds.",
    "Prayers are held every Friday.",
    "They march on the third Monday of the month.",
    "In today’s world no one waits.",
    "Some 2000 people gathered.",
    "About 2000 gathered in the square.",
    "It passed resolutions 1696, 1737 and 1929 on the matter.",
    "Resolution 1929 was adopted.",
    "The bill comes to $1990.",
    "He lives at 1600 Pennsylvania Avenue.",
    "They came under fire at 1930 GMT.",
    "A force of 2,003 men held the town.",
    "He scored in the third quarter.",
    "A day in the life of a spring in a summer house",
    "It fell to the lowest point in a decade.",
    "The stone is 200,000 years old.",
    "Two days later he was dead.",
    "A flood on February 30, 2007 was invented.",
]

RELATIVE = [
    "The envoy left on Tuesday.",
    "Yesterday it rained.",
    "Talks begin March 10.",
    "In March he fell.",
    "Last week she won.",
    "Two days ago they met.",
    "In the past two weeks 40 died.",
    "Halloween was quiet.",
    "Over the weekend they fought.",
    "Later in the day he left.",
]

HEADERS = [
    ("10.05.2007", "2007-05-10"),
    ("Mar 5, 2007", "2007-03-05"),
    ("2 March 2007", "2007-03-02"),
    ("2nd March 2007", "2007-03-02"),
    ("Thursday, 1st of March, 2007", "2007-03-01"),
    ("Published: Friday, March 2, 2007 10:30 AM EST", "2007-03-02"),
    ("2007-03-02T10:00:00Z", "2007-03-02"),
    ("2007/03/02 14:00", "2007-03-02"),
    ("03/05/2007", "2007-03-05"),
    ("13/05/2007", "2007-05-13"),
    ("5/3/07", "2007-05-03"),
    ("25-05-2007", "2007-05-25"),
    ("02-Mar-2007", "2007-03-02"),
    ("Date: 5 MARCH 2007", "2007-03-05"),
    ("BAGHDAD, March 2, 2007", "2007-03-02"),
    ("By Ann Example, 2 March 2007", "2007-03-02"),
    ("By ANN EXAMPLE | March 5, 2007", "2007-03-05"),
    ("Posted by admin on March 2, 2007 at 3:45 pm", "2007-03-02"),
    ("Last modified on Fri 2 Mar 2007 10.30 GMT", "2007-03-02"),
    ("Page last updated at 15:25 GMT, Friday, 2 July 2010 16:25 UK", "2010-07-02"),
    ("2:45PM BST 02 Jul 2010", "2010-07-02"),
    ("Saturday, March 3, 2007; A01", "2007-03-03"),
    ("Volume 12, Issue 3, March 2, 2007", "2007-03-02"),
    ("Published: March 2, 2007 | Updated: March 3, 2007", "2007-03-02"),
    ("Updated: March 3, 2007. Published: March 2, 2007", "2007-03-02"),
]

NO_HEADERS = [
    "",
    "Yesterday",
    "March 2",
    "March 2007",
    "31.02.2007",
    "03-05-2007",
    "March 5-12, 2007",
    "March 2, 2007 - March 5, 2007",
    "version 2.10.2007.1",
    "http://news.example/2007/03/02/story",
    "Copyright 2007 The Example",
    "On May 31, 2006, the minister announced that she was willing to talk.",
    "The talks began on March 10, 2007.",
    "Iran Talks Begin March 10, 2007",
    "2 March 2007 " * 40,
]


@pytest.mark.parametrize(("text", "published", "expected"), FOUND)
def test_times_are_found_and_resolved(text: str, published: str | None, expected: list[tuple[str, str]]) -> None:
    assert times(text, published) == expected


def timexes(text: str, published: str | None) -> list[tuple[str, str, str]]:
    return [(timex.span.of(text), timex.kind, timex.value) for timex in find_timexes(text, published)]


@pytest.mark.parametrize(("text", "published", "expected"), TIMEXES)
def test_timexes_have_a_kind_and_value(text: str, published: str | None, expected: list[tuple[str, str, str]]) -> None:
    assert timexes(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), TIMEXES_NOT_YET)
@pytest.mark.xfail(reason="ordinal days, moving feasts, adjectives and times of publication are not read", strict=True)
def test_known_gaps_of_timexes(text: str, published: str | None, expected: list[tuple[str, str, str]]) -> None:
    assert timexes(text, published) == expected


def test_a_length_or_a_set_is_no_date_for_the_record() -> None:
    text = "For three weeks, every Monday and annually, he now spoke at noon of the future."
    assert len(find_timexes(text, "2007-03-05")) == 6
    assert find_times(text, "2007-03-05") == ()


def test_what_hangs_on_a_time_never_named_is_dated_from_the_report_for_timex_alone() -> None:
    assert timexes("The next day he fled.", "2007-03-05") == [("The next day", "DATE", "2007-03-06")]
    assert times("The next day he fled.", "2007-03-05") == []
    assert timexes("The next day he fled.", None) == []


@pytest.mark.parametrize("text", NO_TIME)
def test_what_is_no_time_is_left_out(text: str) -> None:
    assert times(text, "2012-04-20") == []


@pytest.mark.parametrize("text", RELATIVE)
@pytest.mark.parametrize("published", [None, "", "unknown", "2007-02-31"])
def test_nothing_is_guessed_where_the_day_of_publication_is_unknown(text: str, published: str | None) -> None:
    assert times(text, published) == []


@pytest.mark.parametrize(("text", "published", "expected"), NOT_YET)
@pytest.mark.xfail(reason="needs more than the words nearby", strict=True)
def test_known_gaps(text: str, published: str | None, expected: list[tuple[str, str]]) -> None:
    assert times(text, published) == expected


@pytest.mark.parametrize(("line", "expected"), HEADERS)
def test_header_dates(line: str, expected: str) -> None:
    found = find_header_date(line)
    assert found is not None
    assert found[0] == expected
    assert re.search(r"\d", found[1].of(line))


def test_the_span_of_a_header_date_holds_the_date_alone() -> None:
    line = "Published: Friday, March 2, 2007 10:30 AM EST"
    found = find_header_date(line)
    assert found is not None
    assert found[1].of(line) == "March 2, 2007"


@pytest.mark.parametrize("line", NO_HEADERS)
def test_lines_that_state_no_day(line: str) -> None:
    assert find_header_date(line) is None


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    text = "They met on Friday. They meet again tomorrow."
    start = text.index("They meet")
    (when,) = find_times(text, "2007-03-05", Span(start, len(text)))
    assert when.span.of(text) == "tomorrow"
    assert find_times(text, "2007-03-05", Span(0, 12)) == ()


def test_a_time_may_run_over_the_end_of_a_line_but_not_of_a_paragraph() -> None:
    assert times("They met last\nweek.", "2007-03-05") == [("last\nweek", "2007-02-26/2007-03-04")]
    assert times("The best came last\n\nweek by week it grew.", "2007-03-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "last " * 40_000,
        "the early " * 20_000,
        "2003-" * 40_000,
        " " * 200_000,
        "two days later " * 10_000,
        "about a few several " * 10_000,
        "every each other " * 15_000,
    ],
    ids=["digits", "last", "early", "years", "blanks", "later", "few", "every"],
)
def test_hostile_texts_give_nothing(text: str) -> None:
    assert find_times(text, "2007-03-05") == ()
    assert find_header_date(text) is None


WORDS = (
    "on in the last next this early late mid of to and from ago later a two 30 9/11 '80s 2003 31 1 2007-03-02"
    " 30.02.2007 March May may Feb. Tuesday Sunday, weekend week weeks month year years day century 19th today"
    " yesterday tomorrow night summer fall first half quarter same following before after will said - – . , \n \n\n"
    " morning noon midnight 9 a.m. p.m. 1930 GMT 14:05 o'clock every each other twice daily half couple several few"
    " about nearly hour minutes decade centuries now soon recently future past coming year-ago quarter-old current"
).split(" ")


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)),
    st.one_of(st.none(), st.dates().map(str)),
)
def test_times_are_slices_in_order_with_well_formed_values(text: str, published: str | None) -> None:
    end = 0
    for when in find_times(text, published):
        assert end <= when.span.start < when.span.end <= len(text)
        assert VALUE.fullmatch(when.value)
        first, _, last = when.value.partition("/")
        assert not last or first < last
        end = when.span.end


TIMEX_VALUE = re.compile(
    r"(?:\d{2,4}|\d{4}-(?:\d\d|[QH]\d|SP|SU|FA|WI|W\d\d(?:-WE)?)|\d{4}-\d\d-\d\d(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?)"
    r"|\d{4}\S*/\d{4}\S*|P(?:X|[\d.]+)(?:[DWMQYECL]|WE)|PT(?:X|[\d.]+)[HMS]|(?:PAST|PRESENT|FUTURE)_REF|XXXX-\S+"
)


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)),
    st.one_of(st.none(), st.dates().map(str)),
)
def test_timexes_are_slices_in_order_with_well_formed_values(text: str, published: str | None) -> None:
    end = 0
    for timex in find_timexes(text, published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        assert TIMEX_VALUE.fullmatch(timex.value)
        end = timex.span.end


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
def test_a_header_date_is_an_iso_day_within_its_line(line: str) -> None:
    found = find_header_date(line)
    if found:
        assert re.fullmatch(DAY, found[0])
        assert 0 <= found[1].start < found[1].end <= len(line)
