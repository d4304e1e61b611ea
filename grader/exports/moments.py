"""Moments as others want them: in UTC, or in milliseconds. A gradebook holds them in ISO 8601, or not at all."""

from datetime import UTC, datetime


def moment(text: str) -> datetime | None:
    """The moment in UTC that `text` says in ISO 8601, taken for UTC where it names no zone; None if it says none."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # no moment at all, or one that is in the year 0 in UTC
        return None


def milliseconds(text: str) -> int | None:
    """The same in milliseconds since 1970."""
    found = moment(text)
    return None if found is None else int(found.timestamp() * 1000)
