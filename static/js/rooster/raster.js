// The cells of one table as rows and columns, in the order of the screen; a column without a field stays a hole.

export class Raster {
  constructor(tabel) {
    this.tabel = tabel;
    this.vakken = [...tabel.querySelectorAll("[data-rij]")].map((tr) => [...tr.querySelectorAll(":scope > td")]);
    this.rijen = this.vakken.map((rij) => rij.map((td) => td.querySelector("input")));
    this.plekken = new Map();
    this.rijen.forEach((rij, r) => rij.forEach((veld, k) => veld && this.plekken.set(veld, [r, k])));
  }

  get hoog() {
    return this.rijen.length;
  }

  get breed() {
    return Math.max(...this.rijen.map((rij) => rij.length));
  }

  veld([r, k]) {
    return this.rijen[r]?.[k] ?? null;
  }

  veldOf(plek) {
    return plek && this.veld(plek);
  }

  waar(veld) {
    return this.plekken.get(veld) ?? null;
  }

  /** The next cell that way, over the holes; with `rand` the last one. Null at the edge. */
  buur([r, k], [dr, dk], rand = false) {
    let laatste = null;
    for (let y = r + dr, x = k + dk; y >= 0 && y < this.hoog && x >= 0 && x < this.breed; y += dr, x += dk) {
      if (!this.veld([y, x])) continue;
      laatste = [y, x];
      if (!rand) break;
    }
    return laatste;
  }

  /** What stands at a place: what was typed, or for a hole what is shown there. */
  tekst([r, k]) {
    const veld = this.veld([r, k]);
    return veld ? veld.value : (this.vakken[r]?.[k]?.querySelector("[data-rest]")?.textContent ?? "");
  }

  eerste() {
    return this.plekken.values().next().value;
  }

  laatste() {
    return [...this.plekken.values()].at(-1);
  }
}
