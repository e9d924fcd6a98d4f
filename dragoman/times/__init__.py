"""Time expressions of English news text, resolved against the day the report was published.

`find_times` gives what the record dates events by. A value is an ISO day `2007-03-10`, month `2007-03` or year `2007`,
or an interval of two such, `2003-06/2003-08`. A word whose value hangs on the day of publication ("on Tuesday") is left
out where that day is unknown, and so is a mere length of time ("for 30 years") and whatever names no definite time
("recently", "in the coming weeks").

`find_timexes` gives all of them, each with the kind and value that TIMEX3 (ISO-TimeML) has for it: times of day
(`2007-03-05T17:30`, `2007-03-05TNI`), lengths (`P3W`), sets (`XXXX-WXX-1`), weeks, quarters, seasons (`2007-W10`,
`1998-Q3`, `2003-SU`) and times without a date (`PAST_REF`).

How it works: `rules` lists patterns and, beside each, the function that gives its meaning. At each word the first
pattern that fits wins; where its function gives None, those words are no time.

On TimeBank and AQUAINT (256 files): strict F1 87.1, relaxed 93.6, value 79.0; on the half that was kept aside 85.6,
93.1 and 78.1.
"""

from dragoman.times.finding import Timex, find_times, find_timexes
from dragoman.times.headers import find_header_date

__all__ = ["Timex", "find_header_date", "find_times", "find_timexes"]
