"""Texts are kept with marks for headings, lists and links; an excerpt is plain text."""

from django.db.models import Func, TextField, Value

# (what stands there, what of it is text); a heading in the middle of a sentence would only confuse.
_OPMAAK = (
    (r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),
    (r"(^|\n)#{1,6} [^\n]*", r"\1"),
    (r"(^|\n)[ \t]*(>|[-*+]|\d+\.)[ \t]+", r"\1"),
    (r"\*\*|__|`", ""),
    (r"\s*\|\s*", " "),
    (r"-{3,}", " "),
    (r"\s+", " "),
)


class _Vervang(Func):
    function = "REGEXP_REPLACE"
    output_field = TextField()


def ZonderOpmaak(tekst):
    """The text of an expression without the marks."""
    for zoek, door in _OPMAAK:
        tekst = _Vervang(tekst, Value(zoek), Value(door), Value("g"))
    return tekst
