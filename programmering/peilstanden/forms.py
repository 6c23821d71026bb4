from collections.abc import Callable
from datetime import date

from django import forms
from django.utils.formats import date_format

from programmering.plannen.lijsten import CATEGORIEEN as PLANCATEGORIEEN
from woonzorg.gebieden.soorten import Gebied
from woonzorg.getallen import getal

from .basis import Peildag, laatste_peildag
from .calculations import CATEGORIEEN

NU = "nu"
CATEGORIE_NAAM = {c: PLANCATEGORIEEN["wonen_en_zorg"][c] for c in CATEGORIEEN}
DEEL_NAAM = {
    "nieuw": "Nieuw",
    "vervallen": "Vervallen",
    "gewijzigd": "Gewijzigd",
    "gerealiseerd": "Gerealiseerd",
    "naar_hard": "Van zacht naar hard",
    "naar_zacht": "Van hard naar zacht",
}


class VergelijkForm(forms.Form):
    """What is compared; it lives in the url. What is not understood falls back to the last peildatum beside now."""

    gebied = forms.ChoiceField(label="Gebied")
    van = forms.ChoiceField(label="Van")
    naar = forms.ChoiceField(label="Naar")

    def __init__(self, query, *, gebied: Gebied, gebieden: Callable[[], list], dagen: list[Peildag]):
        super().__init__()
        per_dag = {d.datum.isoformat(): d for d in dagen}
        self.fields["gebied"].choices = gebieden
        self.fields["van"].choices = [(code, _dagtekst(d)) for code, d in per_dag.items()]
        self.fields["naar"].choices = [(NU, "nu"), *self.fields["van"].choices]
        gevraagd = per_dag.get(query.get("van", ""))
        self.van: date | None = gevraagd.datum if gevraagd else laatste_peildag(dagen)
        naar = per_dag.get(query.get("naar", ""))
        # Backwards nothing is 'new' any more.
        self.achterstevoren = bool(naar and self.van and naar.datum <= self.van)
        self.naar: date | None = naar.datum if naar and not self.achterstevoren else None
        self.initial = {
            "gebied": gebied.code,
            "van": self.van.isoformat() if self.van else "",
            "naar": self.naar.isoformat() if self.naar else NU,
        }


def _dagtekst(dag: Peildag) -> str:
    soort = "gemeente" if dag.gemeenten == 1 else "gemeenten"
    return f"{date_format(dag.datum, 'j F Y')} ({getal(dag.gemeenten)} {soort})"


class DeelForm(forms.Form):
    """Which plans of a comparison; `vast` is the comparison itself."""

    woningtype = forms.ChoiceField(label="Woningtype", choices=list(CATEGORIE_NAAM.items()))
    deel = forms.ChoiceField(label="Wat er veranderde", choices=[("", "alles"), *DEEL_NAAM.items()], required=False)

    def __init__(self, query, *, vast: dict[str, str]):
        super().__init__()
        self.vast = vast
        self.waarden = {"woningtype": "geclusterd", "deel": ""}
        for naam, veld in self.fields.items():
            if query.get(naam) in dict(veld.choices):
                self.waarden[naam] = query[naam]
        self.initial = self.waarden

    @property
    def naam(self) -> str:
        deel = DEEL_NAAM.get(self.waarden["deel"], "Alles wat veranderde")
        return f"{deel}, {CATEGORIE_NAAM[self.waarden['woningtype']].lower()}"
