// The page that is kept on the device: the same form, what waits to be sent, and how it stands with the connection.
import { el } from "../workshop/dom.js";
import { dag, lees, samenvatting, urenknoppen, vraagGemeente, vul, vulIn } from "./formulier.js";
import { wie } from "./toestel.js";
import { aantal } from "./uitloggen.js";
import { Verzender } from "./verzender.js";

const STAND = {
  onbekend: "",
  goed: "Er is verbinding. Wat u bewaart, wordt meteen verstuurd.",
  weg: "Geen verbinding. U kunt gewoon loggen; het wordt verstuurd zodra er verbinding is.",
  geen: "Uw account kan geen contact loggen. Dat doen adviseurs van het ondersteuningsteam.",
  onbekende: "Log een keer in met verbinding. Daarna kunt u hier ook zonder verbinding loggen.",
};
const knop = (tekst, bij, soort = "secondary-action") =>
  el(`button.utrecht-button.utrecht-button--${soort}.knop-smal`, { type: "button", onclick: bij }, tekst);

export class Schil {
  constructor(plek, config, werker) {
    Object.assign(this, { plek, config, werker });
    const zoek = (naam) => plek.querySelector(`[data-${naam}]`);
    this.delen = Object.fromEntries(["stand", "wachtrij", "wachtrijkop", "wachtrijlijst", "gelukt"].map((n) => [n, zoek(n)]));
    this.formulier = zoek("logformulier");
    // Asked for in the address, also when that page itself could not come.
    this.gevraagd = new URLSearchParams(window.location.search).get("project") ?? "";
  }

  async begin() {
    urenknoppen(this.formulier);
    this.formulier.addEventListener("submit", (gebeurtenis) => this.bewaar(gebeurtenis));
    this.formulier.addEventListener("input", (gebeurtenis) => this.getypt(gebeurtenis));
    // Who is known here may type at once; who that is is asked meanwhile.
    if (wie()) this.neem(this.van(wie()));
    await this.vraag();
    window.addEventListener("online", () => this.vraag());
    document.addEventListener("visibilitychange", () => document.hidden || this.vraag());
  }

  async vraag() {
    const verzender = this.verzender ?? new Verzender(this.config, null, () => {});
    await verzender.vraagStand();
    // Somebody else logged in here since, or somebody for the first time.
    if (verzender.toestand === "ander") {
      const nieuw = this.van(wie());
      await nieuw.vraagStand();
      this.neem(nieuw);
    }
    if (this.verzender) {
      this.verzender.wachtrij.stuur();
      if (this.verzender.toestand === "goed") this.werker();
    } else {
      this.toestand = verzender.toestand;
    }
    this.teken();
  }

  /** Draws nothing until it is the one of this page. */
  van(gebruiker) {
    const verzender = new Verzender(this.config, gebruiker, () => verzender === this.verzender && this.teken());
    return verzender;
  }

  neem(verzender) {
    this.verzender = verzender;
    this.keuzes = "";
    this.vulKeuzes();
    this.leeg(this.gevraagd);
    this.haalConcept();
    samenvatting(this.formulier);
    this.teken();
  }

  // The form

  /** What was half typed when the page went away; of a note that waits, only while it still waits. */
  haalConcept() {
    const { velden, sleutel } = this.verzender.kast.concept ?? {};
    if (!velden || (sleutel && !this.verzender.wachtrij.items.some((i) => i.sleutel === sleutel))) return;
    vul(this.formulier, velden);
    vraagGemeente(this.formulier);
    this.sleutel = sleutel;
  }

  get project() {
    return this.verzender.kast.keuzes.projecten.find((p) => String(p.id) === this.formulier.elements.project.value);
  }

  vulKeuzes() {
    const { projecten, gemeenten, niveaus } = this.verzender.kast.keuzes;
    const nu = JSON.stringify([projecten, gemeenten, niveaus]);
    if (nu === this.keuzes) return false;
    this.keuzes = nu;
    const { project, gemeente } = this.formulier.elements;
    this.vulLijst(project, projecten.map((p) => [p.id, `${p.naam}, ${p.gemeente}`]));
    this.vulLijst(gemeente, gemeenten.map((g) => [g.id, g.naam]));
    for (const keuze of this.formulier.querySelectorAll("[name=zichtbaarheid]")) {
      const mag = !niveaus.length || niveaus.includes(keuze.value);
      keuze.closest("label").hidden = !mag;
      if (!mag && keuze.checked) this.formulier.elements.zichtbaarheid.value = niveaus[0];
    }
    return true;
  }

