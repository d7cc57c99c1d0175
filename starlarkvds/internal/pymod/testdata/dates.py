# datetime.
from datetime import date, datetime, time, timedelta, timezone
import datetime as dt
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
d = datetime(2024, 2, 29, 13, 5, 9, 1234)
print(d, repr(d), d.isoformat(), d.isoformat(" ", "minutes"), d.date(), d.time(), d.weekday(), d.isoweekday(), d.isocalendar()[1], d.toordinal(), d.ctime())
print(d + timedelta(days=1, hours=11), d - timedelta(365), d - datetime(2000, 1, 1), d.replace(year=2025, day=1), d.strftime("%Y/%m/%d %H-%M-%S.%f %j %a %B %y %p %I %%"), f"{d:%d.%m.%Y}", f"{d}")
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc); z = timezone(timedelta(hours=5, minutes=30)); w = timezone(timedelta(hours=-8), "PST")
print(u, repr(u), u.astimezone(z), u.astimezone(w).tzname(), z, repr(z), repr(w), u == u.astimezone(z), u.timestamp(), u.strftime("%z %Z"), (u.astimezone(z) - u), u.utcoffset())
print(datetime.fromtimestamp(86400.5, timezone.utc), datetime.utcfromtimestamp(0), datetime.fromtimestamp(1e9, z), datetime.combine(date(2020, 1, 2), time(3, 4)))
for t in ("2024-02-29", "2024-02-29T12:30", "2024-02-29 12:30:05.123", "2024-02-29T12:30:05+05:30", "20240229T123005Z", "2024-02-30", "nope", "2024-02-29T25:00"):
    show(datetime.fromisoformat, t)
print(date.fromisoformat("2024-01-05"), time.fromisoformat("04:05:06.5"), date(2020, 1, 1) + timedelta(31), date(2020, 3, 1) - date(2020, 2, 1), date.fromordinal(738000), date.fromisocalendar(2021, 53, 3) if False else date.fromisocalendar(2020, 53, 5), repr(date(1, 1, 1)), date(2024, 5, 6).strftime("%x"))
print(datetime.strptime("2021-03-04 05:06:07.89", "%Y-%m-%d %H:%M:%S.%f"), datetime.strptime("4 Mar 21 11PM", "%d %b %y %I%p"), datetime.strptime("2021-060", "%Y-%j"), repr(datetime.strptime("2020-01-01 +0200", "%Y-%m-%d %z")))
show(datetime.strptime, "x", "%Y")
show(datetime.strptime, "2020 1", "%Y")
show(datetime.strptime, "2020", "%Q")
for t in (timedelta(1, 2, 3), timedelta(hours=-1), timedelta(weeks=2, milliseconds=5), timedelta(0), timedelta(days=1.5, seconds=0.25), -timedelta(1, 5)):
    print(t, repr(t), t.total_seconds(), t * 2, t / 2, t // 3, abs(t), -t, t * 1.5, bool(t), t.days, t.seconds, t.microseconds)
print(timedelta(5) / timedelta(2), timedelta(5) // timedelta(2), timedelta(5) % timedelta(2), divmod(timedelta(5), timedelta(2)), timedelta(1) < timedelta(2), {timedelta(1): 1}[timedelta(hours=24)], 3 * timedelta(1), sum([timedelta(1)] * 3, timedelta()))
print(time(1, 2), repr(time(1, 2, 3, 4)), time(23, 59, 59).isoformat(), time(1) < time(2), time(5, tzinfo=timezone.utc), time.max, date.max, datetime.min, timedelta.max, timedelta.resolution)
show(datetime, 2024, 13, 1); show(date, 2023, 2, 29); show(time, 24); show(datetime, 0, 1, 1); show(date, "x", 1, 1)
show(lambda: u < d); show(lambda: u - d); show(lambda: d == u); show(lambda: date.max + timedelta(1)); show(timezone, timedelta(2))
print(d == datetime(2024, 2, 29, 13, 5, 9, 1234), d != 5, len({d, datetime(2024, 2, 29, 13, 5, 9, 1234)}), sorted([date(2020, 2, 1), date(2020, 1, 1)]), isinstance(d, date), max(d, datetime(2025, 1, 1)), dt.MAXYEAR, dt.datetime is datetime)
print(type(datetime.now()).__name__, datetime.now() > d, date.today().year >= 2024, abs((datetime.now(timezone.utc) - datetime.now().astimezone()).total_seconds()) < 5)
