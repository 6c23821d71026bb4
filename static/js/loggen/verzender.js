// Sends the notes that wait on this device, one by one, as the account that typed them and as no other.
import { Wachtrij } from "../workshop/wachtrij.js";
import { Kast, zetWie } from "./toestel.js";

const GEDULD = 12_000;

async function haal(url, opties = {}) {
  const afbreker = new AbortController();
  const klok = setTimeout(() => afbreker.abort(), opties.geduld ?? GEDULD);
  try {
    return await fetch(url, { ...opties, signal: afbreker.signal, cache: "no-store" });
  } finally {
    clearTimeout(klok);
  }
}

// weg: no network; uitgelogd: the session ended; ander: another account is logged in; geen: that one does not coach.
export class Verzender {
  constructor(config, gebruiker, bijWijziging) {
    Object.assign(this, { config, gebruiker, bijWijziging });
    this.kast = new Kast(gebruiker);
    this.toestand = navigator.onLine ? "onbekend" : "weg";
    this.token = null;
    this.gelukt = [];
    this.wachtrij = new Wachtrij(this.kast.naam, {
      post: (item) => this.post(item),
      bijStand: (klaar) => {
        this.gelukt.push(klaar);
        this.bijWijziging();
      },
      bijWijziging: () => this.bijWijziging(),
    });
    window.addEventListener("online", () => this.nu());
    window.addEventListener("offline", () => this.zet("weg"));
    document.addEventListener("visibilitychange", () => document.hidden || this.nu());
    // Another tab of the same browser writes in the same list.
    window.addEventListener("storage", () => this.bijWijziging());
  }

  zet(toestand) {
    if (this.toestand === toestand) return;
    this.toestand = toestand;
    this.bijWijziging();
  }

  /** Asks who is logged in; false when nothing can be sent now. */
  async vraagStand(geduld) {
    try {
      const antwoord = await haal(this.config.stand, { geduld });
      if (antwoord.status === 401) return this.niet("uitgelogd");
      if (antwoord.status === 404) return this.niet("geen");
      if (!antwoord.ok) return this.niet("weg");
      const stand = await antwoord.json();
      zetWie(stand.gebruiker);
      if (stand.gebruiker !== this.gebruiker) return this.niet("ander");
      this.token = stand.token;
      this.kast.keuzes = stand;
      this.zet("goed");
      return true;
    } catch {
      return this.niet("weg");
    }
  }

  niet(toestand) {
    this.token = null;
    this.zet(toestand);
    return false;
  }

  async nu() {
    if (await this.vraagStand()) this.wachtrij.stuur();
  }

  /** For the Wachtrij. Throws when it is worth another try. */
  async post(item) {
    if (!this.token && !(await this.vraagStand())) throw new Error(this.toestand);
    let antwoord = await this.verstuur(item);
    if (antwoord.status === 403) {
      // Logging in gives another token, in this tab or in another.
      if (!(await this.vraagStand())) throw new Error(this.toestand);
      antwoord = await this.verstuur(item);
    }
    if (antwoord.status === 401) this.niet("uitgelogd");
    if (antwoord.ok) return { klaar: { ...item.data, ...(await antwoord.json()) } };
    if (antwoord.status === 422) return { fouten: (await antwoord.json()).fouten };
    if (antwoord.status === 409) return { fouten: { conflict: (await antwoord.json()).conflict } };
    throw new Error(String(antwoord.status));
  }

  async verstuur({ sleutel, data }) {
    try {
      return await haal(this.config.verstuur, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ ...data, sleutel, gebruiker: this.gebruiker }),
      });
    } catch (fout) {
      this.niet("weg");
      throw fout;
    }
  }

  zetErbij(data, sleutel) {
    // Saved over itself: what was written before under this sleutel goes.
    if (sleutel) this.wachtrij.haalWeg(sleutel);
    return this.wachtrij.zet("contact", data, sleutel ? { sleutel } : {});
  }
}
