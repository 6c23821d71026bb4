// Pointing out one place for a form: by a click, by an address, or as typed; the field has the last word.
import { plekVanAdres, zoekAdres } from "../tekenen/pdok.js";
import { maak } from "./vensters.js";

const DICHTBIJ = 15;
const GEEN_ADRES = "Adressen zoeken lukt nu niet. Kies de plek op de kaart, of vul alleen de gemeente in.";

/** 'latitude, longitude' as typed, or null for anything else (RD is for the server). */
function graden(tekst) {
  const delen = tekst.replaceAll(";", " ").replaceAll(", ", " ").trim().split(/\s+/);
  if (delen.length !== 2) return null;
  const [lat, lon] = delen.map((deel) => Number(deel.replace(",", ".")));
  return lat > 50 && lat < 56 && lon > 2 && lon < 8 ? [lat, lon] : null;
}

function merkAan(kaart) {
  const icoon = L.divIcon({ className: "punt punt--gekozen", html: "", iconSize: [34, 34] });
  const merk = L.marker([0, 0], { icon: icoon, draggable: true, keyboard: false });
  return (plek) => {
    if (plek) merk.setLatLng(plek).addTo(kaart);
    else merk.remove();
    return merk;
  };
}

/** A button below the address, with what was found; `bijKeuze` gets [latitude, longitude]. */
function zoekregel(adresveld, plaatsveld, meldplek, bijKeuze) {
  const knop = maak("button", "utrecht-button utrecht-button--secondary-action knop-smal", "Zoek dit adres op de kaart");
  knop.type = "button";
  const treffers = maak("ul", "tekenen__treffers");
  const zeg = (tekst) => {
    meldplek.textContent = tekst;
  };
  const probeer = async (doe) => {
    try {
      await doe();
    } catch {
      zeg(GEEN_ADRES);
    }
  };
  const neem = async ({ id, naam }) => {
    const [lon, lat] = await plekVanAdres(id);
    treffers.replaceChildren();
    bijKeuze([lat, lon]);
    zeg(`De plek staat bij ${naam}.`);
    // What was pressed is gone.
    knop.focus();
  };
  const treffer = (adres) => {
    const keuze = maak("button", "tekstknop", adres.naam);
    keuze.type = "button";
    keuze.addEventListener("click", () => probeer(() => neem(adres)));
    const regel = maak("li");
    regel.append(keuze);
    return regel;
  };
  const zoek = async () => {
    treffers.replaceChildren();
    const tekst = [adresveld.value, plaatsveld?.value].filter(Boolean).join(", ");
    if (!tekst) {
      zeg("Vul eerst een adres of plaats in.");
      return;
    }
    const gevonden = await zoekAdres(tekst);
    zeg(gevonden.length ? "" : `Geen adres gevonden voor '${tekst}'.`);
    treffers.append(...gevonden.map(treffer));
  };
  knop.addEventListener("click", () => probeer(zoek));
  adresveld.closest(".utrecht-form-field").append(knop, treffers);
}

/** `kies` names the fields: {veld, adres, plaats}. */
export function kiesPlek(kaart, kies, meldplek) {
  const veld = document.getElementById(kies.veld);
  if (!veld) return;
  const merk = merkAan(kaart);
  const neem = ([lat, lon]) => {
    veld.value = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
    veld.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const toon = () => merk(graden(veld.value));
  veld.addEventListener("input", toon);
  merk(null).on("dragend", ({ target }) => neem([target.getLatLng().lat, target.getLatLng().lng]));
  kaart.on("click", ({ latlng }) => neem([latlng.lat, latlng.lng]));
  const adresveld = document.getElementById(kies.adres);
  if (adresveld) {
    zoekregel(adresveld, document.getElementById(kies.plaats), meldplek, (plek) => {
      neem(plek);
      kaart.setView(plek, DICHTBIJ);
    });
  }
  toon();
  const begin = graden(veld.value);
  if (begin) kaart.setView(begin, DICHTBIJ);
}
