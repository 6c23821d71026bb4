// Points with a name, beside the list that has them too. What lies close together is one mark with a number, until
// one zooms in. A mark shows its card in the list, and a card its mark.
import Supercluster from "supercluster";

import { link, maak } from "./vensters.js";

// From here on every point is a mark of its own, unless several share one place.
const LOS_VANAF = 14;
const DICHTBIJ = 12;
const MAAT = 34;
const NAAST_ELKAAR = "(min-width: 60rem)";

const kaartjeVan = (id) => document.querySelector(`[data-punt="${CSS.escape(id)}"]`);

function naarPagina(config, id, naam) {
  const a = link(naam, config.punt_url.replace("{id}", encodeURIComponent(id)));
  if (config.buiten) {
    a.target = "_blank";
    a.rel = "noopener";
  }
  return a;
}

/** Name and place of one point or, where several share a place, of each of them. */
function venster(config, rijen) {
  const vak = maak("div", "kaartvenster");
  for (const { id, naam, plaats } of rijen) {
    const kop = maak("p", "kaartvenster__naam");
    kop.append(naarPagina(config, id, naam));
    vak.append(kop, maak("p", "", plaats));
    if (rijen.length === 1 && kaartjeVan(id)) {
      const regel = maak("p");
      regel.append(link("Toon in de lijst", `#${kaartjeVan(id).id}`));
      vak.append(regel);
    }
  }
  return vak;
}

function kiesKaartje(id, { schuif = false } = {}) {
  for (const oud of document.querySelectorAll(".is-gekozen[data-punt]")) oud.classList.remove("is-gekozen");
  const kaartje = kaartjeVan(id);
  if (!kaartje) return;
  kaartje.classList.add("is-gekozen");
  // On a phone the list lies below the map: jumping there would take the map away.
  if (schuif && window.matchMedia(NAAST_ELKAAR).matches) kaartje.scrollIntoView({ block: "nearest" });
}

function merk(kenmerk, meervoud) {
  const { cluster, point_count: aantal, naam } = kenmerk.properties;
  const [lon, lat] = kenmerk.geometry.coordinates;
  const klasse = cluster ? "punt punt--samen" : "punt";
  const icoon = L.divIcon({ className: klasse, html: cluster ? String(aantal) : "", iconSize: [MAAT, MAAT] });
  const laag = L.marker([lat, lon], { icon: icoon, riseOnHover: true });
  laag.on("add", () => laag.getElement().setAttribute("aria-label", cluster ? `${aantal} ${meervoud}, zoom in` : naam));
  return laag;
}

class Punten {
  constructor(kaart, config) {
    this.kaart = kaart;
    this.config = config;
    this.laag = L.layerGroup().addTo(kaart);
    this.getekend = new Map();
    this.rijen = new Map(config.punten.map((rij) => [rij.id, rij]));
    this.bij = new Supercluster({ radius: 40, extent: 256, maxZoom: LOS_VANAF });
    this.bij.load(
      config.punten.map((rij) => ({
        type: "Feature",
        properties: rij,
        geometry: { type: "Point", coordinates: rij.plek },
      })),
    );
  }

  /** Draws what is in view; what stays is left alone, so that it keeps the focus. */
  teken() {
    const vak = this.kaart.getBounds().pad(0.2);
    const zoom = Math.round(this.kaart.getZoom());
    const nu = new Map();
    for (const kenmerk of this.bij.getClusters([vak.getWest(), vak.getSouth(), vak.getEast(), vak.getNorth()], zoom)) {
      const { cluster, cluster_id: nummer, id } = kenmerk.properties;
      const sleutel = cluster ? `samen-${nummer}` : `punt-${id}`;
      nu.set(sleutel, this.getekend.get(sleutel) ?? this.maak(kenmerk));
    }
    for (const [sleutel, laag] of this.getekend) if (!nu.has(sleutel)) this.laag.removeLayer(laag);
    for (const [sleutel, laag] of nu) if (!this.getekend.has(sleutel)) this.laag.addLayer(laag);
    this.getekend = nu;
  }

  maak(kenmerk) {
    const laag = merk(kenmerk, this.config.punten_meervoud ?? "voorbeelden");
    laag.on("click", () => (kenmerk.properties.cluster ? this.ontvouw(kenmerk) : this.open(kenmerk.properties.id)));
    return laag;
  }

  ontvouw({ properties, geometry }) {
    const [lon, lat] = geometry.coordinates;
    const zoom = this.bij.getClusterExpansionZoom(properties.cluster_id);
    if (zoom > LOS_VANAF) {
      const rijen = this.bij.getLeaves(properties.cluster_id, Infinity).map((kenmerk) => kenmerk.properties);
      this.venster([lat, lon], rijen);
      return;
    }
    // The mark that was pressed is about to go.
    this.kaart.getContainer().focus({ preventScroll: true });
    this.kaart.setView([lat, lon], zoom);
  }

  venster(plek, rijen) {
    L.popup({ maxWidth: 280, autoPanPadding: [16, 16], offset: [0, -MAAT / 4] })
      .setLatLng(plek)
      .setContent(venster(this.config, rijen))
      .openOn(this.kaart);
  }

  open(id) {
    const rij = this.rijen.get(id);
    this.venster([rij.plek[1], rij.plek[0]], [rij]);
    kiesKaartje(id, { schuif: true });
  }

  toonOpKaart(id) {
    const [lon, lat] = this.rijen.get(id).plek;
    this.kaart.setView([lat, lon], Math.max(this.kaart.getZoom(), DICHTBIJ), { animate: false });
    const rij = this.rijen.get(id);
    this.venster([lat, lon], [rij]);
    kiesKaartje(id);
    this.kaart.getContainer().focus();
  }

  luister() {
    this.kaart.on("moveend", () => this.teken());
    for (const knop of document.querySelectorAll("[data-toon-punt]")) {
      if (!this.rijen.has(knop.dataset.toonPunt)) continue;
      knop.hidden = false;
      knop.addEventListener("click", () => this.toonOpKaart(knop.dataset.toonPunt));
    }
  }
}

/** Draws config.punten ([{id, naam, plaats, plek: [lon, lat]}], called config.punten_meervoud); with config.passend the map shows all of them. */
export function punten(kaart, config) {
  const lagen = new Punten(kaart, config);
  if (config.passend && config.punten.length) {
    kaart.fitBounds(config.punten.map(({ plek: [lon, lat] }) => [lat, lon]), { maxZoom: DICHTBIJ, padding: [40, 40] });
  }
  lagen.luister();
  lagen.teken();
}
