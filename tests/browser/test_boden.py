"""A bod from the partner's keyboard to the gemeente's agreement, and into the keten, in a real browser."""

import time

from django.urls import reverse
from django.utils import timezone

from programmering.boden.actions import bewaar_bod
from programmering.boden.models import Bod
from programmering.voortgang.bereken import werk_bij

JAAR = timezone.localdate().year + 1


def test_partner_biedt_gemeente_aanvaardt_en_de_keten_schuift(open_venster, wereld, cast):
    venster = open_venster(wie=cast.partner)
    venster.verwacht = ("422 (Unprocessable",)
    page = venster.page
    page.goto(reverse("bod-lijst"))
    page.get_by_role("link", name="Nieuw bod").click()
    page.get_by_text("Bod van organisatie partner").wait_for()
    page.get_by_label("Waar", exact=True).select_option("GM9000")
    cel = page.get_by_label(f"Geclusterd, {JAAR}", exact=True)
    cel.fill("dertig")
    cel.press("ArrowDown")
    page.get_by_label(f"Zorggeschikt, {JAAR}", exact=True).fill("12")
    page.get_by_role("button", name="Bewaren").click()
    # What is no number is said, and nothing that was typed is gone.
    page.get_by_text("'dertig' is geen heel getal").wait_for()
    assert page.get_by_label(f"Zorggeschikt, {JAAR}", exact=True).input_value() == "12"
    page.get_by_label(f"Geclusterd, {JAAR}", exact=True).fill("30")
    page.get_by_text("Openbaar: iedereen ziet het bod").click()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Het bod is bewaard").wait_for()
    assert page.get_by_role("button", name="Aanvaarden").count() == 0
    bod = Bod.objects.get()
    assert {(r.woningtype, r.jaar): r.aantal for r in bod.regels.all()} == {
        ("geclusterd", JAAR): 30,
        ("zorggeschikt", JAAR): 12,
    }

    page = open_venster(wie=cast.invoerder_aa).page
    page.goto(bod.get_absolute_url())
    page.get_by_role("button", name="Aanvaarden").click()
    page.get_by_text("Het bod is nu aanvaard").wait_for()
    werk_bij()
    page.goto(reverse("bod-lijst") + "?gebied=GM9000&periode=2030&woningtype=geclusterd&schakel=bod")
    assert page.locator(".feiten .getal").all_inner_texts() == ["0", "30", "0"]
    page.goto(reverse("boden-per-gemeente") + "?gebied=GM9000")
    rij = page.get_by_role("row").filter(has_text="Geclusterd").last
    assert rij.get_by_role("cell").all_inner_texts() == ["90", "0", "30", "0", "0", "60", "0"]


def test_twee_keer_klikken_is_een_bod(open_venster, wereld, cast, monkeypatch):
    def traag(**alles):
        time.sleep(1)
        return bewaar_bod(**alles)

    monkeypatch.setattr("programmering.boden.views.bewaar_bod", traag)
    page = open_venster(wie=cast.partner).page
    page.goto(reverse("bod-nieuw"))
    page.get_by_label("Waar", exact=True).select_option("GM9000")
    page.get_by_label(f"Geclusterd, {JAAR}", exact=True).fill("30")
    page.get_by_text("Openbaar: iedereen ziet het bod").click()
    knop = page.get_by_role("button", name="Bewaren")
    knop.scroll_into_view_if_needed()
    vak = knop.bounding_box()
    for _ in range(2):  # by hand: a click of the test itself waits for the answer
        page.mouse.click(vak["x"] + vak["width"] / 2, vak["y"] + vak["height"] / 2)
        time.sleep(0.3)
    page.get_by_text("Het bod is bewaard").wait_for()
    assert Bod.objects.count() == 1


def test_blok_uit_excel_plakken(open_venster, wereld, cast):
    page = open_venster(wie=cast.partner).page
    page.goto(reverse("bod-nieuw"))
    cel = page.get_by_label(f"Nultreden, {JAAR}", exact=True)
    cel.evaluate(
        """veld => {
            const klembord = new DataTransfer();
            klembord.setData("text/plain", "1\\t2\\n3\\t4");
            veld.dispatchEvent(new ClipboardEvent("paste", {clipboardData: klembord, bubbles: true, cancelable: true}));
        }"""
    )
    waarden = [
        page.get_by_label(f"{naam}, {jaar}", exact=True).input_value()
        for naam in ("Nultreden", "Geclusterd")
        for jaar in (JAAR, JAAR + 1)
    ]
    assert waarden == ["1", "2", "3", "4"]
