// The drawing tool of plans and plots. The drawing and the text field with corners are two faces of one place: each
// follows the other. What is sent is the field that was changed last (plek_bron); without this script the fields
// do the same.
import { Bord } from "./tekenen/bord.js";
import { Geschiedenis } from "./tekenen/geschiedenis.js";
import { plekVanAdres, vlakkenBij, zoekAdres } from "./tekenen/pdok.js";
import { naarRd } from "./tekenen/rd.js";
import { alsGeojson, bevat, kruising, leesHoekpunten, oppervlakte, schrijfHoekpunten, vanGeojson } from "./tekenen/vorm.js";
import * as woorden from "./tekenen/woorden.js";

const RUST = 350;
const TYPRUST = 500;
// A larger file goes to the server as a file; twice as text would be too much for one form.
const MAX_BESTAND = 600_000;
const BUREN_VANAF = 14;

class Tekenaar {
  constructor(wortel, config) {
    this.wortel = wortel;
    this.config = config;
    const zoek = (css) => wortel.querySelector(css);
    this.el = {
      tekening: zoek('textarea[name$="tekening"]'),
      bron: zoek('input[name$="plek_bron"]'),
      hoekpunten: zoek('textarea[name$="hoekpunten"]'),
      was: zoek('input[name$="hoekpunten"]'),
      coordinaten: zoek('[name$="coordinaten"]'),
      oppervlakte: zoek('[name$="oppervlakte"]'),
      bestand: zoek('[name$="geojson"]'),
      wissen: zoek('[name$="plek_wissen"]'),
      werk: zoek("[data-tekenen-werk]"),
      kaart: zoek("[data-kaart]"),
      bezig: zoek("[data-bezig]"),
      uitleg: zoek("[data-uitleg]"),
      maat: zoek("[data-maat]"),
      stand: zoek("[data-stand-tekst]"),
      fout: zoek("[data-fout]"),
      overlap: zoek("[data-overlap]"),
      melding: zoek("[data-kaart-melding]"),
      tekstfout: zoek("[data-hoekpunten-fout]"),
      terug: zoek("[data-terug]"),
      opnieuw: zoek("[data-opnieuw]"),
      treffers: zoek("[data-treffers]"),
      adres: zoek("[data-adres]"),
      grond: zoek("[data-grond]"),
      vierkant: zoek("[data-vierkant]"),
    };
    this.el.werk.hidden = false;
    this.bord = new Bord(this.el.kaart, config.begrenzing, {
      wijzig: () => this.getekend(),
      kijkt: (plek) => this.toonMaat(plek),
      klaar: (plek) => this.nieuwVlak(plek),
      klik: (punt) => this.klik(punt),
    });
    const begin = this.begin();
    this.geschiedenis = new Geschiedenis(JSON.stringify(begin));
    this.bord.toonGebied(config.gebied);
    this.bord.zet(begin);
    this.bord.pas();
    this.toonMaat(begin);
    this.knoppen();
    this.velden();
    this.achtergrond();
    this.bord.kaart.on("moveend", () => this.haalBuren());
    this.haalBuren();
    if (begin.length) this.toets();
  }

  /** What stands on the map first: what was typed or drawn before, or else what is stored. */
  begin() {
    const { tekening, hoekpunten, was, wissen } = this.el;
    if (wissen?.checked) return [];
    try {
      if (tekening.value) return vanGeojson(JSON.parse(tekening.value));
    } catch {
      tekening.value = "";
    }
    const opgeslagen = vanGeojson(this.config.geometrie);
    if (!was || hoekpunten.value.split(/\s+/).join() === was.value.split(/\s+/).join()) return opgeslagen;
    try {
      return leesHoekpunten(hoekpunten.value);
    } catch {
      return opgeslagen;
    }
  }

  get plek() {
    return JSON.parse(this.geschiedenis.nu);
  }

  // From the drawing

  getekend() {
    this.neem(this.bord.plek, { op: false });
  }

  nieuwVlak(nieuw) {
    const gat = this.stand === "gat";
    this.zetStand(null);
    this.neem(gat ? this.metGat(nieuw[0][0]) : [...this.plek, ...nieuw]);
  }

  metGat(ring) {
    const plek = this.plek;
    const vlak = plek.find((kandidaat) => ring.every((punt) => bevat(kandidaat, punt)));
    if (vlak) vlak.push(ring);
    else this.zegFout(woorden.GAT_ERBUITEN);
    return plek;
  }

