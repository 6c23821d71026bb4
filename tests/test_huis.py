"""The rules of the house that no one should have to remember."""

import ast
import re
from pathlib import Path

import pytest

BASIS = Path(__file__).resolve().parent.parent
# Each part may import those before it, and itself.
VOLGORDE = [
    "woonzorg.gebieden", "woonzorg.organisaties", "woonzorg.post", "kenniskaarten", "programmering", "projecten",
]  # fmt: skip
# Foundations that every part may use.
GRONDSLAG = {
    "woonzorg.bestanden", "woonzorg.bladeren", "woonzorg.export", "woonzorg.geobestanden", "woonzorg.getallen",
    "woonzorg.pdf", "woonzorg.problem", "woonzorg.sql",
}  # fmt: skip
# May see everything.
BOVENIN = {
    "woonzorg.urls",
    "woonzorg.api",
    "woonzorg.celery",
    "woonzorg.start",
    "woonzorg.herindeling",
    "woonzorg.context",
    "woonzorg.templatetags",
}


def _deel(module: str) -> str | None:
    return next((d for d in VOLGORDE if module == d or module.startswith(f"{d}.")), None)


def _imports():
    for pad in BASIS.rglob("*.py"):
        delen = pad.relative_to(BASIS).with_suffix("").parts
        if delen[0] not in {"woonzorg", *VOLGORDE} or "migrations" in delen:
            continue
        module = ".".join(delen)
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.ImportFrom):
                basis = delen[: len(delen) - knoop.level] if knoop.level else ()
                yield module, ".".join([*basis, *([knoop.module] if knoop.module else [])])
            elif isinstance(knoop, ast.Import):
                for naam in knoop.names:
                    yield module, naam.name


def test_imports_gaan_een_kant_op():
    fout = []
    for module, doel in _imports():
        van, naar = _deel(module), _deel(doel)
        if van is None:
            continue
        if naar is not None and VOLGORDE.index(naar) > VOLGORDE.index(van):
            fout.append(f"{module} importeert {doel}")
        if naar is None and doel.startswith("woonzorg.") and doel not in GRONDSLAG:
            boven = any(doel == b or doel.startswith(f"{b}.") for b in BOVENIN)
            fout += [f"{module} importeert {doel}"] if boven else []
    assert fout == []


@pytest.mark.parametrize("sjabloon", sorted((BASIS / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_sjabloon_heeft_geen_inline_stijl_of_script(sjabloon):
    """The CSP forbids them; a page would break without a word."""
    tekst = sjabloon.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", tekst)
    assert not re.search(r"\son[a-z]+=\"", tekst)
    assert "<style" not in tekst
    for script in re.findall(r"<script\b[^>]*>", tekst):
        assert "src=" in script


@pytest.mark.parametrize("sjabloon", sorted((BASIS / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_een_nummer_in_een_adres_of_veld_heeft_geen_punt(sjabloon):
    """From 1.000 on a number is written as people read it; in a url or a field that is another number."""
    tekst = sjabloon.read_text(encoding="utf-8")
    kaal = [m for m in re.findall(r'="[^"]*\{\{ *([\w.]+(?:\.pk|\.id|_id)) *\}\}', tekst) if not m.endswith("auto_id")]
    # The key of a woondealregio or provincie is a code.
    assert [naam for naam in kaal if not re.search(r"(regio|provincie)\.pk$", naam)] == []


def test_elk_sql_bestand_zegt_waarom_het_geen_orm_is():
    for pad in BASIS.rglob("*/sql/**/*.sql"):
        if "node_modules" not in pad.parts and ".venv" not in pad.parts:
            assert pad.read_text(encoding="utf-8").startswith("-- Not the ORM:"), pad.name


def test_vastgelegde_versies_noemen_geen_adres():
    for naam in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        tekst = (BASIS / naam).read_text(encoding="utf-8")
        assert not re.search(r'"resolved"|--index-url|--find-links', tekst)
