// Shapes that a page brings along, to compare: each kind with its own line, so that they read without colour.
import { kleur } from "./verf.js";
import { maak, link } from "./vensters.js";

// From what is drawn first to what lies on top. The same lines stand in the legend (kaart.css, .vormlijn).
const SOORTEN = {
  plan: ["plan in het portaal", () => ({ color: kleur("--hard"), weight: 3, dashArray: "9 5", fillOpacity: 0.12 })],
  na: ["na herstel", () => ({ color: kleur("--hard"), weight: 2, fillOpacity: 0.3 })],
  rij: ["rij van het bestand", () => ({ color: kleur("--accent"), weight: 3, fillOpacity: 0.12 })],
  voor: ["zoals in het bestand", () => ({ color: kleur("--accent"), weight: 3, dashArray: "9 5", fill: false })],
  fout: ["hier gaat het mis", () => ({ color: kleur("--accent"), weight: 3, fillColor: kleur("--papier"), fillOpacity: 1 })],
};

function venster({ soort, naam, tekst, url, bij }) {
  const vak = maak("div", "kaartvenster");
  const kop = maak("p", "kaartvenster__naam");
  kop.append(url ? link(String(naam), url) : String(naam));
  vak.append(kop, maak("p", "", tekst || SOORTEN[soort][0]));
  if (bij?.length) {
    const regel = maak("p");
    regel.append(link("Naar de tabel", `#${bij[0]}`));
    vak.append(regel);
  }
  return vak;
}

function legenda(plek, soorten) {
  const ul = maak("ul", "kaart__legendalijst");
  for (const soort of soorten) {
    const li = maak("li");
    li.append(maak("span", `vormlijn vormlijn--${soort}`), maak("span", "", SOORTEN[soort][0]));
    ul.append(li);
  }
  plek?.append(ul);
}

/** Draws config.vormen, fits the map to them, and lets links in the table ([data-toon-vorm]) point at theirs. */
export function vormen(kaart, config, legendaplek) {
  const kenmerken = config.vormen.features.filter(({ properties }) => SOORTEN[properties.soort]);
  const aanwezig = Object.keys(SOORTEN).filter((soort) => kenmerken.some((k) => k.properties.soort === soort));
  if (!aanwezig.length) return;
  const perRegel = new Map();
  const alles = L.featureGroup();
  for (const soort of aanwezig) {
    L.geoJSON(kenmerken.filter((k) => k.properties.soort === soort), {
      style: SOORTEN[soort][1],
      pointToLayer: (_kenmerk, plek) => L.circleMarker(plek, { radius: 8, ...SOORTEN[soort][1]() }),
      onEachFeature: ({ properties }, laag) => {
        laag.bindPopup(() => venster(properties), { maxWidth: 280 });
        for (const regel of properties.bij ?? []) perRegel.set(regel, [...(perRegel.get(regel) ?? []), laag]);
      },
    }).eachLayer((laag) => alles.addLayer(laag));
  }
  alles.addTo(kaart);
  kaart.fitBounds(alles.getBounds(), { maxZoom: 17, padding: [30, 30] });
  legenda(legendaplek, aanwezig);
  for (const knop of document.querySelectorAll("[data-toon-vorm]")) {
    const lagen = perRegel.get(knop.dataset.toonVorm);
    if (!lagen) continue;
    knop.hidden = false;
    knop.addEventListener("click", (gebeurtenis) => {
      gebeurtenis.preventDefault();
      kaart.fitBounds(L.featureGroup(lagen).getBounds(), { maxZoom: 17, padding: [40, 40] });
      kaart.getContainer().focus();
    });
  }
}
