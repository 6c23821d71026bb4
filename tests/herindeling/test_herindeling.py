"""Merging and splitting: everything moves, sums hold, nobody is locked out, and what was stays readable."""

import datetime

import pytest

from woonzorg.herindeling import actions
from woonzorg.herindeling.models import Herindeling

pytestmark = pytest.mark.django_db
DAG = datetime.date(2026, 1, 1)
NIEUW = {"code": "GM9100", "naam": "Nieuw", "provincie": "PV90", "woondealregio": "WD90"}


def samen(**velden):
    return actions.bewaar(
        herindeling=Herindeling(**{"datum": DAG, "van": ["GM9000", "GM9001"], "nieuw": [NIEUW]} | velden), by="test"
    )


def test_eerste(land, cast, maak_plan, maak_plot):
    maak_plan("Aa"); maak_plan("Bee"); maak_plot("Aa", geclusterd=10)
    h = samen()
    import json
    print(json.dumps(actions.proef(herindeling=h, by="test"), indent=1)[:6000])
    actions.voer_uit(herindeling=h, by="test")
