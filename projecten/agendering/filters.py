"""What may be chosen in the lists of knelpunten, agenderingspunten and escalaties; all of it lives in the url."""

from django import forms

from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.zoeken import zoek_gebied

from .lijsten import CATEGORIEEN, Escalatieniveau, Geadresseerde, Puntstatus


class Keuzeform(forms.Form):
    """A filter whose `waarden` are always sound: what is not understood falls back to the first choice."""

    def __init__(self, query):
        super().__init__()
        gevraagd = {naam: query.get(naam, "").replace("\0", "").strip() for naam in [*self.fields, "gebied"]}
        self.waarden = {naam: self._lees(veld, gevraagd[naam]) for naam, veld in self.fields.items()}
        self.initial = self.waarden
        self.gebied = zoek_gebied(gevraagd["gebied"]) if gevraagd["gebied"] else None
        # Asked for, and there is no such gebied: then nothing lies in it, rather than everything.
        self.onbekend_gebied = bool(gevraagd["gebied"]) and self.gebied is None
        # Stays in the url when something else is chosen.
        self.vast = {"gebied": gevraagd["gebied"]} if gevraagd["gebied"] else {}

    @staticmethod
    def _lees(veld: forms.Field, waarde: str):
        if isinstance(veld, forms.ChoiceField):
            keuzes = [sleutel for sleutel, _ in veld.choices]
            return waarde if waarde in keuzes else keuzes[0]
        return waarde == "ja" if isinstance(veld, forms.BooleanField) else waarde[: veld.max_length]

    def in_gebied(self, rijen, pad: str):
        """Only rows whose gemeente, at `pad`, lies in the chosen gebied."""
        if self.onbekend_gebied:
            return rijen.none()
        return rijen.filter(in_gebied_q(self.gebied, pad)) if self.gebied else rijen

    @property
    def kiest(self) -> bool:
        """True when this is less than the page shows without any choice."""
        standaard = {naam: self._lees(veld, "") for naam, veld in self.fields.items()}
        return bool(self.vast.get("gebied")) or self.waarden != standaard


class KnelpuntFilter(Keuzeform):
    q = forms.CharField(label="Zoek in tekst of naam", max_length=100, required=False)
    categorie = forms.ChoiceField(label="Soort knelpunt", choices=[("", "alle soorten"), *CATEGORIEEN])
    bron = forms.ChoiceField(
        label="Van", choices=[("", "projecten en plannen"), ("project", "projecten"), ("plan", "plannen")]
    )
    stand = forms.ChoiceField(label="Stand", choices=[("open", "open"), ("opgelost", "opgelost"), ("alle", "alle")])
    nieuw = forms.BooleanField(
        label="Nog niet geagendeerd", required=False, widget=forms.CheckboxInput(attrs={"value": "ja"})
    )

    def __init__(self, query):
        super().__init__(query)
        self.per_soort = query.get("beeld") == "soorten"
        if self.per_soort:
            self.vast["beeld"] = "soorten"


class AgendaFilter(Keuzeform):
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "alle"), ("open", "wacht op antwoord"), ("te_laat", "te laat"), *Puntstatus.choices],
    )
    geadresseerde = forms.ChoiceField(label="Aan", choices=[("", "iedereen"), *Geadresseerde.choices])


class EscalatieFilter(Keuzeform):
    stand = forms.ChoiceField(
        label="Stand",
        choices=[("open", "open"), ("te_laat", "te laat"), ("afgerond", "afgerond"), ("alle", "alle")],
    )
    niveau = forms.ChoiceField(label="Niveau", choices=[("", "alle niveaus"), *Escalatieniveau.choices])
