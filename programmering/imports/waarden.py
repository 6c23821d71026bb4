"""What people type in a cell, as a value of the portal: whole numbers, dates, yes and no, percentages.

Each function gives (value, message): one of the two is None. An empty cell is not their business.
"""

import re
from datetime import date, datetime, timedelta

from .lezers.basis import Onleesbaar

# Excel counts days from here; what lies outside these numbers is no date that anyone means.
_NULPUNT = date(1899, 12, 30)
_SERIE = range(20_000, 80_000)
VROEGST = date(1990, 1, 1)
LAATST = date(2100, 1, 1)
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WITRUIMTE = dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " ")
_JA = {"ja", "j", "yes", "y", "true", "waar", "1", "x"}
_NEE = {"nee", "n", "no", "false", "onwaar", "0", "-"}
GEEN_GETAL = "Dit is geen geheel getal."
GEEN_DATUM = "Dit is geen datum. Schrijf hem als dag-maand-jaar, bijvoorbeeld 31-12-2026."


def leeg(waarde) -> bool:
    return waarde is None or (isinstance(waarde, str) and not waarde.strip())


def geheel(waarde) -> tuple[int | None, str | None]:
    """A whole number. '1.234' is one thousand and so on; '1.234,5' is not whole, and is refused."""
    if isinstance(waarde, Onleesbaar):
        return None, waarde.melding
    if isinstance(waarde, bool | list | dict):
        return None, GEEN_GETAL
    if isinstance(waarde, int):
        return waarde, None
    if isinstance(waarde, float):
        return _uit_breuk(waarde)
    if isinstance(waarde, date):
        return None, "Hier staat een datum waar een aantal hoort. Zet de opmaak van de cel op Standaard."
    tekst = str(waarde).translate(_WITRUIMTE).strip()
    if re.fullmatch(r"[-+]?[0-9]{1,15}", tekst):
        return int(tekst), None
    if re.fullmatch(r"[-+]?[0-9]{1,3}([. ][0-9]{3})+(,0+)?", tekst):
        return int(re.sub(r"[. ]", "", tekst.partition(",")[0])), None
    if re.fullmatch(r"[-+]?[0-9]{1,15},0+", tekst):
        return int(tekst.partition(",")[0]), None
    if re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+", tekst):
        zonder = tekst.replace(",", "")
        return None, f"Dit is geen geheel getal. Bedoelt u {zonder}? Schrijf het dan zonder komma."
    return None, GEEN_GETAL


def _uit_breuk(getal: float) -> tuple[int | None, str | None]:
    if getal != getal or abs(getal) >= 2**53:
        return None, GEEN_GETAL
    # What Excel computed may differ from whole by less than anyone sees.
    if abs(getal - round(getal)) < 1e-9:
        return round(getal), None
    duizend = round(getal * 1000)
    if abs(getal) < 1000 and abs(getal * 1000 - duizend) < 1e-6:
        return None, f"Dit is geen geheel getal. Bedoelt u {duizend}? Typ het dan zonder punt of komma."
    return None, GEEN_GETAL


def datum(waarde) -> tuple[date | None, str | None]:
    """A date: as Excel keeps it, as its serial number, or as text in the ways that people write one."""
    if isinstance(waarde, Onleesbaar):
        return None, waarde.melding
    if isinstance(waarde, datetime):
        waarde = waarde.date()
    if isinstance(waarde, date):
        return _binnen(waarde)
    if isinstance(waarde, int | float) and not isinstance(waarde, bool):
        return _uit_getal(waarde)
    if not isinstance(waarde, str):
        return None, GEEN_DATUM
    return _uit_tekst(" ".join(waarde.split()).casefold().rstrip("."))


def _uit_getal(getal) -> tuple[date | None, str | None]:
    if getal == getal and abs(getal) < 1e6:
        if int(getal) in _SERIE:
            return _binnen(_NULPUNT + timedelta(days=int(getal)))
        if VROEGST.year <= getal < LAATST.year and getal == int(getal):
            return date(int(getal), 1, 1), None
    return None, GEEN_DATUM


def _uit_tekst(tekst: str) -> tuple[date | None, str | None]:
    tekst = re.sub(r"[ t]00:00(:00(\.0+)?)?$", "", tekst)
    if m := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", tekst):
        return _maak(*map(int, m.groups()))
    if m := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", tekst):
        dag, maand, jaar = map(int, m.groups())
        return _maak(jaar, maand, dag)
    if m := re.fullmatch(r"(\d{1,2})[- ]([a-z]{3,9})\.?[- ](\d{4})", tekst):
        maand = "mrt" if m[2].startswith(("maa", "mrt")) else m[2][:3]
        if maand in _MAANDEN:
            return _maak(int(m[3]), _MAANDEN.index(maand) + 1, int(m[1]))
    if re.fullmatch(r"\d{4,5}", tekst):
        return _uit_getal(int(tekst))
    return None, GEEN_DATUM


def _maak(jaar: int, maand: int, dag: int) -> tuple[date | None, str | None]:
    try:
        return _binnen(date(jaar, maand, dag))
    except ValueError:
        return None, GEEN_DATUM


def _binnen(dag: date) -> tuple[date | None, str | None]:
    if not VROEGST <= dag < LAATST:
        return None, f"De datum {dag.day}-{dag.month}-{dag.year} ligt voor 1990 of na 2099. Kijk hem na."
    return dag, None


def ja_nee(waarde) -> tuple[bool | None, str | None]:
    if isinstance(waarde, Onleesbaar):
        return None, waarde.melding
    tekst = str(waarde).strip().casefold()
    if tekst in _JA:
        return True, None
    if tekst in _NEE:
        return False, None
    return None, "Vul 'ja' of 'nee' in, of laat de cel leeg."


def procent(waarde) -> tuple[int | None, str | None]:
    """A whole percentage. A cell formatted as one holds a fraction: 0,7 is 70 %."""
    if isinstance(waarde, Onleesbaar):
        return None, waarde.melding
    if isinstance(waarde, str):
        tekst = waarde.replace("%", "").strip().replace(",", ".")
        try:
            getal = float(tekst)
        except ValueError:
            return None, "Dit is geen percentage. Vul een getal van 10 tot en met 100 in."
        breuk = "%" not in waarde and 0 < getal <= 1 and tekst != "1"
    elif isinstance(waarde, int | float) and not isinstance(waarde, bool):
        getal, breuk = float(waarde), 0 < waarde <= 1
    else:
        return None, "Dit is geen percentage. Vul een getal van 10 tot en met 100 in."
    getal = getal * 100 if breuk else getal
    if getal != getal or abs(getal - round(getal)) > 1e-6 if abs(getal) < 1e6 else True:
        return None, "Dit is geen heel percentage. Vul een getal van 10 tot en met 100 in."
    return round(getal), None
