"""GET /api/v1/keten: the same numbers as the page, in camelCase (NL API Design Rules)."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from programmering.calculations import Keten
from programmering.plannen.lijsten import Bouwvorm
from woonzorg.gebieden.opvolging import opgegaan
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.problem import ProblemSerializer

from .selectors import Ketenlezer, lees_perioden, momentopname, verschil_met_landelijk


class GebiedSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="NL, PVxx, WDxx of GMxxxx")
    naam = serializers.CharField()
    soort = serializers.CharField(help_text="land, provincie, woondealregio of gemeente")


class KetenregelSerializer(serializers.Serializer):
    woningtype = serializers.CharField()
    opgave = serializers.IntegerField(allow_null=True, help_text="null: er is geen opgave (iets anders dan nul)")
    gerealiseerd = serializers.IntegerField()
    hard = serializers.IntegerField()
    zacht = serializers.IntegerField()
    gereserveerd = serializers.IntegerField(help_text="plots, voor zover hun woningen niet al in een plan tellen")
    tekort = serializers.IntegerField(allow_null=True, help_text="negatief: een overschot")
    waarvanCorporatie = serializers.IntegerField(source="waarvan_corporatie")
    bod = serializers.IntegerField(help_text="geboden woningen; dekken de opgave niet")
    bestaandeBouw = serializers.IntegerField(
        source="bestaande_bouw", help_text="aangepaste bestaande woningen; tellen niet in de dekking"
    )
    tekortMetBestaandeBouw = serializers.IntegerField(source="tekort_met_bestaande_bouw", allow_null=True)
    verschilMetLandelijk = serializers.IntegerField(
        required=False, allow_null=True, help_text="alleen voor NL: som van de gemeenten min de landelijke opgave"
    )
    vertrouwelijkNietUitgesplitst = serializers.IntegerField(
        source="vertrouwelijk", allow_null=True, help_text="alleen voor NL; staat buiten de andere getallen"
    )


class BuitenSerializer(serializers.Serializer):
    gerealiseerd = serializers.IntegerField()
    hard = serializers.IntegerField()
    zacht = serializers.IntegerField()


class BuitenOpgaveSerializer(serializers.Serializer):
    regulier = BuitenSerializer()
    onbekend = BuitenSerializer()
    sloop = BuitenSerializer()


class BuitenPeriodeSerializer(serializers.Serializer):
    categorie = serializers.CharField()
    eerder = serializers.IntegerField()
    later = serializers.IntegerField()
    jaarOnbekend = serializers.IntegerField(source="jaar_onbekend")


class KetenSerializer(serializers.Serializer):
    gebied = GebiedSerializer()
    periode = serializers.CharField()
    peildatum = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(choices=["rekenvoorbeeld", "voorlopig", "vastgesteld"])
    woningtypen = KetenregelSerializer(many=True)
    buitenOpgave = BuitenOpgaveSerializer()
    buitenPeriode = BuitenPeriodeSerializer(
        many=True, help_text="nog te bouwen woningen in eerdere, latere en onbekende jaren; tellen niet in de dekking"
    )


def als_json(keten: Keten, verschil: dict, buiten_periode) -> dict:
    gegevens = {
        "gebied": GebiedSerializer(keten.gebied).data,
        "periode": keten.periode.slug,
        "peildatum": keten.peildatum,
        "status": keten.status,
        "woningtypen": [KetenregelSerializer(r).data for r in keten.regels],
        "buitenOpgave": {b.categorie: BuitenSerializer(b).data for b in keten.buiten},
        "buitenPeriode": BuitenPeriodeSerializer(buiten_periode, many=True).data,
    }
    for regel in gegevens["woningtypen"]:
        regel["verschilMetLandelijk"] = verschil.get(regel["woningtype"])
    return gegevens


class KetenAPI(APIView):
    @extend_schema(
        operation_id="keten",
        summary="De keten van één gebied",
        description="Woningen per woningtype en schakel, exclusief geteld. Zonder inloggen: alleen openbare plannen.",
        parameters=[
            OpenApiParameter(
                "gebied",
                str,
                description="Code van het gebied. Zonder: het hele land.",
                examples=[OpenApiExample("Nederland", value="NL"), OpenApiExample("Enschede", value="GM0153")],
            ),
            OpenApiParameter("periode", str, description="Code van de opgaveperiode. Zonder: 2030."),
            OpenApiParameter("bouwvorm", str, enum=Bouwvorm.values, description="Zonder: beide bouwvormen."),
        ],
        responses={200: KetenSerializer, 400: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request):
        with momentopname():
            gebied, periode, bouwvorm = self._vraag(request.query_params)
            lezer = Ketenlezer(user=request.user, periode=periode, bouwvorm=bouwvorm)
            keten = lezer.keten(gebied)
            gegevens = als_json(keten, verschil_met_landelijk(keten), lezer.buiten_periode(gebied))
        return Response(gegevens)

    def _vraag(self, query):
        """The three parameters, checked together so that all errors are told at once."""
        perioden = {p.slug: p for p in lees_perioden()}
        fouten = {}
        if onbekend := set(query) - {"gebied", "periode", "bouwvorm"}:
            fouten |= {naam: ["Onbekende parameter."] for naam in sorted(onbekend)}
        periode = perioden.get(query.get("periode", "2030"))
        if periode is None:
            fouten["periode"] = [f"Onbekende periode. Kies uit: {', '.join(perioden)}."]
        bouwvorm = query.get("bouwvorm", "")
        if bouwvorm and bouwvorm not in Bouwvorm.values:
            fouten["bouwvorm"] = [f"Onbekende bouwvorm. Kies uit: {', '.join(Bouwvorm.values)}."]
        if fouten:
            raise ValidationError(fouten)
        gebied = zoek_gebied(query.get("gebied", "NL"))
        if gebied is None:
            raise NotFound("Er is geen gebied met deze code. Codes zijn NL, PVxx, WDxx of GMxxxx.")
        if not gebied.bestaat and (weg := opgegaan(gebied.code)):
            opvolgers = ", ".join(f"{g.naam} ({g.code})" for g in weg.opvolgers) or "onbekend"
            raise NotFound(f"{gebied.naam} bestaat sinds {weg.sinds:%Y-%m-%d} niet meer. Opvolger: {opvolgers}.")
        return gebied, periode, bouwvorm
