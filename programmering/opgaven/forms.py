"""The filter of the list, and the two forms that write: an agreement, and a division by a key."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from programmering.calculations import WONINGTYPEN
from woonzorg.gebieden.models import Kerncijfer, Provincie
from woonzorg.getallen import getal

from .actions import Versieconflict
from .models import Opgave, Opgaveperiode, Opgavestatus


class OpgaveFilter(forms.Form):
    """Lives in the url; what is not understood falls back to the default. `perioden` may not be empty."""

    periode = forms.ChoiceField(label="Periode")
    provincie = forms.ChoiceField(label="Provincie", required=False)
    status = forms.ChoiceField(label="Status", choices=[("", "alle statussen"), *Opgavestatus.choices], required=False)

    def __init__(self, query, *, perioden: list[Opgaveperiode]):
        super().__init__()
        self.fields["periode"].choices = [(p.slug, p.naam) for p in perioden]
        provincies = Provincie.objects.values_list("code", "naam")
        self.fields["provincie"].choices = [("", "heel Nederland"), *provincies]
        for naam, veld in self.fields.items():
            gekozen = query.get(naam, "")
            self.initial[naam] = gekozen if gekozen in dict(veld.choices) else next(iter(dict(veld.choices)))
        self.periode = next(p for p in perioden if p.slug == self.initial["periode"])

    @property
    def heel_nederland(self) -> bool:
        """True when nothing is left out but other periods: only then is a sum to be held against the national one."""
        return not (self.initial["provincie"] or self.initial["status"])

    def kies(self, opgaven):
        """The rows of this queryset of Opgave that the filter asks for."""
        velden = {"periode": self.periode}
        if self.initial["provincie"]:
            velden["gemeente__provincie"] = self.initial["provincie"]
        if self.initial["status"]:
            velden["status"] = self.initial["status"]
        return opgaven.filter(**velden)


def _aantal(woningtype: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=woningtype.capitalize(),
        min_value=0,
        max_value=1_000_000,
        required=False,
        # 1.234 is one thousand and so on, as people here write it.
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Vul een heel getal in."},
    )


class VastleggenForm(forms.Form):
    """An agreed or vastgestelde opgave. What must be filled in is said by actions.controleer, beside its field."""

    nultreden = _aantal("nultreden")
    geclusterd = _aantal("geclusterd")
    zorggeschikt = _aantal("zorggeschikt")
    status = forms.ChoiceField(
        label="Status",
        choices=[keuze for keuze in Opgavestatus.choices if keuze[0] != Opgavestatus.INDICATIEF],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de opgave is afgesproken of vastgesteld."},
    )
    besluit = forms.CharField(
        label="Besluit of afspraak",
        max_length=300,
        help_text=Opgave._meta.get_field("besluit").help_text,
        error_messages={"required": "Vul in welk besluit of welke afspraak dit is, en van wie."},
    )
    datum = forms.DateField(
        label="Datum van het besluit",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Vul de datum van het besluit in.", "invalid": "Dit is geen datum."},
    )
    link = forms.URLField(
        label="Link naar het document",
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text="Een openbaar adres dat met https:// begint.",
        error_messages={"invalid": "Geef een link die met https:// begint."},
    )
    # The version that was on the screen; 0 where there was none.
    versie = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def van(cls, geldend: Opgave | None):
        """The form as it opens: the figures that stand now, and a besluit still to be filled in."""
        cijfers = {woningtype: getattr(geldend, woningtype, None) for woningtype in WONINGTYPEN}
        return cls(initial={**cijfers, "versie": geldend.versie if geldend else 0})

    @property
    def gegevens(self) -> dict:
        """What actions.leg_vast takes."""
        ingevuld = self.cleaned_data
        return {
            "aantallen": {woningtype: ingevuld[woningtype] for woningtype in WONINGTYPEN},
            "verwachte_versie": ingevuld["versie"],
            **{naam: ingevuld[naam] for naam in ("status", "besluit", "datum", "link")},
        }

    def verwerk(self, fout: ValidationError) -> dict:
        """Takes over what an action objects to, beside its field; gives what the page says about a conflict.

        After a conflict what was typed stays, and saving again is against the version that stands now.
        """
        if not isinstance(fout, Versieconflict):
            for veld, meldingen in getattr(fout, "message_dict", {None: fout.messages}).items():
                self.add_error(veld if veld in self.fields else None, meldingen)
            return {}
        self.data = self.data.copy()
        self.data["versie"] = str(fout.geldend.versie if fout.geldend else 0)
        return {"geldend": fout.geldend, "conflict": fout.messages[0], "verschillen": self._naast(fout.geldend)}

    def _naast(self, geldend: Opgave | None) -> list[tuple[str, str, str]]:
        """(veld, now stored, typed) of the fields that differ, as text."""
        paren = [
            (self.fields[naam].label, _leesbaar(getattr(geldend, naam, None)), _leesbaar(self.cleaned_data[naam]))
            for naam in (*WONINGTYPEN, "status", "besluit", "datum", "link")
        ]
        return [(veld, opgeslagen, ingevuld) for veld, opgeslagen, ingevuld in paren if opgeslagen != ingevuld]


class VerdelenForm(forms.Form):
    """Which national figures to divide, and by what."""

    periode = forms.ModelChoiceField(
        Opgaveperiode.objects.all(), to_field_name="slug", label="Periode", empty_label=None
    )
    sleutel = forms.ChoiceField(
        label="Verdeelsleutel",
        choices=Kerncijfer.Onderwerp.choices,
        initial=Kerncijfer.Onderwerp.INWONERS_75PLUS,
        help_text="Van elke gemeente telt het jongste cijfer.",
    )


def _leesbaar(waarde) -> str:
    """A value as a person reads it. Zero homes is not the same as nothing filled in."""
    if waarde is None or waarde == "":
        return "leeg"
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    return getal(waarde) if isinstance(waarde, int) else dict(Opgavestatus.choices).get(waarde, waarde)
