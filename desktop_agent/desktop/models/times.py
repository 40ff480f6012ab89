"""How durations and times of day are written."""

from PySide6.QtCore import QDateTime, QLocale, QTime


def duration(ms: int) -> str:
    """``0:42``, ``12:41``, ``1:02:03``; what is negative counts as zero."""
    seconds = max(0, ms) // 1_000
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def remaining(ms: int) -> str:
    """A countdown: rounded up, so that it reads ``0:00`` only when it is over."""
    return duration(-(-ms // 1_000) * 1_000)


def spoken(ms: int) -> str:
    """A duration for screen readers: ``7 min 42 s``."""
    minute, second = divmod(max(0, ms) // 1_000, 60)
    return f"{minute} min {second} s" if minute else f"{second} s"


def time_of_day(at_ms: int) -> str:
    """Local time with seconds, as ``10:42:07``."""
    return _time(at_ms).toString("HH:mm:ss")


def short_time(at_ms: int) -> str:
    """Local time of a line in a transcript, as ``10:42``."""
    return _time(at_ms).toString("HH:mm")


def day_and_time(at_ms: int) -> str:
    """Local time, with the day in front when it is not today."""
    moment = _moment(at_ms)
    today = QDateTime.currentDateTime().date()
    if moment.date() == today:
        return moment.time().toString("HH:mm")
    return QLocale().toString(moment, "d MMM HH:mm" if moment.date().year() == today.year() else "d MMM yyyy HH:mm")


def _moment(at_ms: int) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(at_ms)


def _time(at_ms: int) -> QTime:
    return _moment(at_ms).time()
