// The one map module: Leaflet for moving about, vector tiles for what is on it. Its whole configuration comes
// from the json_script element #kaart-config; nothing on a page can be reached through the map only.
import { leafletLayer } from "protomaps-leaflet";

import { BRT, NEDERLAND, pasOpKlik } from "./kaart/gedrag.js";
import { gebiedsverf, planverf, SCHAKELS } from "./kaart/verf.js";
import { gebiedsvenster, legenda, planvenster, zeg } from "./kaart/vensters.js";

// From here on a click means the plan that is pointed at; before it, the area.
const PLAN_VANAF = 10;

function achtergrond(kaart, staat, meldplek) {
  let gelukt = false;
  const laag = L.tileLayer(BRT, { minZoom: 6, maxZoom: 18, attribution: "Kaartgegevens © Kadaster" });
  laag.on("tileload", () => {
    if (gelukt) return;
    gelukt = true;
    staat.achtergrond = true;
    staat.vernieuw();
  });
  laag.on("tileerror", () => {
    if (gelukt || !kaart.hasLayer(laag)) return;
    // Without this every move would ask in vain again.
    kaart.removeLayer(laag);
    zeg(meldplek, "Achtergrondkaart nu niet bereikbaar; grenzen en plannen staan er wel.");
  });
  laag.addTo(kaart);
}

function vectorlaag(config, staat, meldplek) {
  const bronnen = {};
  if (config.gebieden_tegels) bronnen.gebieden = { url: config.gebieden_tegels, maxDataZoom: 14 };
  if (config.plannen_tegels) bronnen.plannen = { url: config.plannen_tegels, maxDataZoom: 17 };
  if (!Object.keys(bronnen).length) return null;
  staat.heeftWaarden = Object.keys(config.waarden ?? {}).length > 0;
  const gebied = gebiedsverf(config.waarden ?? {}, staat);
  const regels = [
    { dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebied.vlak },
    { dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebied.rand },
    ...SCHAKELS.map((schakel) => ({
      dataSource: "plannen",
      dataLayer: "plannen",
      symbolizer: planverf(schakel),
      filter: (_zoom, kenmerk) => kenmerk.props.schakel === schakel,
    })),
    { dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebied.sluier },
  ];
  const laag = leafletLayer({ sources: bronnen, paintRules: regels, labelRules: [], attribution: "" });
  for (const kijk of laag.views.values()) {
    const bron = kijk.tileCache.source;
    const haal = bron.get.bind(bron);
    bron.get = (plek, maat) =>
      haal(plek, maat).catch((fout) => {
        if (fout.name !== "AbortError") zeg(meldplek, "Een deel van de kaart kon niet worden geladen.");
        throw fout;
      });
  }
  return laag;
}

function onder(laag, plek, soort, kwast) {
  const gevonden = laag.queryTileFeaturesDebug(plek.lng, plek.lat, kwast).get(soort) ?? [];
  return gevonden.map(({ feature }) => feature.props);
}

function plannenOnder(laag, kaart, plek) {
  if (kaart.getZoom() < PLAN_VANAF) return [];
  const uniek = new Map(onder(laag, plek, "plannen", 12).map((plan) => [plan.id ?? plan, plan]));
  return [...uniek.values()];
}

function klikken(kaart, laag, config, staat) {
  const waarden = config.waarden ?? {};
  const kies = (code) => {
    if (staat.gekozen === code) return;
    staat.gekozen = code;
    staat.vernieuw();
  };
  kaart.on("popupclose", () => kies(null));
  kaart.on("popupopen", ({ popup }) => {
    popup.getElement()?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Sluiten");
  });
  kaart.on("click", ({ latlng }) => {
    const plannen = plannenOnder(laag, kaart, latlng);
    const gebied = onder(laag, latlng, "gebieden", 0).find(({ code }) => waarden[code]);
    let inhoud = null;
    if (plannen.length) inhoud = planvenster(plannen, config.plan_url ?? "/plannen/{id}/");
    else if (gebied) inhoud = gebiedsvenster(String(gebied.naam), waarden[gebied.code]);
    if (!inhoud) return;
    L.popup({ maxWidth: 280, autoPanPadding: [16, 16] }).setLatLng(latlng).setContent(inhoud).openOn(kaart);
    if (!plannen.length) kies(gebied.code);
  });
}

// The name under the pointer; for touch and keyboard the popup and the list say the same.
function aanwijzen(kaart, laag, config) {
  if (!window.matchMedia("(hover: hover)").matches) return;
  const waarden = config.waarden ?? {};
  const kaartje = L.tooltip({ direction: "top", offset: [0, -8], className: "kaart__naam" });
  let wacht = 0;
  kaart.on("mousemove", ({ latlng }) => {
    cancelAnimationFrame(wacht);
    wacht = requestAnimationFrame(() => {
      const [plan] = plannenOnder(laag, kaart, latlng);
      const gebied = plan ? null : onder(laag, latlng, "gebieden", 0).find(({ code }) => waarden[code]);
      const naam = plan?.naam ?? gebied?.naam;
      kaart.getContainer().classList.toggle("kaart--raak", Boolean(plan || gebied));
      if (!naam) {
        kaart.closeTooltip(kaartje);
        return;
      }
      const tekst = document.createElement("span");
      tekst.textContent = String(naam);
      kaartje.setLatLng(latlng).setContent(tekst);
      if (!kaart.hasLayer(kaartje)) kaart.openTooltip(kaartje);
    });
  });
  kaart.on("mouseout", () => kaart.closeTooltip(kaartje));
}

function plek(kaart, geometrie) {
  const inkt = getComputedStyle(document.documentElement).getPropertyValue("--inkt").trim();
  const laag = L.geoJSON(geometrie, {
    interactive: false,
    style: { color: inkt, weight: 3, fillOpacity: 0.12 },
    pointToLayer: (_kenmerk, latlng) =>
      L.circleMarker(latlng, { radius: 9, color: inkt, weight: 3, fillOpacity: 0.12, interactive: false }),
  }).addTo(kaart);
  const kader = laag.getBounds();
  if (kader.isValid()) kaart.fitBounds(kader, { maxZoom: 16, padding: [40, 40] });
}

function begin() {
  const vak = document.querySelector("[data-kaart]");
  const bron = document.getElementById("kaart-config");
  if (!vak || !bron || typeof L === "undefined") return;
  const config = JSON.parse(bron.textContent);
  const meldplek = document.querySelector("[data-kaart-melding]");
  vak.replaceChildren();
  const kaart = L.map(vak, {
    minZoom: 6,
    maxZoom: 18,
    zoomControl: false,
    maxBounds: L.latLngBounds(NEDERLAND).pad(0.5),
    fadeAnimation: false,
  });
  kaart.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(kaart);
  kaart.fitBounds(config.begrenzing ?? NEDERLAND, { padding: [8, 8] });

  const staat = { gekozen: null, achtergrond: false, vernieuw() {} };
  const laag = vectorlaag(config, staat, meldplek);
  if (config.achtergrond) achtergrond(kaart, staat, meldplek);
  if (laag) {
    staat.vernieuw = () => laag.rerenderTiles();
    laag.addTo(kaart);
    klikken(kaart, laag, config, staat);
    aanwijzen(kaart, laag, config);
  }
  if (config.geometrie) plek(kaart, config.geometrie);
  legenda(document.querySelector("[data-kaart-legenda]"), config);
  if (!config.vol) pasOpKlik(kaart);
  vak.dataset.klaar = "";
}

begin();
