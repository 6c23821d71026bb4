"""Form fields with the class names of NL Design System; labels, help and errors tied to their control."""

from django import forms, template

register = template.Library()

KLASSE = {
    "textbox": "utrecht-textbox utrecht-textbox--html-input",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
}


def soort(widget: forms.Widget) -> str:
    """Which component draws this widget."""
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "keuzes"
    if isinstance(widget, forms.RadioSelect):
        return "keuzes"
    if isinstance(widget, forms.CheckboxInput):
        return "vinkje"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "bestand"
    return "textbox"


def met_klasse(veld: forms.BoundField, **extra) -> str:
    """The control itself, its own classes kept."""
    widget = veld.field.widget
    klassen = f"{KLASSE.get(soort(widget), '')} {widget.attrs.get('class', '')}".strip()
    attrs = {"class": klassen} if klassen else {}
    if "placeholder" in widget.attrs:
        # Says the same as the label, and is gone as soon as one types.
        attrs["placeholder"] = False
    return veld.as_widget(attrs=attrs | extra)


@register.filter
def besturing(veld: forms.BoundField) -> str:
    return met_klasse(veld)


@register.inclusion_tag("includes/_veld.html")
def veld(veld: forms.BoundField, definitie: str = "", label: str = ""):
    """One field. `definitie` explains a term on request; `label` replaces the label of the form."""
    beschrijving = []
    if veld.help_text:
        beschrijving.append(f"{veld.auto_id}_uitleg")
    if veld.errors:
        beschrijving.append(f"{veld.auto_id}_fout")
    extra = {}
    keuzes = soort(veld.field.widget) == "keuzes"
    if beschrijving and not keuzes:
        extra["aria-describedby"] = " ".join(beschrijving)
    return {
        "veld": veld,
        "soort": soort(veld.field.widget),
        "label": label or veld.label,
        "definitie": definitie,
        "besturing": "" if keuzes else met_klasse(veld, **extra),
        "beschreven_door": " ".join(beschrijving),
    }
