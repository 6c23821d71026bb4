// Which block of cells is chosen: from the cell where one began to the cell where one is.

import { leesGetal } from "./som.js";

export class Keuze {
  constructor(melding) {
    this.melding = melding;
    this.raster = null;
    this.anker = null;
    this.einde = null;
  }

  /** [eerste rij, laatste rij, eerste kolom, laatste kolom], or null. */
  get rand() {
    if (!this.anker) return null;
    const [[r1, k1], [r2, k2]] = [this.anker, this.einde];
    return [Math.min(r1, r2), Math.max(r1, r2), Math.min(k1, k2), Math.max(k1, k2)];
  }

  /** True when more than the one cell is chosen. */
  get blok() {
    const rand = this.rand;
    return Boolean(rand) && (rand[0] !== rand[1] || rand[2] !== rand[3]);
  }

  get maten() {
    const [r1, r2, k1, k2] = this.rand;
    return [r2 - r1 + 1, k2 - k1 + 1];
  }

  /** The places of the block, row by row, holes too. */
  plekken() {
    const [r1, r2, k1, k2] = this.rand;
    return Array.from({ length: r2 - r1 + 1 }, (_, r) => Array.from({ length: k2 - k1 + 1 }, (__, k) => [r1 + r, k1 + k]));
  }

  velden() {
    return this.plekken().flat().map((plek) => this.raster.veld(plek)).filter(Boolean);
  }

  zet(raster, anker, einde = anker) {
    this.raster = raster;
    this.anker = anker;
    this.einde = einde;
    this.teken();
  }

  verleng(einde) {
    this.einde = einde;
    this.teken();
    this.zeg();
  }

  wis() {
    if (this.anker) this.zet(this.raster, this.anker);
  }

  teken() {
    for (const veld of this.raster.tabel.ownerDocument.querySelectorAll(".rooster__cel--gekozen")) {
      veld.classList.remove("rooster__cel--gekozen");
    }
    if (this.blok) for (const veld of this.velden()) veld.classList.add("rooster__cel--gekozen");
  }

  zeg() {
    if (!this.blok) return;
    const [hoog, breed] = this.maten;
    const samen = this.velden().reduce((tot, { value }) => tot + (leesGetal(value) ?? 0), 0);
    const rijen = hoog === 1 ? "1 rij" : `${hoog} rijen`;
    const kolommen = breed === 1 ? "1 kolom" : `${breed} kolommen`;
    this.melding(`${rijen} en ${kolommen} gekozen, bij elkaar ${samen.toLocaleString("nl-NL")}.`);
  }
}
