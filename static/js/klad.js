// Keeps what is typed in a form while one types, so that a closed tab or a dead battery costs a few seconds at most.
// It is a klad: it stands in no figure, only who typed it sees it, and saving the form throws it away.

const RUST = 2500; // ms after the last change
const HOOGSTENS = 10_000; // ms: who types without a pause is kept as well
const OPNIEUW = [5_000, 15_000, 60_000]; // ms after a failure, the last one again and again
const BEACON = 60_000; // bytes that a page which goes away may still send
const NIET = new Set(["csrfmiddlewaretoken", "klad"]);

class Klad {
  constructor(formulier) {
    this.formulier = formulier;
    this.stand = formulier.querySelector("[data-klad-stand]");
    this.wachter = null;
    this.eerste = 0; // when the oldest change that is not kept yet was made
    this.mislukt = 0;
    this.onderweg = null;
    this.klaar = false;
    formulier.addEventListener("input", () => this.gewijzigd());
    formulier.addEventListener("change", () => this.gewijzigd());
    formulier.addEventListener("submit", (gebeurtenis) => this.verstuurd(gebeurtenis));
    // There is a network again, or one comes back from logging in.
    for (const teken of ["online", "focus"]) window.addEventListener(teken, () => this.mislukt && this.bewaar());
    // Back on a page that the browser kept, after a save that did not get through.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) this.klaar = false;
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.eerste) this.bewaar(true);
    });
  }

  gewijzigd() {
    if (this.klaar) return;
    const nu = Date.now();
    this.eerste ||= nu;
    this.plan(Math.max(0, Math.min(RUST, this.eerste + HOOGSTENS - nu)));
  }

  plan(wacht) {
    clearTimeout(this.wachter);
    this.wachter = setTimeout(() => this.bewaar(), wacht);
  }

  /** As the form would send it, without files and without the empty cells of the grid. */
  inhoud() {
    const uit = new URLSearchParams();
    for (const [naam, waarde] of new FormData(this.formulier)) {
      const leegInRooster = /^[rg]-/.test(naam) && waarde === "";
      if (typeof waarde === "string" && !NIET.has(naam) && !leegInRooster) uit.append(naam, waarde);
    }
    uit.append("wie", this.formulier.dataset.kladWie);
    return uit;
  }

  bewaar(weg = false) {
    clearTimeout(this.wachter);
    if (this.onderweg || this.klaar) return this.onderweg;
    const begonnen = this.eerste;
    this.eerste = 0;
    this.onderweg = this.verzend(weg).then((uitkomst) => {
      this.onderweg = null;
      this.verwerk(uitkomst, begonnen);
    });
    return this.onderweg;
  }

  async verzend(weg, nogEens = true) {
    const body = this.inhoud();
    try {
      const antwoord = await fetch(this.formulier.dataset.klad, {
        method: "POST",
        headers: { "X-CSRFToken": this.formulier.elements.csrfmiddlewaretoken.value },
        body,
        redirect: "manual",
        keepalive: weg && String(body).length < BEACON,
      });
      if (antwoord.status === 403 && nogEens) {
        return (await this.nieuwTeken()) ? this.verzend(weg, false) : { status: 401 };
      }
      if (antwoord.ok) return { om: (await antwoord.json()).om };
      return { status: antwoord.type === "opaqueredirect" ? 401 : antwoord.status };
    } catch {
      return { status: 0 };
    }
  }

  /** Who logged in again in another tab has another token; with the old one saving would fail as well. */
  async nieuwTeken() {
    const antwoord = await fetch(this.formulier.dataset.klad, { redirect: "manual" });
    if (!antwoord.ok) return false;
    const { csrf } = await antwoord.json();
    for (const veld of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) veld.value = csrf;
    return true;
  }

  verwerk({ om, status }, begonnen) {
    if (om) {
      this.mislukt = 0;
      this.zeg(`Bewaard als klad om ${om}`);
      if (this.eerste) this.plan(RUST);
      return;
    }
    this.eerste ||= begonnen;
    if (status === 409) {
      this.klaar = true;
      this.zeg("In dit venster is nu iemand anders ingelogd. Wat u typte wordt niet meer als klad bewaard.", true);
      return;
    }
    if (status === 404 || status === 400 || status === 413) {
      this.klaar = true;
      this.zeg("Wat u typt kan hier niet als klad worden bewaard. Bewaar het plan zelf.", true);
      return;
    }
    const waarom =
      status === 401
        ? "U bent uitgelogd. Log in een ander tabblad weer in; wat u typte staat hier nog."
        : "Geen verbinding. Wat u typt staat alleen nog op dit scherm; het portaal probeert het opnieuw.";
    this.zeg(waarom, true);
    this.plan(OPNIEUW[Math.min(this.mislukt, OPNIEUW.length - 1)]);
    this.mislukt += 1;
  }

  zeg(tekst, fout = false) {
    if (!this.stand) return;
    if (this.stand.textContent !== tekst) this.stand.textContent = tekst;
    this.stand.classList.toggle("bewaarbalk__klad--fout", fout);
  }

  /** A klad that is still on its way would come after the save that ends it. */
  verstuurd(gebeurtenis) {
    this.klaar = true;
    clearTimeout(this.wachter);
    if (!this.onderweg) return;
    gebeurtenis.preventDefault();
    const knop = gebeurtenis.submitter;
    const verder = () => this.formulier.requestSubmit(knop);
    Promise.race([this.onderweg, new Promise((klaar) => setTimeout(klaar, 3000))]).then(() => {
      this.onderweg = null;
      verder();
    });
  }
}

for (const formulier of document.querySelectorAll("form[data-klad]")) new Klad(formulier);
