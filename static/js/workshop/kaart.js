// The map of a workshop: boundaries, public plans, and the places of this table. Never the only way to do anything.
import { leafletLayer } from "protomaps-leaflet";

import { planverf, SCHAKELS } from "../kaart/verf.js";
import { el } from "./dom.js";

const BRT = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png";
const NEDERLAND = [
  [50.73, 3.3],
  [53.57, 7.24],
];
const kleur = (naam) => getComputedStyle(document.documentElement).getPropertyValue(naam).trim();

function ringen(ctx, vorm) {
  ctx.beginPath();
  for (const ring of vorm) ring.forEach((punt, i) => (i ? ctx.lineTo(punt.x, punt.y) : ctx.moveTo(punt.x, punt.y)));
}

// The own gemeenten are paper, the rest of the country stands back.
function gebiedsverf(codes) {
  const eigen = new Set(codes);
  const [rand, inkt, buiten] = [kleur("--lijn-sterk"), kleur("--inkt"), kleur("--papier-tint")];
  return {
    draw(ctx, vorm, _zoom, { props }) {
      ringen(ctx, vorm);
      const binnen = eigen.has(props.code);
      if (!binnen) {
        ctx.globalAlpha = 0.8;
        ctx.fillStyle = buiten;
        ctx.fill();
        ctx.globalAlpha = 1;
      }
      ctx.lineWidth = binnen ? 2 : 0.75;
      ctx.strokeStyle = binnen ? inkt : rand;
      ctx.stroke();
    },
  };
}

function lagen(config) {
  const gebieden = leafletLayer({
    sources: { gebieden: { url: config.gebieden_tegels, maxDataZoom: 14 } },
    paintRules: [{ dataSource: "gebieden", dataLayer: "gebieden", symbolizer: gebiedsverf(config.gemeenten) }],
    labelRules: [],
    attribution: "",
  });
  // Plans are there to look around by; the places of this table stand out.
  const plannen = leafletLayer({
    sources: { plannen: { url: config.plannen_tegels, maxDataZoom: 17 } },
    paintRules: SCHAKELS.map((schakel) => ({
      dataSource: "plannen",
      dataLayer: "plannen",
      symbolizer: planverf(schakel),
      filter: (_zoom, kenmerk) => kenmerk.props.schakel === schakel,
    })),
    labelRules: [],
    attribution: "",
    opacity: 0.5,
  });
  return [gebieden, plannen];
}

function achtergrond(kaart, zeg) {
  const laag = L.tileLayer(BRT, { minZoom: 6, maxZoom: 19, attribution: "Kaartgegevens © Kadaster" });
  let gelukt = false;
  laag.on("tileload", () => {
    gelukt = true;
  });
  laag.on("tileerror", () => {
    if (gelukt || !kaart.hasLayer(laag)) return;
    kaart.removeLayer(laag);
    zeg("Geen achtergrondkaart.");
  });
  laag.addTo(kaart);
}

export class Kaart {
  constructor(vak, config, { opPlek, opHoeken, zeg }) {
    this.config = config;
    this.opPlek = opPlek;
    this.opHoeken = opHoeken;
    this.geheugen = `${config.sleutel}:kaart`;
    const kaart = L.map(vak, {
      minZoom: 6, maxZoom: 19, zoomControl: false, maxBounds: L.latLngBounds(NEDERLAND).pad(0.5),
      fadeAnimation: false, zoomAnimation: false, doubleClickZoom: false,
    });
    this.kaart = kaart;
    kaart.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen", position: "topright" }).addTo(kaart);
    this.zetBeeld();
    achtergrond(kaart, zeg);
    for (const laag of lagen(config)) laag.addTo(kaart);
    this.vormen = L.layerGroup().addTo(kaart);
    this.punten = L.layerGroup().addTo(kaart);
    this.schets = L.layerGroup().addTo(kaart);
    this.punt = null;
    this.hoeken = null;
    this.magZetten = false;
    kaart.on("moveend", () => this.bewaarBeeld());
    kaart.on("click", ({ latlng }) => this.tik(latlng));
    // A tile or a panel that changed size while hidden.
    new ResizeObserver(() => kaart.invalidateSize({ animate: false })).observe(vak);
    vak.append(el("span.ws-kruis", { "aria-hidden": "true" }));
    vak.dataset.klaar = "";
  }

  zetBeeld() {
    try {
      const { midden, zoom } = JSON.parse(localStorage.getItem(this.geheugen));
      this.kaart.setView(midden, zoom);
    } catch {
      this.kaart.fitBounds(this.config.begrenzing, { padding: [8, 8] });
    }
  }

