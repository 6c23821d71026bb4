"""All of it by keys: nothing needs a mouse, and the place where you are can be seen."""

from playwright.sync_api import expect

from programmering.plannen.models import Plan


def hier(page):
    return page.evaluate_handle("document.activeElement").as_element()


def tab_naar(page, css: str, toets: str = "Tab", hoogstens: int = 60) -> None:
    """Presses Tab until the focus is on `css`; each stop on the way must show where it is."""
    for _ in range(hoogstens):
        page.keyboard.press(toets)
        if hier(page).evaluate("(el, css) => el.matches(css)", css):
            assert hier(page).evaluate(ZICHTBAAR), f"aan {css} is niet te zien dat het de focus heeft"
            return
    raise AssertionError(f"{css} is met {toets} niet te bereiken")


ZICHTBAAR = """el => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(el);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
}"""


def test_van_de_eerste_tab_tot_een_plan(open_venster, wereld):
    page = open_venster().page
    page.goto("/")
    page.keyboard.press("Tab")
    assert hier(page).text_content().strip() == "Naar de inhoud"
    assert hier(page).bounding_box()["y"] >= 0, "de sprong naar de inhoud is te zien zodra hij de focus heeft"
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()

    page.goto("/")
    tab_naar(page, '.kop__link[href="/plannen/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/plannen/")
    tab_naar(page, "#id_status_planologisch")
    page.keyboard.type("2A")
    tab_naar(page, ".filter button")
    page.keyboard.press("Enter")
    page.wait_for_url("**status_planologisch=2A**")
    expect(page.locator("tbody tr")).to_have_count(1)
    tab_naar(page, "tbody th a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aadorp")


def test_keten_en_kaart(open_venster, wereld):
    page = open_venster().page
    page.goto("/gebied/GM9000/")
    page.locator("[data-kaart][data-klaar]").wait_for()
    page.locator("#id_periode").focus()
    tab_naar(page, ".ketentabel a")
    tab_naar(page, "[data-kaart]")
    tab_naar(page, ".leaflet-control-zoom-in")
    with page.expect_response("**/kaart/gebieden/**") as antwoord:
        page.keyboard.press("Enter")
    assert antwoord.value.ok


def test_jaarrooster_met_pijltjes_en_bewaren(open_venster, wereld, cast):
    page = open_venster(wie=cast.invoerder_aa).page
    page.goto(f"/plannen/{wereld.veld.pk}/bewerken/")
    page.locator('[name="r-nieuwbouw-nieuwbouw-gepland"]').focus()
    for toets, naam in [
        ("ArrowDown", "r-wonen_en_zorg-nultreden-gepland"),
        ("ArrowDown", "r-wonen_en_zorg-geclusterd-gepland"),
        ("ArrowRight", "r-wonen_en_zorg-geclusterd-gerealiseerd"),
        ("ArrowRight", "r-wonen_en_zorg-geclusterd-corporatie"),
        ("ArrowUp", "r-wonen_en_zorg-nultreden-corporatie"),
        ("Enter", "r-wonen_en_zorg-geclusterd-corporatie"),
    ]:
        page.keyboard.press(toets)
        assert hier(page).get_attribute("name") == naam
    page.keyboard.type("11")
    page.locator("#id_toelichting").focus()
    tab_naar(page, '.bewaarbalk [name="gereed"]')
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()
    assert Plan.objects.get(pk=wereld.veld.pk).regels.get(categorie="geclusterd").waarvan_corporatie == 11


def test_menu_op_een_telefoon(open_venster, wereld):
    page = open_venster(breed=390, hoog=844).page
    page.goto("/")
    link = page.locator('.kop__link[href="/gebied/"]')
    expect(link).to_be_hidden()
    tab_naar(page, "[data-menuknop]")
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.locator("[data-menuknop]")).to_be_focused()
