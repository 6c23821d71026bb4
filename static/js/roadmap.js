// Walks along the lines of the roadmap by arrow keys. Without this script Tab goes past all links in the same order.

const LANGS = { liggend: { ArrowRight: 1, ArrowLeft: -1 }, staand: { ArrowDown: 1, ArrowUp: -1 } };
const DWARS = { liggend: { ArrowDown: 1, ArrowUp: -1 }, staand: { ArrowRight: 1, ArrowLeft: -1 } };

class Lijnkaart {
  constructor(kaart) {
    this.richting = kaart.dataset.lijnkaart;
    this.langs = this.richting === "liggend" ? "x" : "y";
    this.lijnen = new Map();
    for (const link of kaart.querySelectorAll("a[data-lijnen]")) this.voegToe(link);
    for (const links of this.lijnen.values()) links.sort((a, b) => this.plek(a) - this.plek(b));
    kaart.addEventListener("focusin", ({ target }) => this.kom(target));
    kaart.addEventListener("keydown", (toets) => this.ga(toets));
  }

  voegToe(link) {
    for (const lijn of link.dataset.lijnen.split(" ").filter(Boolean)) {
      this.lijnen.set(lijn, [...(this.lijnen.get(lijn) ?? []), link]);
    }
  }

  plek(link) {
    return Number(link.dataset[this.langs]);
  }

  /** In a knooppunt one stays on the line along which one came. */
  kom(link) {
    const lijnen = link.dataset.lijnen?.split(" ") ?? [];
    if (!lijnen.includes(this.lijn)) this.lijn = lijnen[0];
  }

  ga(toets) {
    if (toets.ctrlKey || toets.altKey || toets.metaKey || toets.shiftKey) return;
    const link = toets.target.closest("a[data-lijnen]");
    const langs = LANGS[this.richting][toets.key];
    const dwars = DWARS[this.richting][toets.key];
    const naar = link && ((langs && this.verder(link, langs)) || (dwars && this.over(link, dwars)));
    if (!naar) return;
    toets.preventDefault();
    naar.focus();
  }

  verder(link, stap) {
    const links = this.lijnen.get(this.lijn) ?? [];
    return links[links.indexOf(link) + stap];
  }

  /** To the line beside this one: in a knooppunt to the next that meets there, else to the nearest link of it. */
  over(link, stap) {
    const namen = [...this.volgorde()];
    const naam = namen[namen.indexOf(this.lijn) + stap];
    if (!naam) return null;
    const afstand = (ander) => Math.abs(this.plek(ander) - this.plek(link));
    const naar = this.lijnen.get(naam).reduce((best, ander) => (afstand(ander) < afstand(best) ? ander : best));
    this.lijn = naam;
    return naar;
  }

  /** Lines as they lie: by where their first station stands. */
  volgorde() {
    const dwars = this.langs === "x" ? "y" : "x";
    const halte = (links) => links.find((link) => !link.dataset.lijnen.includes(" ")) ?? links[0];
    const plaats = ([, links]) => Number(halte(links).dataset[dwars]);
    return [...this.lijnen].sort((a, b) => plaats(a) - plaats(b)).map(([naam]) => naam);
  }
}

for (const kaart of document.querySelectorAll("[data-lijnkaart]")) new Lijnkaart(kaart);
