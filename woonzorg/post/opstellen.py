"""From a template to subject and text."""

from django.conf import settings
from django.template.loader import render_to_string

KOP = "Onderwerp: "


class Sjabloonfout(Exception):
    """A template that does not say what its subject is; found by the first test that uses it."""


def op_een_regel(tekst: str) -> str:
    """Line breaks and runs of spaces become one space, so that a name can never add a header to a mail."""
    return " ".join(str(tekst).split())


def stel_op(sjabloon: str, context: dict) -> tuple[str, str]:
    """Subject and plain text of templates/post/<sjabloon>.txt, which extends post/_basis.txt."""
    gevuld = render_to_string(f"post/{sjabloon}.txt", {"portaal_url": settings.PORTAAL_URL, **context})
    kop, _, tekst = gevuld.partition("\n\n")
    if not kop.startswith(KOP) or "\n" in kop or not tekst.strip():
        raise Sjabloonfout(f"post/{sjabloon}.txt begint niet met '{KOP}…', een lege regel en dan de tekst.")
    return kop.removeprefix(KOP).strip(), tekst.strip() + "\n"
