"""Date expressions of a news text as periods: what is written, relative to publication and to the last date told.

Written from the phrases of news prose: kept libraries such as `dateparser` find single absolute or relative days, but
neither periods nor a direction for weekdays, nor the day that 'the next morning' leans on.
"""

from geo.incidents.dates.reader import find_dates
from geo.incidents.dates.rules import DateExpression

__all__ = ["DateExpression", "find_dates"]
