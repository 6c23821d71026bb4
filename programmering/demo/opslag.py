"""What both parts of the demo need to write: COPY into a temporary table, and the one way to fail."""

from django.db import connection


class Demofout(Exception):
    """The demo cannot be loaded; the message is Dutch and says what to do."""


def kopieer(tabel: str, kolommen: tuple[str, ...], rijen: list[tuple]) -> None:
    # Names of our own constants, never of a request.
    opdracht = f"COPY {tabel} ({', '.join(kolommen)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(opdracht) as copy:
        for rij in rijen:
            copy.write_row(rij)


def controleer_nu() -> None:
    """Deferred triggers come now, while they are told to stay out of it, and not at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
