// The map to draw on: Leaflet and geoman, steered by the buttons of the page. Geoman's own toolbar is left out: it
// speaks no house style and a screen reader cannot follow it. What is drawn goes in and out as a place (vorm.js).
import "@geoman-io/leaflet-geoman-free";

import { BRT, LUCHTFOTO, NEDERLAND, pasOpKlik } from "../kaart/gedrag.js";
import { afgerond } from "./vorm.js";

const VINGER = window.matchMedia("(pointer: coarse)").matches;
const SNAP = VINGER ? 22 : 14;
const kleur = (naam) => getComputedStyle(document.documentElement).getPropertyValue(naam).trim();
// No pm of their own, so never edited; what has snapIgnore false is still a line to snap to.
const GEEN_TEKENING = { pmIgnore: true, interactive: false };

const ringen = (latlngs) => {
  const ring = latlngs.map(({ lng, lat }) => afgerond([lng, lat]));
  return ring.length ? [...ring, ring[0]] : ring;
};

/** The polygons of a Leaflet layer, as a place. */
function plekVan(laag) {
  const vormen = laag.getLatLngs();
  const vlakken = Array.isArray(vormen[0]?.[0]) ? vormen : [vormen];
  return vlakken.map((vlak) => vlak.filter((ring) => ring.length > 2).map(ringen)).filter((vlak) => vlak.length);
}

export class Bord {
  /** `op`: wijzig(), kijkt(place) while something moves, klaar() when a shape is done, klik([lon, lat]). */
  constructor(vak, begrenzing, op) {
    this.op = op;
    this.stijl = { color: kleur("--inkt"), weight: 3, fillColor: kleur("--hard"), fillOpacity: 0.18 };
    const kaart = L.map(vak, {
      minZoom: 6,
      maxZoom: 20,
      zoomControl: false,
      maxBounds: L.latLngBounds(NEDERLAND).pad(0.5),
      fadeAnimation: false,
    });
    this.kaart = kaart;
    kaart.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(kaart);
    L.control.scale({ imperial: false }).addTo(kaart);
    this.groep = L.featureGroup().addTo(kaart);
    this.buren = this.#lijnen({ color: kleur("--lijn-sterk"), weight: 2, fillOpacity: 0.08 });
    this.hulp = this.#lijnen({ color: kleur("--accent"), weight: 1, dashArray: "4 3", fill: false });
    this.fout = L.circleMarker([0, 0], { ...GEEN_TEKENING, snapIgnore: true, radius: 12, color: kleur("--accent") });
    kaart.pm.setLang("nl");
    kaart.pm.setGlobalOptions({
      tooltips: false,
      snappable: true,
      snapDistance: SNAP,
      // Crossing lines are drawn, and then said in words: a corner that cannot be put down tells nobody why.
      allowSelfIntersection: true,
      continueDrawing: false,
      limitMarkersToCount: 120,
      layerGroup: this.groep,
      pathOptions: this.stijl,
      templineStyle: { color: this.stijl.color, weight: 3 },
      hintlineStyle: { color: this.stijl.color, weight: 2, dashArray: "5 5" },
    });
    kaart.on("pm:create", ({ layer }) => {
      this.groep.removeLayer(layer);
      layer.remove();
      this.op.klaar(plekVan(layer));
    });
    kaart.on("pm:remove", ({ layer }) => {
      this.groep.removeLayer(layer);
      this.op.wijzig();
    });
    kaart.on("pm:drawstart", ({ workingLayer }) => {
      this.werk = workingLayer;
    });
    // Handles are for the hand: without a name and in their dozens they would only stand in the way of who tabs.
    // The keyboard's corners are the text field.
    kaart.on("layeradd", ({ layer }) => {
      if (!(layer instanceof L.Marker)) return;
      const handvat = layer.getElement();
      handvat.removeAttribute("tabindex");
      handvat.removeAttribute("role");
      handvat.setAttribute("aria-hidden", "true");
    });
    kaart.on("mousemove", ({ latlng }) => this.#kijk(latlng));
    kaart.on("click", ({ latlng }) => this.op.klik(afgerond([latlng.lng, latlng.lat])));
    kaart.fitBounds(begrenzing, { padding: [8, 8] });
    pasOpKlik(kaart);
  }

  #lijnen(stijl) {
    return L.geoJSON(null, { ...GEEN_TEKENING, snapIgnore: false, style: stijl, filter: isVlak }).addTo(this.kaart);
  }

