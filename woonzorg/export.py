"""Files that leave the portal: no cell of them is ever a formula."""

import csv

from django.http import HttpResponse

FORMULE_BEGIN = ("=", "+", "-", "@", "\t", "\r")


def veilig(waarde):
    """A text that a spreadsheet would read as a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(waarde, str) and waarde.startswith(FORMULE_BEGIN):
        return f"'{waarde}"
    return "" if waarde is None else waarde


def csv_antwoord(bestandsnaam: str, kolommen: list[str], rijen) -> HttpResponse:
    """Semicolons and a byte order mark: how Excel in Dutch opens a csv without questions."""
    antwoord = HttpResponse(content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{bestandsnaam}"'
    antwoord.write("﻿")
    schrijver = csv.writer(antwoord, delimiter=";")
    schrijver.writerow(kolommen)
    for rij in rijen:
        schrijver.writerow([veilig(w) for w in rij])
    return antwoord
