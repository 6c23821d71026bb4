"""GET /api/v1/peilstanden: what was frozen, latest first, with its figures (NL API Design Rules)."""

from datetime import date

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from programmering.keten.selectors import momentopname
from woonzorg.bladeren import PARAMETERS, Paginavraag
from woonzorg.problem import ProblemSerializer

from .calculations import CATEGORIEEN
from .models import Peilstand
from .selectors import met_figuren


class GemeenteSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="GMxxxx")
    naam = serializers.CharField(help_text="zoals de gemeente toen heette")


class CijferSerializer(serializers.Serializer):
    woningtype = serializers.ChoiceField(
        source="categorie", choices=CATEGORIEEN, help_text="regulier en onbekend staan buiten de opgave"
    )
    gerealiseerd = serializers.IntegerField()
    hard = serializers.IntegerField()
    zacht = serializers.IntegerField()
    nogTeBouwen = serializers.IntegerField(source="nog_te_bouwen", help_text="hard + zacht")
    waarvanCorporatie = serializers.IntegerField(source="waarvan_corporatie")


class PeilstandSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="peilstand.pk")
    gemeente = GemeenteSerializer(source="peilstand.gemeente")
    peildatum = serializers.DateField(source="peilstand.peildatum")
    versie = serializers.IntegerField(source="peilstand.nummer")
    geldend = serializers.BooleanField(
        source="peilstand.geldend", help_text="false: een latere versie kwam ervoor in de plaats"
    )
    vastgesteldOp = serializers.DateTimeField(source="peilstand.vastgesteld_op")
    status = serializers.ChoiceField(choices=["vastgesteld"])
    rekenvoorbeeld = serializers.BooleanField(source="peilstand.rekenvoorbeeld", help_text="verzonnen plannen")
    cijfers = CijferSerializer(source="figuren", many=True, help_text="van alle jaren; exclusief geteld")


class PeilstandenSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="aantal peilstanden bij deze vraag")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PeilstandSerializer(many=True)


class PeilstandenAPI(APIView):
    @extend_schema(
        operation_id="peilstanden",
        summary="Vastgestelde peilstanden",
        description=(
            "Hoe de plannen van een gemeente op een peildatum stonden, zoals ze toen telden. Een correctie is een "
            "nieuwe versie; de oude blijft. Zonder inloggen: alleen plannen die toen openbaar waren."
        ),
        parameters=[
            OpenApiParameter(
                "gemeente",
                str,
                description="Code van de gemeente.",
                examples=[OpenApiExample("Enschede", value="GM0153")],
            ),
            OpenApiParameter("peildatum", date, description="Alleen deze peildatum."),
            OpenApiParameter("geldend", bool, description="Zonder: alle versies."),
            *PARAMETERS,
        ],
        responses={200: PeilstandenSerializer, 400: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request):
        vraag = VraagSerializer.lees(request)
        rijen = Peilstand.objects.select_related("gemeente").filter(**vraag.als_filter())
        with momentopname():
            return Response(vraag.blader(request, rijen, self._als_json))

    def _als_json(self, rijen: list[Peilstand]):
        return PeilstandSerializer(met_figuren(self.request.user, rijen), many=True).data


class VraagSerializer(Paginavraag):
    gemeente = serializers.RegexField(
        r"^GM[0-9]{4}\Z", required=False, error_messages={"invalid": "Een gemeentecode is GM met vier cijfers."}
    )
    peildatum = serializers.DateField(
        required=False, error_messages={"invalid": "Geef de datum als jaar-maand-dag, zoals 2026-05-01."}
    )
    geldend = serializers.BooleanField(required=False, error_messages={"invalid": "Kies uit: true, false."})

    def als_filter(self) -> dict:
        velden = {"gemeente": "gemeente__code", "peildatum": "peildatum", "geldend": "geldend"}
        return {velden[naam]: waarde for naam, waarde in self.validated_data.items() if naam in velden}
