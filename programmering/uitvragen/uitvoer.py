"""Rows of the nabellijst: who has delivered, and whom to call."""

from .lijsten import Aanleverstatus

KOLOMMEN = [
    "provincie", "uitvraag", "peildatum", "sluit", "gemeentecode", "gemeente", "status", "te_laat", "correctie",
    "niets_gewijzigd", "geleverd_op", "geleverd_door", "open_opmerkingen", "contact", "mail", "link",
]  # fmt: skip


def nabelrijen(uitvraag, aanleveringen, contacten, basis: str):
    """`contacten`: code of the gemeente -> who can deliver for her; `basis` is the address of the portal."""
    for a in aanleveringen:
        wie = contacten.get(a.gemeente.code, [])
        yield [
            uitvraag.provincie.naam, uitvraag.naam, uitvraag.peildatum, uitvraag.sluit, a.gemeente.code,
            a.gemeente.naam, Aanleverstatus(a.stand).label, _ja(a.te_laat), _ja(a.is_correctie),
            _ja(a.niets_gewijzigd), a.geleverd_op, a.geleverd_door, a.open_opmerkingen,
            ", ".join(c.naam for c in wie), ", ".join(c.email for c in wie), f"{basis}{a.get_absolute_url()}",
        ]  # fmt: skip


def _ja(waarde: bool) -> str:
    return "ja" if waarde else "nee"
