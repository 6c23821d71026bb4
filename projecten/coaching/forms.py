"""The form of a contact: six fields that are seen at once, and the rest folded away with what is likely."""

import datetime
import re
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from programmering.partners.forms import Datum
from projecten.project.lijsten import Ritme
from projecten.project.models import Project
from projecten.zicht import niveaus_voor

from .actions import Stap
from .lijsten import Taak, Vorm
from .models import Contactmoment
from .selectors import coachbare_gemeenten, coachbare_projecten

BREUKEN = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
# A day for the next step, when none was chosen: by the rhythm of the project.
VOLGENDE_NA = {Ritme.TWEEWEKELIJKS: 14, Ritme.MAANDELIJKS: 31}
TAAKNAMEN = {
    Taak.I: ("I", "van programma naar project"),
    Taak.II: ("II", "samen afspraken maken"),
    Taak.III: ("III", "vragen oplossen"),
    Taak.IV: ("IV", "kennis delen"),
    Taak.V: ("V", "agenderen"),
}


class Uren(forms.DecimalField):
    """Takes hours as people write them: 1,5 · 1.5 · 1½ · 1:30."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=4, decimal_places=2, min_value=Decimal(0), max_value=Decimal(24), **kwargs)

    def to_python(self, value):
        tekst = str(value if value is not None else "").strip().replace(",", ".")
        if klok := re.fullmatch(r"(\d{1,2}):([0-5]\d)", tekst):
            tekst = str((int(klok[1]) + Decimal(int(klok[2])) / 60).quantize(Decimal("0.01")))
        elif tekst and tekst[-1] in BREUKEN:
            # What is no number is said by the field itself, below.
            with suppress(InvalidOperation):
                tekst = str(Decimal(tekst[:-1] or 0) + BREUKEN[tekst[-1]])
        return super().to_python(tekst)

    def prepare_value(self, value):
        return uren_tekst(value) if isinstance(value, Decimal) else value


def uren_tekst(uren: Decimal) -> str:
    """As people write them, without zeros at the end: 1,5."""
    return f"{uren.normalize():f}".replace(".", ",")


class ContactForm(forms.ModelForm):
    """`user` logs; `project` may be known already. A new contact carries the sleutel that makes it arrive once."""

    use_required_attribute = False
    ZICHTBAAR = ("taak", "uren", "notitie", "zichtbaarheid", "volgende_stap", "volgende_op")
    WAAR = ("project", "gemeente")
    MEER = ("wie", "datum", "vorm")

    uren = Uren(
        label="Hoeveel uur",
        error_messages={"invalid": "Vul de uren in als getal, bijvoorbeeld 0,5 of 1½."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-uren": ""}),
    )
    volgende_stap = forms.CharField(label="Volgende stap", required=False, max_length=300)
    volgende_op = forms.DateField(label="Wanneer", required=False, widget=Datum)
    sleutel = forms.UUIDField(widget=forms.HiddenInput, required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Contactmoment
        fields = ["project", "gemeente", "taak", "uren", "notitie", "zichtbaarheid", "wie", "datum", "vorm"]
        widgets = {
            "taak": forms.RadioSelect,
            "zichtbaarheid": forms.RadioSelect,
            "notitie": forms.Textarea(attrs={"rows": 5}),
            "datum": Datum,
            "vorm": forms.RadioSelect,
        }
        labels = {"taak": "Waar ging het om", "notitie": "Wat hoorde u"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        contact = self.instance
        # Where it was logged it stays: also at a project that stopped, or a gemeente that ended, since.
        project, gemeente = (contact.project_id, contact.gemeente_id) if contact.pk else (None, None)
        self.fields["project"].queryset = coachbare_projecten(user, ook=project)
        self.fields["project"].empty_label = "nog geen project"
        self.fields["gemeente"].queryset = coachbare_gemeenten(user, ook=gemeente)
        self.fields["gemeente"].empty_label = "geen gemeente"
        self.fields["gemeente"].help_text = "Alleen als er nog geen project is."
        self.fields["taak"].choices = [(t.value, f"{nr} {kort}") for t, (nr, kort) in TAAKNAMEN.items()]
        self.fields["vorm"].choices = Vorm.choices
        niveaus = niveaus_voor(user, contact.gemeente)
        self.fields["zichtbaarheid"].choices = niveaus
        if not contact.pk:
            self.initial["zichtbaarheid"] = niveaus[0][0]
        self.initial.setdefault("sleutel", contact.sleutel)
        self.initial.setdefault("versie", contact.versie if contact.pk else None)
        self._vul_in(contact)

    def _vul_in(self, contact: Contactmoment) -> None:
        """What is likely: the projectleider was there, and the next contact is due by the rhythm."""
        project: Project | None = contact.project
        if contact.pk or project is None:
            return
        if project.leider and not contact.wie:
            self.initial["wie"] = f"{project.leider} (projectleider)"[:300]
        if dagen := VOLGENDE_NA.get(project.ritme):
            self.initial.setdefault("volgende_op", timezone.localdate() + datetime.timedelta(days=dagen))

    @property
    def velden(self):
        return [self[naam] for naam in self.ZICHTBAAR]

    @property
    def waar(self):
        return [self[naam] for naam in self.WAAR]

    @property
    def meer(self):
        return [self[naam] for naam in self.MEER]

    @property
    def meer_open(self) -> bool:
        """Folded out where something in there is wrong."""
        return any(naam in self.errors for naam in self.MEER)

    @property
    def snel(self) -> list[tuple[str, str]]:
        """Buttons beside the hours, for a thumb."""
        return [("0,5", "½"), ("1", "1"), ("1,5", "1½"), ("2", "2")]

    @property
    def samenvatting(self) -> str:
        """What stands in the folded part, so that one need not open it."""
        datum = self["datum"].value()
        if isinstance(datum, datetime.date):
            datum = "vandaag" if datum == timezone.localdate() else date_format(datum, "j F Y")
        vorm = dict(Vorm.choices).get(self["vorm"].value(), "")
        return ", ".join(str(deel) for deel in (self["wie"].value(), datum, vorm) if deel)

    @property
    def stap(self) -> Stap:
        wat = self.cleaned_data.get("volgende_stap", "").strip()
        return Stap(wat, self.cleaned_data.get("volgende_op")) if wat else Stap()

    def clean(self):
        gegevens = super().clean()
        project, gemeente = gegevens.get("project"), gegevens.get("gemeente")
        if project and gemeente and project.gemeente_id != gemeente.pk:
            self.add_error("gemeente", f"{project} ligt in {project.gemeente}. Laat de gemeente leeg.")
        return gegevens

    def _post_clean(self):
        """The action checks the model as a whole; here what was typed is taken over."""
        for veld in set(self._meta.fields) & set(self.cleaned_data):
            setattr(self.instance, veld, self.cleaned_data[veld])
        if self.instance.pk is None and self.cleaned_data.get("sleutel"):
            self.instance.sleutel = self.cleaned_data["sleutel"]
