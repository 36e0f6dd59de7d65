"""The fields of a crontab line as the numbers that they mean (crontab(5)): lists, ranges, steps, names."""

from __future__ import annotations

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "sun mon tue wed thu fri sat".split()
BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))  # minute, hour, day, month, day of the week


def numbers(expression: str) -> list[list[int] | None]:
    """Return what each of the five fields means, None for any; raise `ValueError` with what is wrong."""
    texts = expression.lower().split()
    names: list[dict[str, int]] = [{}, {}, {}, _named(MONTHS, 1), _named(DAYS, 0)]
    return [_field(text, *bounds, known) for text, bounds, known in zip(texts, BOUNDS, names, strict=True)]


def _field(text: str, low: int, high: int, names: dict[str, int]) -> list[int] | None:
    if text == "*":
        return None
    return sorted({number for part in text.split(",") for number in _part(part, low, high, names)})


def _part(part: str, low: int, high: int, names: dict[str, int]) -> list[int]:
    span, slash, step = part.partition("/")
    if slash and not (step.isdecimal() and int(step)):
        raise ValueError(f"{part!r} has no step that can be counted")
    first, dash, last = span.partition("-")
    if span == "*":
        begin, end = low, high
    else:
        begin = _number(first, low, high, names)
        end = _number(last, low, high, names) if dash else (high if slash else begin)
    if end < begin and names and low == 0:
        end += 7  # "fri-mon"
    if end < begin:
        raise ValueError(f"{part!r} ends before it begins")
    weekday = high == 6
    return [number % 7 if weekday else number for number in range(begin, end + 1, int(step or 1))]


def _number(word: str, low: int, high: int, names: dict[str, int]) -> int:
    if word in names:
        return names[word]
    top = 7 if high == 6 else high  # 7 is Sunday, too
    if not word.isdecimal() or not low <= int(word) <= top:
        raise ValueError(f"{word!r} is not between {low} and {top}")
    return int(word)


def _named(names: list[str], first: int) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, first)}
