from django import forms

from programmering.calculations import WONINGTYPEN
from programmering.plannen.lijsten import Bouwvorm
from woonzorg.gebieden.soorten import Gebiedssoort

WONINGTYPE_KEUZES = [(w, w.capitalize()) for w in WONINGTYPEN]
# What can lie below each soort of gebied; the first is the default.
ONDERLIGGEND = {
    Gebiedssoort.LAND: [Gebiedssoort.PROVINCIE, Gebiedssoort.WOONDEALREGIO, Gebiedssoort.GEMEENTE],
    Gebiedssoort.PROVINCIE: [Gebiedssoort.GEMEENTE, Gebiedssoort.WOONDEALREGIO],
    Gebiedssoort.WOONDEALREGIO: [Gebiedssoort.GEMEENTE],
    Gebiedssoort.GEMEENTE: [],
}
MEERVOUD = {
    Gebiedssoort.PROVINCIE: "provincies",
    Gebiedssoort.WOONDEALREGIO: "woondealregio's",
    Gebiedssoort.GEMEENTE: "gemeenten",
}


class KetenFilter(forms.Form):
    """The filters of a gebied page. They live in the url; what is not understood falls back to the default."""

    periode = forms.ChoiceField(label="Periode")
    woningtype = forms.ChoiceField(label="Kleur de kaart naar", choices=WONINGTYPE_KEUZES)
    bouwvorm = forms.ChoiceField(
        label="Bouwvorm", choices=[("", "Nieuwbouw en transformatie"), *Bouwvorm.choices], required=False
    )
    soort = forms.ChoiceField(label="Verdeel naar")

    def __init__(self, query, *, perioden, gebied):
        super().__init__()
        self.fields["periode"].choices = [(p.slug, p.naam) for p in perioden]
        soorten = ONDERLIGGEND[gebied.soort]
        if soorten:
            self.fields["soort"].choices = [(s.value, MEERVOUD[s]) for s in soorten]
        else:
            del self.fields["soort"]
        standaard = {"periode": perioden[0].slug, "woningtype": "geclusterd", "bouwvorm": ""}
        standaard["soort"] = soorten[0].value if soorten else ""
        self.waarden = {}
        for naam, veld in self.fields.items():
            gekozen = query.get(naam, "")
            geldig = gekozen in {str(waarde) for waarde, _ in veld.choices}
            self.waarden[naam] = gekozen if geldig else standaard[naam]
        self.initial = self.waarden
        self.periode = next(p for p in perioden if p.slug == self.waarden["periode"])
