// What was changed in the grid, step by step, back and forth. A step is a list of [field, before, after].

const HOOGSTENS = 200;

export class Stappen {
  constructor(velden) {
    this.stand = new Map(velden.map((veld) => [veld, veld.value]));
    this.gedaan = [];
    this.teruggezet = [];
    this.bezig = null; // the field that is being typed in: its letters are one step
  }

  get kanTerug() {
    return this.gedaan.length > 0;
  }

  get kanVooruit() {
    return this.teruggezet.length > 0;
  }

  /** Writes down what now stands in these fields. `typen`: one more letter of the same step. */
  schrijf(velden, typen = false) {
    const stap = velden
      .filter((veld) => this.stand.get(veld) !== veld.value)
      .map((veld) => [veld, this.stand.get(veld), veld.value]);
    for (const [veld, , na] of stap) this.stand.set(veld, na);
    if (!stap.length) return;
    if (typen && this.bezig === stap[0][0] && this.gedaan.length) this.gedaan.at(-1)[0][2] = stap[0][2];
    else this.gedaan.push(stap);
    this.bezig = typen ? stap[0][0] : null;
    this.teruggezet = [];
    this.gedaan.splice(0, this.gedaan.length - HOOGSTENS);
  }

  rond() {
    this.bezig = null;
  }

  /** One step back (-1) or forth (1): sets the fields and gives them, or null when there is none. */
  stap(richting) {
    const [van, naar, nieuw] = richting < 0 ? [this.gedaan, this.teruggezet, 1] : [this.teruggezet, this.gedaan, 2];
    const stap = van.pop();
    if (!stap) return null;
    naar.push(stap);
    this.bezig = null;
    for (const regel of stap) {
      regel[0].value = regel[nieuw];
      this.stand.set(regel[0], regel[nieuw]);
    }
    return stap.map(([veld]) => veld);
  }
}
