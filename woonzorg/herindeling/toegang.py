"""Nobody is locked out: who worked for a gemeente that ends works for its successor, and who works for the successor
reads what was frozen of the one before. By code in Werkgebied, as everywhere.
"""

from collections import defaultdict

from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Organisatie, Organisatiesoort, Werkgebied


def verruim(
    van: list[Gemeente], naar: list[Gemeente], *, nieuw: list[Gemeente], toegang: set[str]
) -> tuple[list[dict], list[str]]:
    """Gives organisations their new werkgebieden, and each new gemeente an organisation where there was one before.

    `toegang`: codes of successors to which the organisations of `van` get access. Gives who got what, and what a
    person should know.
    """
    oud, opvolgers = [g.code for g in van], [g.code for g in naar]
    per_organisatie: dict[int, dict[str, Werkgebied]] = defaultdict(dict)
    rijen = Werkgebied.objects.filter(soort=Gebiedssoort.GEMEENTE, code__in=[*oud, *opvolgers]).order_by("pk")
    for rij in rijen.select_related("organisatie"):
        per_organisatie[rij.organisatie_id][rij.code] = rij
    soorten = {rij.organisatie.soort for per in per_organisatie.values() for code, rij in per.items() if code in oud}
    erbij = []
    for werkgebieden in per_organisatie.values():
        organisatie = next(iter(werkgebieden.values())).organisatie
        codes = _vul_aan(organisatie, werkgebieden, oud, opvolgers, toegang)
        if codes:
            erbij.append({"organisatie": organisatie.naam, "codes": codes})
    meldingen = []
    if Organisatiesoort.GEMEENTE in soorten:
        for gemeente in nieuw:
            meldingen += _maak_organisatie(gemeente, oud, erbij)
    return erbij, meldingen


def _vul_aan(
    organisatie: Organisatie, werkgebieden: dict[str, Werkgebied], oud: list[str], naar: list[str], toegang: set[str]
) -> list[str]:
    """Codes that were added. The first werkgebied decides where someone starts: old ones go to the back."""
    hier = [code for code in oud if code in werkgebieden]
    erbij = [code for code in naar if code in toegang and code not in werkgebieden] if hier else []
    # Who works for the successor reads the history of all that went on in it.
    werkt_daar = bool(set(naar) & {*werkgebieden, *erbij})
    lezen = [code for code in oud if code not in werkgebieden] if werkt_daar else []
    over = list(erbij)
    for code in hier:
        rij = werkgebieden[code]
        if over:
            rij.code = over.pop(0)
            rij.save()
        else:
            rij.delete()
    achteraan = [*over, *hier, *lezen]
    # One by one: their order is the order of their keys.
    for code in achteraan:
        Werkgebied.objects.create(organisatie=organisatie, soort=Gebiedssoort.GEMEENTE, code=code)
    return [*erbij, *lezen]


def _maak_organisatie(gemeente: Gemeente, oud: list[str], erbij: list[dict]) -> list[str]:
    naam = f"Gemeente {gemeente.naam}"
    organisatie, gemaakt = Organisatie.objects.get_or_create(naam=naam, defaults={"soort": Organisatiesoort.GEMEENTE})
    if organisatie.soort != Organisatiesoort.GEMEENTE:
        return [
            f"Er is al een organisatie '{naam}', en dat is geen gemeente. Geef de medewerkers van {gemeente.naam} "
            "toegang via een andere organisatie."
        ]
    nieuw = []
    for code in [gemeente.code, *oud]:
        _, is_nieuw = Werkgebied.objects.get_or_create(organisatie=organisatie, soort=Gebiedssoort.GEMEENTE, code=code)
        nieuw += [code] if is_nieuw else []
    if nieuw:
        erbij.append({"organisatie": organisatie.naam, "codes": nieuw, "nieuw": gemaakt})
    return []
