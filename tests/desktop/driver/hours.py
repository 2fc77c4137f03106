# hours.py: the clock in the window (RBK_CLOCK_AHEAD), as what may leave depends on it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import time
import zoneinfo

ZONE = zoneinfo.ZoneInfo("America/Chicago")


def ahead(hour):
    """Seconds from now to the next Wednesday at that hour, in Chicago: no weekend and no public holiday."""
    now = datetime.datetime.now(ZONE)
    day = now.date() + datetime.timedelta(days=(2 - now.weekday()) % 7 or 7)
    while (day.month, day.day) in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)):
        day += datetime.timedelta(days=7)
    then = datetime.datetime.combine(day, datetime.time(hour), ZONE)
    return str(int(then.timestamp() - time.time()))
