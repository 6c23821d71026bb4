"""Dividing a number of homes over gemeenten by a key: whole homes, exact totals. No database.

Source: domein.md 3 and 8, and S1: the opgave per gemeente is not public, so an indication is made from the
national figure by a demographic key, by largest remainder (the method of Hamilton).
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def verdeel(totaal: int, gewichten: Mapping[K, int]) -> dict[K, int]:
    """Divides `totaal` whole units in proportion to `gewichten` by largest remainder; the sum is exactly `totaal`.

    Each gets the whole part of totaal × gewicht / som; what is left goes one by one to the largest remainders,
    among equals to the lowest key, so that the same input always gives the same result. A larger weight never
    gets less, a weight of zero gets nothing. Integers only: no rounding by floats.

    Raises ValueError for a negative total or weight, and when there is something to divide but no weight.
    """
    if totaal < 0 or any(gewicht < 0 for gewicht in gewichten.values()):
        raise ValueError("Een totaal en een gewicht zijn nooit negatief.")
    som = sum(gewichten.values())
    if not som:
        if totaal:
            raise ValueError("Er is niets om naar te verdelen: alle gewichten zijn nul.")
        return dict.fromkeys(gewichten, 0)
    deel = {sleutel: totaal * gewicht // som for sleutel, gewicht in gewichten.items()}
    over = totaal - sum(deel.values())
    volgorde = sorted(gewichten, key=lambda sleutel: (-(totaal * gewichten[sleutel] % som), sleutel))
    for sleutel in volgorde[:over]:
        deel[sleutel] += 1
    return deel


def verdeel_opgave(landelijk: Mapping[str, int | None], gewichten: Mapping[K, int]) -> dict[K, dict[str, int]]:
    """The national figure of each woningtype over gemeenten: {gemeente: {woningtype: aantal}}, each sum exact.

    A woningtype without a national figure (None) is left out: no opgave is not the same as an opgave of zero.
    """
    per_type = {type_: verdeel(aantal, gewichten) for type_, aantal in landelijk.items() if aantal is not None}
    return {sleutel: {type_: deel[sleutel] for type_, deel in per_type.items()} for sleutel in gewichten}


def verschil(som: Mapping[str, int | None], landelijk: Mapping[str, int | None]) -> dict[str, int | None]:
    """Sum over gemeenten minus the national figure per woningtype (domein.md 3); None without one of the two.

    Agreements may make the sum differ: above zero more was agreed than the country asks.
    """
    return {
        type_: None if aantal is None or landelijk.get(type_) is None else aantal - landelijk[type_]
        for type_, aantal in som.items()
    }