  #kijk(wijzer) {
    const hoeken = this.werk?.getLatLngs?.() ?? [];
    if (hoeken.length > 1) this.op.kijkt([[ringen([...hoeken, wijzer])]]);
  }

  get plek() {
    return this.groep.getLayers().flatMap(plekVan);
  }

  /** Puts a whole place on the map, instead of what is there. */
  zet(plek) {
    const stand = this.stand;
    this.zetStand(null);
    this.groep.clearLayers();
    for (const vlak of plek) {
      const rand = vlak.map((ring) => ring.slice(0, -1).map(([lon, lat]) => [lat, lon]));
      const laag = L.polygon(rand, this.stijl).addTo(this.groep);
      laag.on("pm:markerdrag pm:drag", () => this.op.kijkt(this.plek));
      laag.on("pm:edit pm:dragend", () => this.op.wijzig());
    }
    if (stand && stand !== "teken" && stand !== "gat") this.zetStand(stand);
  }

  /** One mode at a time: null, teken, gat, hoeken, verplaats, wis; any other only listens to clicks. */
  zetStand(stand) {
    const { pm } = this.kaart;
    this.werk = null;
    pm.disableDraw();
    // Switching off what is off makes Leaflet grumble in the console.
    if (pm.globalEditModeEnabled()) pm.disableGlobalEditMode();
    if (pm.globalDragModeEnabled()) pm.disableGlobalDragMode();
    if (pm.globalRemovalModeEnabled()) pm.disableGlobalRemovalMode();
    this.stand = stand;
    if (stand === "teken" || stand === "gat") pm.enableDraw("Polygon", { cursorMarker: !VINGER });
    if (stand === "hoeken") pm.enableGlobalEditMode();
    if (stand === "verplaats") pm.enableGlobalDragMode();
    if (stand === "wis") pm.enableGlobalRemovalMode();
    if (stand && VINGER) this.kaart.dragging.enable();
    this.kaart.getContainer().classList.toggle("kaart--mik", stand === "perceel" || stand === "pand");
  }

  maakAf() {
    const genoeg = (this.werk?.getLatLngs?.() ?? []).length > 2;
    if (genoeg) this.kaart.pm.Draw.Polygon._finishShape();
    return genoeg;
  }

  laatsteHoekWeg() {
    if (this.werk?.getLatLngs?.().length) this.kaart.pm.Draw.Polygon._removeLastVertex();
  }

  get midden() {
    const { lng, lat } = this.kaart.getCenter();
    return afgerond([lng, lat]);
  }

  ga([lon, lat], zoom = 18) {
    this.kaart.setView([lat, lon], zoom, { animate: false });
  }

  pas() {
    const kader = this.groep.getBounds();
    if (kader.isValid()) this.kaart.fitBounds(kader, { maxZoom: 18, padding: [40, 40], animate: false });
  }

  /** Moves the map only when nothing of the drawing is in view. */
  volg() {
    const kader = this.groep.getBounds();
    if (kader.isValid() && !this.kaart.getBounds().intersects(kader)) this.pas();
  }

  toonGebied(geojson) {
    if (!geojson) return;
    const stijl = { color: kleur("--inkt-zacht"), weight: 1.5, fill: false };
    L.geoJSON(geojson, { ...GEEN_TEKENING, snapIgnore: true, style: stijl }).addTo(this.kaart).bringToBack();
  }

  toonFout(punt) {
    if (punt) this.fout.setLatLng([punt[1], punt[0]]).addTo(this.kaart);
    else this.fout.remove();
  }

  vervang(laag, geojson) {
    laag.clearLayers();
    laag.addData(geojson);
  }

  /** Lays 'kaart' or 'luchtfoto' under the drawing; `mislukt` when PDOK gives not one tile. */
  grond(naam, mislukt) {
    this.tegels?.remove();
    if (naam === "geen") return;
    let gelukt = false;
    const tegels = L.tileLayer(naam === "luchtfoto" ? LUCHTFOTO : BRT, {
      minZoom: 6,
      maxZoom: 20,
      maxNativeZoom: 19,
      attribution: "Kaartgegevens © Kadaster",
    });
    tegels.on("tileload", () => {
      gelukt = true;
    });
    tegels.on("tileerror", () => {
      if (gelukt || this.tegels !== tegels) return;
      // Without this every move would ask in vain again.
      this.tegels = null;
      tegels.remove();
      mislukt();
    });
    this.tegels = tegels.addTo(this.kaart);
  }
}

function isVlak({ geometry }) {
  return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
}