  /** Every change comes through here. `op`: put it on the map; `tekst`: write it in the text field. */
  neem(plek, { op = true, tekst = true, bron = "tekening" } = {}) {
    const staat = JSON.stringify(plek);
    if (staat === this.geschiedenis.nu) {
      // Also after a corner was put back, so that what is on the map is what is remembered.
      if (op) this.bord.zet(plek);
      return;
    }
    this.geschiedenis.zet(staat);
    this.toon(plek, { op, tekst, bron });
  }

  toon(plek, { op, tekst, bron }) {
    const { tekening, hoekpunten, wissen } = this.el;
    if (op || plek.length !== this.bord.groep.getLayers().length) this.bord.zet(plek);
    tekening.value = plek.length ? alsGeojson(plek) : "";
    this.el.bron.value = plek.length ? bron : "";
    if (wissen) wissen.checked = !plek.length;
    if (tekst) {
      hoekpunten.value = schrijfHoekpunten(plek);
      this.zegTekstfout("");
    }
    // Says to the page that something was changed and not yet saved.
    tekening.dispatchEvent(new Event("input", { bubbles: true }));
    this.el.terug.disabled = !this.geschiedenis.kanTerug;
    this.el.opnieuw.disabled = !this.geschiedenis.kanVooruit;
    this.toonMaat(plek);
    clearTimeout(this.wacht);
    this.wacht = setTimeout(() => this.toets(), RUST);
  }

  stap(richting) {
    const vorige = this.geschiedenis.nu;
    const staat = this.geschiedenis.stap(richting);
    if (staat !== vorige) this.toon(JSON.parse(staat), { op: true, tekst: true, bron: "tekening" });
  }

  toonMaat(plek) {
    this.el.maat.textContent = plek.length ? woorden.maat(oppervlakte(plek)) : "";
  }

  zegFout(tekst) {
    this.el.fout.textContent = tekst;
  }

  zegTekstfout(tekst) {
    const { tekstfout, hoekpunten } = this.el;
    tekstfout.textContent = tekst;
    tekstfout.hidden = !tekst;
    hoekpunten.toggleAttribute("aria-invalid", Boolean(tekst));
    if (tekst) hoekpunten.setAttribute("aria-invalid", "true");
  }

  zegMelding(tekst) {
    this.el.melding.textContent = tekst;
  }

  // What the server says of it