  vulLijst(select, keuzes) {
    const nu = select.value;
    select.replaceChildren(select.options[0], ...keuzes.map(([waarde, naam]) => el("option", { value: String(waarde) }, naam)));
    select.value = nu;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  leeg(project = "") {
    this.formulier.reset();
    this.sleutel = null;
    const { elements } = this.formulier;
    elements.datum.value = dag();
    if (project) elements.project.value = project;
    if (elements.project.selectedIndex < 0) elements.project.selectedIndex = 0;
    const { niveaus } = this.verzender.kast.keuzes;
    if (niveaus.length) elements.zichtbaarheid.value = niveaus[0];
    vulIn(this.formulier, this.project);
    samenvatting(this.formulier);
  }

  getypt({ target }) {
    if (target.name === "project") vulIn(this.formulier, this.project);
    samenvatting(this.formulier);
    this.verzender.kast.concept = { velden: lees(this.formulier), sleutel: this.sleutel };
  }

  bewaar(gebeurtenis) {
    gebeurtenis.preventDefault();
    const data = lees(this.formulier);
    const eerst = ["taak", "uren"].find((naam) => !data[naam]);
    if (eerst) {
      this.zegFout(eerst);
      return;
    }
    data.project_naam = this.formulier.elements.project.selectedOptions[0]?.textContent ?? "";
    if (!data.project) data.project_naam = data.gemeente ? this.formulier.elements.gemeente.selectedOptions[0].textContent : "";
    this.verzender.zetErbij(data, this.sleutel);
    this.verzender.kast.concept = null;
    this.leeg(data.project);
    this.delen.gelukt.textContent = "Bewaard op dit toestel.";
    this.plek.querySelector("h1").scrollIntoView();
    this.verzender.nu();
  }

  zegFout(naam) {
    const vak = this.formulier.querySelector(`.logveld--${naam} .utrecht-form-field`);
    vak.querySelector(".utrecht-form-field-error-message")?.remove();
    const tekst = naam === "taak" ? "Kies waar het om ging." : "Vul het aantal uren in.";
    const fout = el("div.utrecht-form-field-error-message", { role: "alert" }, tekst);
    vak.querySelector("legend, label").after(fout);
    const veld = vak.querySelector("input");
    veld.focus();
    vak.addEventListener("input", () => fout.remove(), { once: true });
  }

  // What is seen

  teken() {
    const { verzender } = this;
    const toestand = verzender?.toestand ?? this.toestand ?? "onbekend";
    this.formulier.hidden = !verzender || toestand === "geen";
    this.tekenStand(verzender || toestand === "geen" ? toestand : "onbekende");
    if (!verzender) return;
    // One that was added since, while nothing is typed yet.
    if (this.vulKeuzes() && this.gevraagd && !this.project && !verzender.kast.concept) this.leeg(this.gevraagd);
    const items = toestand === "geen" ? [] : verzender.wachtrij.items;
    this.delen.wachtrij.hidden = items.length === 0;
    this.delen.wachtrijkop.textContent = `${aantal(items.length)} ${items.length === 1 ? "wacht" : "wachten"}`;
    this.delen.wachtrijlijst.replaceChildren(...items.map((item) => this.tekenItem(item)));
    if (verzender.gelukt.length) this.tekenGelukt(verzender.gelukt);
  }

  tekenStand(toestand) {
    const inloggen = `${this.config.inloggen}?next=${encodeURIComponent(this.config.pagina)}`;
    const link = () => el("a", { href: inloggen }, "Log in om te versturen");
    const delen = {
      uitgelogd: [link(), ". U kunt gewoon verder typen; het blijft op dit toestel staan."],
      onbekende: [STAND.onbekende, " ", el("a", { href: inloggen }, "Inloggen")],
    }[toestand] ?? [STAND[toestand] ?? ""];
    const merk = JSON.stringify(toestand);
    if (this.delen.stand.merk === merk) return;
    this.delen.stand.merk = merk;
    this.delen.stand.dataset.toestand = toestand;
    this.delen.stand.replaceChildren(...delen);
  }

  tekenGelukt(gelukt) {
    const laatste = gelukt.at(-1);
    const n = gelukt.length === 1 ? "1 notitie is verstuurd" : `${gelukt.length} notities zijn verstuurd`;
    this.delen.gelukt.replaceChildren(`${n}. `, el("a", { href: laatste.url }, "Bekijk de laatste"));
  }

  tekenItem(item) {
    const { data, fouten, sleutel } = item;
    const bezig = this.verzender.wachtrij.onderweg === sleutel;
    const kop = [data.project_naam || "zonder project", `taak ${data.taak}`, `${data.uren} uur`].join(" · ");
    return el(
      "li.wachtrij__item",
      { "data-sleutel": sleutel },
      el("p.wachtrij__kop", {}, kop, bezig ? el("span.stil", {}, " wordt verstuurd") : null),
      data.notitie ? el("p.wachtrij__tekst", {}, data.notitie) : null,
      fouten?.conflict ? this.tekenConflict(item) : null,
      fouten && !fouten.conflict ? this.tekenFouten(fouten) : null,
      bezig || fouten?.conflict
        ? null
        : el(
            "div.acties",
            {},
            knop(fouten ? "Verbeter" : "Wijzig", () => this.wijzig(item)),
            knop("Gooi weg", () => this.gooiWeg(item), "subtle"),
          ),
    );
  }

  tekenFouten(fouten) {
    const regels = Object.entries(fouten).flatMap(([naam, teksten]) =>
      teksten.map((tekst) => el("li", {}, naam ? `${this.label(naam)}: ${tekst}` : tekst)),
    );
    return el("ul.wachtrij__fouten", {}, regels);
  }

  label(naam) {
    const veld = this.formulier.querySelector(`[name="${naam}"]`);
    const vak = veld?.closest(".utrecht-form-field");
    return vak?.querySelector("legend, .utrecht-form-label")?.firstChild?.textContent.trim() ?? naam;
  }

  tekenConflict(item) {
    const { verschillen, url, versie } = item.fouten.conflict;
    return el(
      "div",
      {},
      el("p", {}, "Deze notitie kwam al eerder aan, met andere woorden. Kies welke blijft; tot dan verandert er niets."),
      verschillen.map((v) =>
        el(
          "dl.wachtrij__verschil",
          {},
          el("dt", {}, `${v.veld}, in het portaal`),
          el("dd", {}, v.opgeslagen),
          el("dt", {}, `${v.veld}, op dit toestel`),
          el("dd", {}, v.eigen),
        ),
      ),
      el(
        "div.acties",
        {},
        knop("Houd wat in het portaal staat", () => this.verzender.wachtrij.haalWeg(item.sleutel)),
        knop("Vervang door deze", () => this.verzender.zetErbij({ ...item.data, versie }, item.sleutel)),
        el("a", { href: url }, "Bekijk in het portaal"),
      ),
    );
  }

  wijzig(item) {
    const { notitie, volgende_stap: stap } = this.formulier.elements;
    const getypt = this.sleutel !== item.sleutel && (notitie.value || stap.value);
    if (getypt && !window.confirm("Wat u nu typt is nog niet bewaard. Toch een andere notitie openen?")) return;
    // Out of the queue it would be gone with the tab; in it, it would be sent half changed.
    const { wachtrij } = this.verzender;
    wachtrij.schrijf(
      wachtrij.items.map((i) => (i.sleutel === item.sleutel ? { ...i, fouten: i.fouten ?? { "": ["U was dit aan het wijzigen."] } } : i)),
    );
    this.leeg();
    vul(this.formulier, item.data);
    vraagGemeente(this.formulier);
    this.sleutel = item.sleutel;
    samenvatting(this.formulier);
    this.formulier.elements.notitie.focus();
  }

  gooiWeg(item) {
    if (window.confirm("Deze notitie is nog niet verstuurd. Weggooien?")) this.verzender.wachtrij.haalWeg(item.sleutel);
  }
}
