"""A name that is still free."""


def vrije_naam(naam: str, bezet: set[str]) -> str:
    """`naam`, or the first of 'naam (2)', 'naam (3)', … that is not taken; at most 200 characters."""
    vrij, nummer = naam, 2
    while vrij in bezet:
        vrij, nummer = f"{naam[:190]} ({nummer})", nummer + 1
    return vrij
