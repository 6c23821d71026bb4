/** Steps back and forth through whole states, each a string. */
export class Geschiedenis {
  constructor(begin) {
    this.staten = [begin];
    this.plek = 0;
  }

  get nu() {
    return this.staten[this.plek];
  }

  get kanTerug() {
    return this.plek > 0;
  }

  get kanVooruit() {
    return this.plek < this.staten.length - 1;
  }

  zet(staat) {
    if (staat === this.nu) return;
    this.staten.splice(this.plek + 1, Infinity, staat);
    this.plek += 1;
  }

  stap(richting) {
    this.plek = Math.min(Math.max(this.plek + richting, 0), this.staten.length - 1);
    return this.nu;
  }
}
