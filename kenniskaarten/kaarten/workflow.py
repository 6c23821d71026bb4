"""The steps of a kennisstuk; any other is refused."""

from .models import Status

# From → to → what the button says.
STAPPEN: dict[str, dict[str, str]] = {
    Status.WERKVERSIE: {Status.CONCEPT: "Openbaar maken als concept"},
    Status.CONCEPT: {
        Status.GEPUBLICEERD: "Vaststellen en publiceren",
        Status.WERKVERSIE: "Terug naar werkversie",
        Status.INGETROKKEN: "Intrekken",
    },
    Status.GEPUBLICEERD: {
        Status.CONCEPT: "Terug naar concept",
        Status.INGETROKKEN: "Intrekken",
    },
    Status.INGETROKKEN: {Status.WERKVERSIE: "Weer in bewerking nemen"},
}
