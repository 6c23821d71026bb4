"""Numbers as a Dutch reader expects them, with the same rounding on every page."""

GEEN = "–"


def getal(waarde: float | str | None) -> str:
    """1234 → '1.234', -5 → '−5', None → '–'; 8398.6 → '8.399'. A number as text, as a form holds it, is one too."""
    if waarde is None or waarde == "":
        return GEEN
    return f"{round(float(waarde)):,}".replace(",", ".").replace("-", "−")


def procent(deel: float | None) -> str:
    """0.584 → '58 %'. Whole percentages, but never '0 %' for something or '100 %' for not quite all."""
    if deel is None:
        return GEEN
    if 0 < deel < 0.005:
        return "< 1 %"
    if 0.995 <= deel < 1:
        return "> 99 %"
    return f"{round(deel * 100):d} %".replace("-", "−")


def aandeel(deel: int, geheel: int | None) -> str:
    """Share as text, empty where there is no whole to take a share of."""
    return procent(deel / geheel) if geheel else ""
