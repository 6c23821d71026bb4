"""Dividing counts over calendar years and categories, exactly: nothing is lost to rounding. Pure functions."""

ONBEKEND = "onbekend"


def spreid(aantal: int, van: int, tot: int) -> dict[str, int]:
    """Spreads a period's homes evenly over its calendar years; what is left over goes to the earliest years.

    spreid(7, 2020, 2024) is 2020: 2, 2021: 2, 2022: 1, 2023: 1, 2024: 1. Years without homes are left out.
    """
    jaren = tot - van + 1
    deel, over = divmod(aantal, jaren)
    return {str(van + i): n for i in range(jaren) if (n := deel + (i < over))}


def tel_op(*delen: dict[str, int]) -> dict[str, int]:
    """Sum per year, in the order of the years, 'onbekend' last; years without homes are left out."""
    if len(delen) == 1:
        (som,) = delen
        if not som:
            return {}
    else:
        som = {}
        for deel in delen:
            for jaar, n in deel.items():
                som[jaar] = som.get(jaar, 0) + n
    # Years are digits, which come before the o of 'onbekend'.
    return {jaar: som[jaar] for jaar in sorted(som) if som[jaar]}


def _volgorde(jaar: str) -> tuple[bool, str]:
    return jaar == ONBEKEND, jaar


def verdeel(categorieen: dict[str, int], jaren: dict[str, int]) -> dict[str, dict[str, int]]:
    """categorie -> year -> homes, such that every category and every year keeps its own total exactly.

    Each year takes its homes from what the categories have left, in proportion, by largest remainder (in a tie
    the first category). A share never exceeds what is left: it is at most that rounded up, and what is left is
    whole. So the last year finds exactly its own number. Both totals must be equal.
    """
    if sum(categorieen.values()) != sum(jaren.values()):
        raise ValueError("categorieën en jaren hebben een ander totaal")
    uit: dict[str, dict[str, int]] = {categorie: {} for categorie in categorieen}
    delen = [uit[categorie] for categorie, n in categorieen.items() if n]
    # Side by side with `delen`: what each of those categories has left.
    over = [n for n in categorieen.values() if n]
    totaal = sum(over)
    for jaar in sorted(jaren):
        aantal = jaren[jaar]
        if not aantal:
            continue
        if aantal == totaal:
            # The last year, whose homes are all that is left.
            nu = list(over)
        else:
            nu = [aantal * n // totaal for n in over]
            if te_gaan := aantal - sum(nu):
                resten = [aantal * n % totaal for n in over]
                for _ in range(te_gaan):
                    i = resten.index(max(resten))
                    nu[i] += 1
                    resten[i] = -1
        for i, n in enumerate(nu):
            if n:
                delen[i][jaar] = n
                over[i] -= n
        totaal -= aantal
    return uit


def in_woorden(jaren: dict[str, int]) -> str:
    """'2020–2024: 30 per jaar, 2025: 12, jaar onbekend: 3'; '' for nothing."""
    delen: list[list] = []  # [first, last, number]
    for jaar in sorted(jaren, key=_volgorde):
        if jaar != ONBEKEND and delen and delen[-1][2] == jaren[jaar] and int(delen[-1][1]) + 1 == int(jaar):
            delen[-1][1] = jaar
        else:
            delen.append([jaar, jaar, jaren[jaar]])
    return ", ".join(
        f"{van}–{tot}: {n} per jaar" if van != tot else f"{'jaar onbekend' if van == ONBEKEND else van}: {n}"
        for van, tot, n in delen
    )