  bewaarBeeld() {
    if (!this.kaart.getContainer().offsetHeight) return;
    const { lat, lng } = this.kaart.getCenter();
    try {
      localStorage.setItem(this.geheugen, JSON.stringify({ midden: [lat, lng], zoom: this.kaart.getZoom() }));
    } catch {
      // Then the map begins at the whole gebied again.
    }
  }

  /** Where 'hier' is: the tapped point, or else the middle of the map. */
  get hier() {
    const { lat, lng } = this.punt ?? this.kaart.getCenter();
    return `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
  }

  tik(latlng) {
    if (this.hoeken) {
      this.hoeken.push(latlng);
      this.tekenSchets();
    } else if (this.magZetten) {
      this.punt = latlng;
      this.tekenSchets();
    }
  }

  zetMag(mag) {
    this.magZetten = mag;
    this.kaart.getContainer().classList.toggle("ws-kaart--zetten", mag);
    if (!mag) this.wis();
  }

  begin() {
    this.punt = null;
    this.hoeken = [];
    this.tekenSchets();
  }

  hoekMidden() {
    this.tik(this.kaart.getCenter());
  }

  hoekTerug() {
    this.hoeken?.pop();
    this.tekenSchets();
  }

  /** The corners as the form reads them, one a line. */
  get hoekenTekst() {
    return (this.hoeken ?? []).map(({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`).join("\n");
  }

  wis() {
    this.punt = null;
    this.hoeken = null;
    this.tekenSchets();
  }

  tekenSchets() {
    this.schets.clearLayers();
    const stijl = { color: kleur("--accent"), weight: 3, dashArray: "6 4", fillOpacity: 0.15, interactive: false };
    if (this.punt) {
      const merk = L.divIcon({ className: "ws-merk ws-merk--nieuw", iconSize: [30, 30] });
      L.marker(this.punt, { icon: merk, interactive: false, keyboard: false }).addTo(this.schets);
    }
    if (this.hoeken) {
      (this.hoeken.length > 2 ? L.polygon(this.hoeken, stijl) : L.polyline(this.hoeken, stijl)).addTo(this.schets);
      for (const hoek of this.hoeken) L.circleMarker(hoek, { ...stijl, dashArray: null, radius: 5, fillOpacity: 1 }).addTo(this.schets);
      this.opHoeken(this.hoeken.length);
    }
  }

  /** Draws the places; `gekozen` is the one that the panel points at. */
  toon(plekken, aangewezen) {
    const merk = JSON.stringify([plekken, aangewezen]);
    if (merk === this.merk) return;
    this.merk = merk;
    const focus = document.activeElement?.dataset?.plek;
    this.vormen.clearLayers();
    this.punten.clearLayers();
    for (const plek of plekken) {
      if (!plek.midden) continue;
      if (!plek.punt && plek.vorm) {
        const stijl = { color: kleur(plek.gekozen ? "--goed" : "--link"), weight: 2.5, fillOpacity: 0.18, interactive: false };
        L.geoJSON(plek.vorm, { style: stijl, interactive: false }).addTo(this.vormen);
      }
      const klassen = ["ws-merk"];
      if (plek.gekozen) klassen.push("ws-merk--gekozen");
      if (plek.wacht) klassen.push("ws-merk--wacht");
      if (plek.id === aangewezen) klassen.push("ws-merk--aan");
      const punt = L.marker(plek.midden, {
        icon: L.divIcon({ className: klassen.join(" "), html: el("span", {}, String(plek.nummer)), iconSize: [36, 36] }),
        alt: `Plek ${plek.nummer}`,
        title: `${plek.nummer}. ${plek.naam}`,
        riseOnHover: true,
      });
      punt.on("click", () => this.opPlek(plek.id));
      punt.addTo(this.punten);
      const element = punt.getElement();
      element.dataset.plek = plek.id;
      element.setAttribute("aria-label", `Plek ${plek.nummer}: ${plek.naam}`);
      if (focus === plek.id) element.focus({ preventScroll: true });
    }
  }

  naar(plek) {
    if (plek.vorm && !plek.punt) this.kaart.fitBounds(L.geoJSON(plek.vorm).getBounds(), { maxZoom: 16, padding: [40, 40], animate: false });
    else if (plek.midden) this.kaart.setView(plek.midden, Math.max(this.kaart.getZoom(), 14), { animate: false });
  }
}