  async vraag(gegevens) {
    this.afbreker?.abort();
    this.afbreker = new AbortController();
    const vorm = new FormData();
    for (const [naam, waarde] of Object.entries({ ...gegevens, zelf: this.config.zelf })) vorm.append(naam, waarde);
    const token = this.wortel.closest("form")?.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
    const antwoord = await fetch(this.config.toets, {
      method: "POST",
      body: vorm,
      headers: { "X-CSRFToken": token },
      signal: this.afbreker.signal,
    });
    // Logged out meanwhile, or asked too often: the answer is a page then.
    if (!antwoord.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("geen json");
    return antwoord.json();
  }

  async toets() {
    const plek = this.plek;
    const punt = kruising(plek);
    this.bord.toonFout(punt);
    this.zegFout(punt ? woorden.kruist(naarRd(punt)) : "");
    woorden.overlapLijst(this.el.overlap, []);
    this.el.stand.textContent = "";
    // The two halves of a crossed shape cancel out: a number would be nonsense.
    if (punt) this.el.maat.textContent = "";
    if (!plek.length || punt) return;
    try {
      const antwoord = await this.vraag({ tekening: alsGeojson(plek) });
      if (antwoord.fouten.length) {
        this.zegFout(antwoord.fouten.join(" "));
        return;
      }
      this.el.maat.textContent = woorden.maat(antwoord.m2);
      this.el.stand.textContent = woorden.ligging(antwoord);
      woorden.overlapLijst(this.el.overlap, antwoord.overlapt);
    } catch (fout) {
      if (fout.name !== "AbortError") this.el.stand.textContent = woorden.GEEN_TOETS;
    }
  }

  // Buttons and keys

  zetStand(naam) {
    this.stand = this.stand === naam ? null : naam;
    this.zegFout("");
    this.bord.zetStand(this.stand);
    for (const knop of this.wortel.querySelectorAll("[data-stand]")) {
      knop.setAttribute("aria-pressed", String(knop.dataset.stand === this.stand));
    }
    const tekent = this.stand === "teken" || this.stand === "gat";
    const { bezig, uitleg } = this.el;
    bezig.hidden = !this.stand;
    uitleg.textContent = woorden.UITLEG[this.stand] ?? "";
    for (const css of ["[data-klaar-knop]", "[data-laatste]"]) bezig.querySelector(css).hidden = !tekent;
    if (!this.stand) this.bord.vervang(this.bord.hulp, { type: "FeatureCollection", features: [] });
  }

  /** Ends the mode; the focus goes back to the button that began it, when it stood on what goes away. */
  stop() {
    const knop = this.wortel.querySelector(`[data-stand="${this.stand}"]`);
    const terug = this.el.bezig.contains(document.activeElement);
    this.zetStand(null);
    if (terug) knop?.focus();
  }

  knoppen() {
    const { terug, opnieuw, bezig, kaart } = this.el;
    for (const knop of this.wortel.querySelectorAll("button[data-stand]")) {
      knop.addEventListener("click", () => this.zetStand(knop.dataset.stand));
    }
    terug.addEventListener("click", () => this.stap(-1));
    opnieuw.addEventListener("click", () => this.stap(1));
    bezig.querySelector("[data-klaar-knop]").addEventListener("click", () => {
      if (!this.bord.maakAf()) this.zegFout("Een vlak heeft minstens drie hoeken.");
    });
    bezig.querySelector("[data-laatste]").addEventListener("click", () => this.bord.laatsteHoekWeg());
    bezig.querySelector("[data-stop]").addEventListener("click", () => this.stop());
    this.wortel.addEventListener("keydown", (toets) => this.sneltoets(toets));
    kaart.addEventListener("keydown", (toets) => {
      if (toets.key !== "Enter" || toets.target !== kaart) return;
      toets.preventDefault();
      this.klik(this.bord.midden);
    });
  }

  sneltoets(toets) {
    if (toets.key === "Escape" && this.stand) {
      this.stop();
      return;
    }
    // In a text field these keys undo typing.
    if (!(toets.ctrlKey || toets.metaKey) || toets.target.matches("textarea, input:not([type=radio])")) return;
    const letter = toets.key.toLowerCase();
    if (letter !== "z" && letter !== "y") return;
    toets.preventDefault();
    const tekent = this.stand === "teken" || this.stand === "gat";
    if (letter === "y" || toets.shiftKey) this.stap(1);
    else if (tekent) this.bord.laatsteHoekWeg();
    else this.stap(-1);
  }

  // Fields beside the map

  velden() {
    const { hoekpunten, coordinaten, bestand, vierkant, adres, wissen } = this.el;
    hoekpunten.addEventListener("input", () => {
      this.el.bron.value = "hoekpunten";
      clearTimeout(this.typt);
      this.typt = setTimeout(() => this.uitTekst(), TYPRUST);
    });
    // Before the form goes, so that the drawing is what the text says.
    hoekpunten.addEventListener("change", () => this.uitTekst());
    const getypt = () => {
      const nog = this.el.tekening.value ? "tekening" : "";
      this.el.bron.value = coordinaten.value.trim() ? "coordinaten" : nog;
    };
    coordinaten.addEventListener("input", getypt);
    vierkant.hidden = false;
    vierkant.addEventListener("click", () => this.maakVierkant(coordinaten.value));
    coordinaten.closest(".utrecht-form-field")?.addEventListener("keydown", (toets) => {
      if (toets.key !== "Enter") return;
      toets.preventDefault();
      this.maakVierkant(coordinaten.value);
    });
    bestand?.addEventListener("change", () => this.uitBestand(bestand.files[0]));
    wissen?.addEventListener("change", () => {
      if (wissen.checked) this.neem([]);
      else if (!this.plek.length) this.stap(-1);
    });
    adres.addEventListener("keydown", (toets) => {
      if (toets.key !== "Enter") return;
      toets.preventDefault();
      this.zoekAdres();
    });
    this.wortel.querySelector("[data-zoek]").addEventListener("click", () => this.zoekAdres());
  }

  uitTekst() {
    clearTimeout(this.typt);
    try {
      const plek = leesHoekpunten(this.el.hoekpunten.value);
      this.zegTekstfout("");
      this.neem(plek, { tekst: false, bron: "hoekpunten" });
      this.bord.volg();
    } catch (fout) {
      this.zegTekstfout(fout.message);
    }
  }

  async uitServer(gegevens, bron) {
    try {
      const antwoord = await this.vraag(gegevens);
      if (antwoord.fouten.length) {
        this.zegFout(antwoord.fouten.join(" "));
        if (bron) this.el.bron.value = bron;
        return;
      }
      this.zetStand(null);
      this.neem(vanGeojson(antwoord.geojson));
      this.bord.pas();
    } catch (fout) {
      if (fout.name === "AbortError") return;
      if (bron) this.el.bron.value = bron;
      this.el.stand.textContent = woorden.GEEN_TOETS;
    }
  }

  maakVierkant(coordinaten) {
    return this.uitServer({ coordinaten, oppervlakte: this.el.oppervlakte.value }, "coordinaten");
  }

  async uitBestand(bestand) {
    if (!bestand) return;
    this.el.bron.value = "geojson";
    if (bestand.size > MAX_BESTAND) return;
    await this.uitServer({ tekening: await bestand.text() }, "geojson");
  }

  // PDOK

  achtergrond() {
    const { grond } = this.el;
    if (!this.config.achtergrond) return;
    grond.hidden = false;
    const leg = (naam) =>
      this.bord.grond(naam, () => {
        grond.querySelector('[value="geen"]').checked = true;
        this.zegMelding(woorden.GEEN_GROND);
      });
    grond.addEventListener("change", ({ target }) => {
      this.zegMelding("");
      leg(target.value);
    });
    leg("kaart");
  }

  async haalBuren() {
    const { kaart } = this.bord;
    if (kaart.getZoom() < BUREN_VANAF || this.burenVak?.contains(kaart.getBounds())) return;
    this.burenVak = kaart.getBounds().pad(0.3);
    const bbox = this.burenVak.toBBoxString();
    try {
      const antwoord = await fetch(`${this.config.buren}?${new URLSearchParams({ bbox, zelf: this.config.zelf })}`);
      if (antwoord.ok && bbox === this.burenVak.toBBoxString()) this.bord.vervang(this.bord.buren, await antwoord.json());
    } catch {
      this.burenVak = null;
    }
  }

  klik(punt) {
    if (this.stand === "perceel" || this.stand === "pand") this.kiesVlak(this.stand, punt);
  }

  /** Adds the parcel or building at this point to the drawing, or takes it away again. */
  async kiesVlak(soort, punt) {
    let gevonden;
    try {
      gevonden = await vlakkenBij(soort, punt);
    } catch {
      this.zegFout(woorden.onbereikbaar(soort));
      return;
    }
    if (this.stand === soort) this.bord.vervang(this.bord.hulp, gevonden);
    const kenmerk = gevonden.features.find((f) => vanGeojson(f).some((vlak) => bevat(vlak, punt)));
    if (!kenmerk) {
      this.zegFout(`Hier ligt geen ${soort}.`);
      return;
    }
    this.zegFout("");
    const vlakken = vanGeojson(kenmerk).map((vlak) => JSON.stringify(vlak));
    const plek = this.plek;
    const zonder = plek.filter((vlak) => !vlakken.includes(JSON.stringify(vlak)));
    const erbij = zonder.length === plek.length;
    this.neem(erbij ? [...plek, ...vlakken.map((vlak) => JSON.parse(vlak))] : zonder);
  }

  async zoekAdres() {
    const { adres, treffers } = this.el;
    const tekst = adres.value.trim();
    treffers.replaceChildren();
    if (!tekst) return;
    try {
      const gevonden = await zoekAdres(tekst);
      this.zegMelding(gevonden.length ? "" : `Geen adres gevonden voor '${tekst}'.`);
      for (const { id, naam } of gevonden) this.treffer(naam, () => this.kiesAdres(id, naam));
    } catch {
      this.zegMelding(woorden.GEEN_ADRES);
    }
  }

  treffer(naam, doe) {
    const regel = document.createElement("li");
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "tekstknop";
    knop.textContent = naam;
    knop.addEventListener("click", doe);
    regel.append(knop);
    this.el.treffers.append(regel);
    return knop;
  }

  /** After this nothing asks for the map: the place of an address can be had by buttons alone. */
  async kiesAdres(id, naam) {
    const { treffers } = this.el;
    try {
      const punt = await plekVanAdres(id);
      treffers.replaceChildren();
      this.bord.ga(punt);
      this.zegMelding(`De kaart staat bij ${naam}.`);
      const rd = naarRd(punt).map((getal) => getal.toFixed(2)).join(", ");
      const eerste = this.treffer("Neem het perceel van dit adres", () => this.kiesVlak("perceel", punt));
      this.treffer("Neem het pand van dit adres", () => this.kiesVlak("pand", punt));
      this.treffer("Maak een vierkant om dit adres", () => this.maakVierkant(rd));
      eerste.focus();
    } catch {
      this.zegMelding(woorden.GEEN_ADRES);
    }
  }
}

function begin() {
  const wortel = document.querySelector("[data-tekenen]");
  const bron = document.getElementById("tekenen-config");
  if (!wortel || !bron || typeof L === "undefined") return;
  new Tekenaar(wortel, JSON.parse(bron.textContent));
  wortel.querySelector("[data-kaart]").dataset.klaar = "";
}

begin();
