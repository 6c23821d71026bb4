// The one map module: Leaflet for moving about, vector tiles for what is on it. Its whole configuration comes
// from the json_script element #kaart-config; nothing on a page can be reached through the map only.
import { leafletLayer } from "protomaps-leaflet";

import { BRT, NEDERLAND, pasOpKlik } from "./kaart/gedrag.js";
import { aanwezig, gekozen, inBeeld, schakelaar } from "./kaart/lagen.js";
import { kiesPlek } from "./kaart/kiezen.js";
import { kansverf, MERK_TOT, plotverf, STATUSSEN } from "./kaart/plots.js";
import { punten } from "./kaart/punten.js";
import { gebiedsverf, planverf, SCHAKELS } from "./kaart/verf.js";
import { gebiedsvenster, legenda, vondstvenster, zeg } from "./kaart/vensters.js";
import { vormen } from "./kaart/vormen.js";

// From here on a click means the plan, plot or kans that is pointed at; before it, the area.
const LOS_VANAF = 10;
const MAX_ZOOM = { plannen: 17, plots: 17, kansen: 17 };

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
    zeg(meldplek, `Achtergrondkaart nu niet bereikbaar; ${staat.aan.size ? "grenzen en plannen staan" : "de rest staat"} er wel.`);
  });
  laag.addTo(kaart);
}

// How each layer is drawn, one rule for each kind of record in it: [how, how its mark on a shape, which].
const TEKEN = {
  plannen: () => SCHAKELS.map((schakel) => [planverf(schakel), null, (props) => props.schakel === schakel]),
  kansen: () => [[...kansverf(), () => true]],
  plots: () => STATUSSEN.map((status) => [...plotverf(status), (props) => props.status === status]),
};

function regelsVan(laag) {
  return TEKEN[laag]().flatMap(([symbolizer, merk, past]) => {
    const regel = { dataSource: laag, dataLayer: laag, symbolizer, filter: (_zoom, kenmerk) => past(kenmerk.props) };
    return merk ? [regel, { ...regel, dataLayer: "merken", symbolizer: merk, maxzoom: MERK_TOT }] : [regel];
  });
}

function vectorlaag(config, staat, meldplek) {
  const bronnen = {};
  if (config.gebieden_tegels) bronnen.gebieden = { url: config.gebieden_tegels, maxDataZoom: 14 };
  for (const laag of staat.aan) bronnen[laag] = { url: config[`${laag}_tegels`], maxDataZoom: MAX_ZOOM[laag] };
  if (!Object.keys(bronnen).length) return null;
  staat.heeftWaarden = Object.keys(config.waarden ?? {}).length > 0;
  const gebied = gebiedsverf(config.waarden ?? {}, staat);
  const regels = [
    { dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebied.vlak },
    { dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebied.rand },
    // Plans below, plots on top: there are far fewer of those.
    ...Object.keys(TEKEN).flatMap((laag) => (staat.aan.has(laag) ? regelsVan(laag) : [])),
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
  const gevonden = laag?.queryTileFeaturesDebug(plek.lng, plek.lat, kwast).get(soort) ?? [];
  // Not what is only a mark on one of these.
  return gevonden.filter(({ layerName }) => layerName === soort).map(({ feature }) => feature.props);
}

/** Records under the pointer by layer, plots first; {} while zoomed out. */
function vondst(staat, kaart, config, plek) {
  if (kaart.getZoom() < LOS_VANAF) return {};
  const uit = {};
  for (const laag of aanwezig(config).filter((naam) => staat.aan.has(naam))) {
    const uniek = new Map(onder(staat.laag, plek, laag, 12).map((rij) => [rij.id ?? rij, rij]));
    if (uniek.size) uit[laag] = [...uniek.values()];
  }
  return uit;
}

function klikken(kaart, config, staat) {
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
    const gevonden = vondst(staat, kaart, config, latlng);
    const iets = Object.keys(gevonden).length > 0;
    const gebied = onder(staat.laag, latlng, "gebieden", 0).find(({ code }) => waarden[code]);
    let inhoud = null;
    if (iets) inhoud = vondstvenster(gevonden, config);
    else if (gebied) inhoud = gebiedsvenster(String(gebied.naam), waarden[gebied.code]);
    else if (kaart.getZoom() < LOS_VANAF && [...staat.aan].some((laag) => onder(staat.laag, latlng, laag, 12).length)) {
      kaart.setView(latlng, Math.min(kaart.getZoom() + 2, LOS_VANAF));
    }
    if (!inhoud) return;
    L.popup({ maxWidth: 280, autoPanPadding: [16, 16] }).setLatLng(latlng).setContent(inhoud).openOn(kaart);
    if (!iets) kies(gebied.code);
  });
}

// The name under the pointer; for touch and keyboard the popup and the list say the same.
function aanwijzen(kaart, config, staat) {
  if (!window.matchMedia("(hover: hover)").matches) return;
  const waarden = config.waarden ?? {};
  const kaartje = L.tooltip({ direction: "top", offset: [0, -8], className: "kaart__naam" });
  let wacht = 0;
  kaart.on("mousemove", ({ latlng }) => {
    cancelAnimationFrame(wacht);
    wacht = requestAnimationFrame(() => {
      const [rij] = Object.values(vondst(staat, kaart, config, latlng)).flat();
      const gebied = rij ? null : onder(staat.laag, latlng, "gebieden", 0).find(({ code }) => waarden[code]);
      const naam = rij?.naam ?? gebied?.naam;
      kaart.getContainer().classList.toggle("kaart--raak", Boolean(rij || gebied));
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

function plek(kaart, geometrie, dichtbij = 16) {
  const inkt = getComputedStyle(document.documentElement).getPropertyValue("--inkt").trim();
  const laag = L.geoJSON(geometrie, {
    interactive: false,
    style: { color: inkt, weight: 3, fillOpacity: 0.12 },
    pointToLayer: (_kenmerk, latlng) =>
      L.circleMarker(latlng, { radius: 9, color: inkt, weight: 3, fillOpacity: 0.12, interactive: false }),
  }).addTo(kaart);
  const kader = laag.getBounds();
  if (kader.isValid()) kaart.fitBounds(kader, { maxZoom: dichtbij, padding: [40, 40] });
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

  const staat = { gekozen: null, achtergrond: false, aan: gekozen(config), laag: null };
  staat.vernieuw = () => staat.laag?.rerenderTiles();
  const legendaplek = document.querySelector("[data-kaart-legenda]");
  const toon = () => {
    if (staat.laag) kaart.removeLayer(staat.laag);
    staat.laag = vectorlaag(config, staat, meldplek);
    staat.laag?.addTo(kaart);
    legenda(legendaplek, config, staat.aan);
  };
  toon();
  if (config.achtergrond) achtergrond(kaart, staat, meldplek);
  if (config.gebieden_tegels || aanwezig(config).length) {
    klikken(kaart, config, staat);
    aanwijzen(kaart, config, staat);
  }
  schakelaar(legendaplek, config, staat.aan, toon);
  if (config.in_beeld) inBeeld(legendaplek, kaart);
  if (config.geometrie) plek(kaart, config.geometrie, config.geometrie_zoom);
  if (config.punten) punten(kaart, config);
  if (config.kies) kiesPlek(kaart, config.kies, meldplek);
  if (config.vormen) vormen(kaart, config, legendaplek);
  if (!config.vol) pasOpKlik(kaart);
  vak.dataset.klaar = "";
}

begin();
