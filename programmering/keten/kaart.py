"""What the map of a gebied page is told: the same figures as the table beside it."""

from django.urls import reverse

from programmering.plekken.lagen import kaartlagen
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import getal

# Upper bounds of dekking per class; the last class has none. Text and colour go by this list alone.
KLASSEN = [
    (0.25, "minder dan 25 % gedekt"),
    (0.50, "25 tot 50 %"),
    (0.75, "50 tot 75 %"),
    (1.00, "75 tot 100 %"),
    (float("inf"), "100 % of meer"),
]
GEEN_OPGAVE = 0


def klasse(dekking: float | None) -> int:
    """1 (least covered) to 5; 0 where there is no opgave to cover."""
    if dekking is None:
        return GEEN_OPGAVE
    return next(i for i, (grens, _) in enumerate(KLASSEN, start=1) if dekking < grens)


def kaart_config(stand: dict, onderliggend: list[dict]) -> dict:
    filter_, gebied = stand["filter"], stand["gebied"]
    woningtype = filter_.waarden["woningtype"]
    soort = stand["soort"] or gebied.soort
    getoond = onderliggend or [
        {"gebied": gebied, "url": reverse("gebied", args=[gebied.code]), "keten": stand["keten"]}
    ]
    # On the whole country the plots would hide the plans; a switch on the map brings them.
    dichtbij = gebied.soort in (Gebiedssoort.GEMEENTE, Gebiedssoort.WOONDEALREGIO)
    return kaartlagen() | {
        "lagen": ["plannen", "plots"] if dichtbij else ["plannen"],
        "gebieden_tegels": f"/kaart/gebieden/{soort}/{{z}}/{{x}}/{{y}}.mvt",
        "soort": soort,
        "begrenzing": stand["grens"]["begrenzing"],
        "bron": stand["grens"]["bron"],
        "onderwerp": f"Dekking van de opgave {woningtype}",
        "legenda": [{"klasse": i, "label": label} for i, (_, label) in enumerate(KLASSEN, start=1)]
        + [{"klasse": GEEN_OPGAVE, "label": "geen opgave"}],
        "waarden": {
            o["gebied"].code: _waarde(o["keten"].regel(woningtype), o["gebied"].naam, o["url"]) for o in getoond
        },
    }


def _waarde(regel, naam: str, url: str) -> dict:
    if regel.opgave is None:
        tekst = "geen opgave bekend"
    elif regel.tekort < 0:
        tekst = f"opgave {getal(regel.opgave)}, overschot {getal(-regel.tekort)}"
    else:
        tekst = f"opgave {getal(regel.opgave)}, tekort {getal(regel.tekort)}"
    return {"naam": naam, "klasse": klasse(regel.dekking), "waarde": tekst, "url": url}
