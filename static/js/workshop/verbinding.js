// Asking for the state every second or so, and sending acts. Slower in a hidden tab, backing off after errors.

const TEMPO = 1250;
const VERBORGEN = 8000;
const HOOGSTENS = 15_000;
const GEDULD = 12_000;

async function haal(url, opties = {}) {
  const afbreker = new AbortController();
  const klok = setTimeout(() => afbreker.abort(), GEDULD);
  try {
    return await fetch(url, { ...opties, signal: afbreker.signal, redirect: "manual", cache: "no-store" });
  } finally {
    clearTimeout(klok);
  }
}

// The session of the facilitator ended, or the participant was sent away: asking again changes nothing.
const voorbij = (antwoord) => antwoord.type === "opaqueredirect" || antwoord.status === 404;

export class Verbinding {
  constructor(config, { versie, bijStand, bijAanwezig, bijToestand }) {
    Object.assign(this, { config, versie, bijStand, bijAanwezig, bijToestand });
    this.fouten = 0;
    this.token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    document.addEventListener("visibilitychange", () => this.nu());
    window.addEventListener("online", () => this.nu());
    window.addEventListener("offline", () => this.bijToestand("weg"));
  }

  nu() {
    if (this.gestopt) return;
    clearTimeout(this.klok);
    if (!this.bezig) this.vraag();
  }

  async vraag() {
    this.bezig = true;
    try {
      const antwoord = await haal(`${this.config.stand_url}?sinds=${this.versie()}`);
      if (voorbij(antwoord)) return this.stop();
      if (!antwoord.ok) throw new Error(String(antwoord.status));
      this.fouten = 0;
      this.bijToestand("goed");
      if (antwoord.status !== 204) {
        const stand = await antwoord.json();
        if (stand.gedeeld) this.bijStand(stand);
        else this.bijAanwezig(stand.aanwezig);
      }
    } catch {
      this.fouten += 1;
      if (this.fouten > 1 || !navigator.onLine) this.bijToestand("weg");
    } finally {
      this.bezig = false;
      if (!this.gestopt) this.klok = setTimeout(() => this.vraag(), this.wacht());
    }
  }

  wacht() {
    const basis = document.hidden ? VERBORGEN : TEMPO;
    // Thirty phones that lost the same network do not come back at the same moment.
    return Math.min(HOOGSTENS, basis * 1.6 ** this.fouten) * (0.85 + Math.random() * 0.3);
  }

  stop() {
    this.gestopt = true;
    this.bijToestand("voorbij");
  }

  /** For the Wachtrij. Throws when it is worth another try. */
  async post({ sleutel, soort, data }) {
    const antwoord = await haal(this.config.doe_url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify({ sleutel, soort, data }),
    });
    if (antwoord.status === 200) return { klaar: await antwoord.json() };
    if (antwoord.status === 422) return { fouten: (await antwoord.json()).fouten };
    if (antwoord.status === 403) return { fouten: { "": ["Laad de pagina opnieuw en verstuur dit dan nog eens."] } };
    if (voorbij(antwoord)) this.stop();
    throw new Error(String(antwoord.status));
  }
}
