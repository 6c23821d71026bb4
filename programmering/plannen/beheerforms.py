"""Forms around plans that are not the form of a plan itself."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils import timezone

from .lijsten import Knelpunt
from .models import Plan, Planknelpunt


class Datum(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class ZoekForm(forms.Form):
    q = forms.CharField(label="Zoek op naam, code of gemeente", max_length=200, required=False)

    def filter(self, plannen):
        q = self.cleaned_data["q"].strip() if self.is_valid() else ""
        if not q:
            return plannen
        return plannen.filter(Q(plannaam__icontains=q) | Q(plancode__iexact=q) | Q(gemeente__naam__icontains=q))


class TerugzetForm(forms.Form):
    """Name and code may be left out: then they stay what they were."""

    use_required_attribute = False

    plannaam = forms.CharField(label="Plannaam", max_length=200, required=False)
    plancode = forms.CharField(label="Plancode", max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # On the page a name is asked; the button in the list sends none.
        self.fields["plannaam"].required = not self.is_bound or "plannaam" in self.data

    def gekozen(self) -> dict[str, str]:
        return {naam: self.cleaned_data[naam] for naam in self.fields if naam in self.data}

    def met_fouten(self, fout: ValidationError, plan: Plan, naam: str) -> "TerugzetForm":
        """The same form with what is the matter at each field, filled in with a name that is free."""
        waarden = {
            "plannaam": self.cleaned_data["plannaam"] if "plannaam" in self.data else plan.plannaam,
            "plancode": self.cleaned_data["plancode"] if "plancode" in self.data else plan.plancode,
        }
        fouten = fout.message_dict if hasattr(fout, "error_dict") else {NON_FIELD_ERRORS: fout.messages}
        if "plannaam" in fouten and "plannaam" not in self.data:
            waarden["plannaam"] = naam
        form = TerugzetForm(waarden)
        for veld, meldingen in fouten.items():
            form.add_error(veld if veld in form.fields else None, meldingen)
        return form


class _KnelpuntBasis(forms.Form):
    use_required_attribute = False

    sinds = forms.DateField(label="Sinds", widget=Datum, help_text="De dag waarop het plan hier last van kreeg.")
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat er aan de hand is en wie eraan werkt. Alleen voor wie ook de rest van het plan intern leest.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("versie", plan.versie)

    def waarden(self) -> dict:
        """What the action asks for."""
        waarden = dict(self.cleaned_data)
        return waarden | {"verwachte_versie": waarden.pop("versie")}

    def op_versie(self, versie: int):
        """The same form for the plan as it is now; what was typed stays."""
        self.data = self.data.copy()
        self.data["versie"] = versie
        return self

    def neem_over(self, fout: ValidationError) -> None:
        fouten = fout.message_dict if hasattr(fout, "error_dict") else {NON_FIELD_ERRORS: fout.messages}
        for veld, meldingen in fouten.items():
            self.add_error(veld if veld in self.fields else None, meldingen)


class NieuwKnelpuntForm(_KnelpuntBasis):
    soort = forms.ChoiceField(label="Knelpunt")

    field_order = ["soort", "sinds", "toelichting", "versie"]

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, plan=plan, **kwargs)
        anders = {Knelpunt.GEEN, *plan.knelpunten}
        self.fields["soort"].choices = [("", "kies"), *((s, n) for s, n in Knelpunt.choices if s not in anders)]
        self.initial.setdefault("sinds", timezone.localdate())


class KnelpuntForm(_KnelpuntBasis):
    opgelost_op = forms.DateField(
        label="Opgelost op",
        widget=Datum,
        required=False,
        help_text="Laat leeg zolang het knelpunt er nog is. Vult u een dag in, dan gaat het van het plan af.",
    )

    field_order = ["sinds", "opgelost_op", "toelichting", "versie"]

    def __init__(self, *args, plan: Plan, knelpunt: Planknelpunt, **kwargs):
        super().__init__(*args, plan=plan, **kwargs)
        for naam in ("sinds", "opgelost_op", "toelichting"):
            self.initial.setdefault(naam, getattr(knelpunt, naam))


class VeldForm(forms.Form):
    """Of which field the history is asked; nothing or something unknown is all of them."""

    veld = forms.ChoiceField(label="Wat", required=False)

    def __init__(self, *args, keuzes: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["veld"].choices = [("", "alles"), *keuzes]

    def gekozen(self) -> str:
        return self.cleaned_data["veld"] if self.is_valid() else ""


class DagForm(forms.Form):
    EERSTE_JAAR = 2000

    dag = forms.DateField(label="Op welke dag", widget=Datum, help_text="Vandaag of een dag ervoor.")

    def clean_dag(self):
        dag = self.cleaned_data["dag"]
        if dag > timezone.localdate():
            raise ValidationError("Die dag moet nog komen. Kies vandaag of een dag ervoor.")
        if dag.year < self.EERSTE_JAAR:
            raise ValidationError(f"Kies een dag vanaf {self.EERSTE_JAAR}.")
        return dag
