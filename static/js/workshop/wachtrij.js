// What this browser still has to send. Kept in localStorage, so that nothing is lost by a tunnel, a reload or an
// empty battery; each act has a key of its own, so that sending it twice is doing it once.

export function nieuweSleutel() {
  // randomUUID exists on https only; a trial on a laptop in the room runs on plain http.
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Wachtrij {
  /** `post(item)` answers {klaar: state} | {fouten: {…}} | throws when it has to be tried again later. */
  constructor(naam, { post, bijStand, bijWijziging }) {
    Object.assign(this, { naam: `${naam}:wachtrij`, post, bijStand, bijWijziging });
    this.onderweg = null;
    this.pauze = 0;
    this.geheugen = [];
  }

  // The storage is the truth: a second tab of the same participant sends from the same list.
  get items() {
    try {
      this.geheugen = JSON.parse(localStorage.getItem(this.naam) ?? "[]");
    } catch {
      // Storage is full or shut: what is in memory is still sent.
    }
    return this.geheugen;
  }

  schrijf(items) {
    this.geheugen = items;
    try {
      localStorage.setItem(this.naam, JSON.stringify(items));
    } catch {
      // As above.
    }
    this.bijWijziging();
  }

  /** `over`: an act that waits for the same thing is replaced, the last answer counts. */
  zet(soort, data, { sleutel = nieuweSleutel(), over = "" } = {}) {
    const items = this.items.filter((i) => !(over && i.over === over && i.sleutel !== this.onderweg));
    this.schrijf([...items, { sleutel, soort, data, over }]);
    this.stuur();
    return sleutel;
  }

  haalWeg(sleutel) {
    this.schrijf(this.items.filter((i) => i.sleutel !== sleutel));
  }

  opnieuw(sleutel) {
    this.schrijf(this.items.map((i) => (i.sleutel === sleutel ? { ...i, fouten: undefined } : i)));
    this.stuur();
  }

  get wachtend() {
    return this.items.filter((i) => !i.fouten);
  }

  async stuur() {
    if (this.onderweg) return;
    clearTimeout(this.later);
    const item = this.wachtend[0];
    if (!item) return;
    this.onderweg = item.sleutel;
    this.bijWijziging();
    try {
      const antwoord = await this.post(item);
      this.pauze = 0;
      if (antwoord.fouten) {
        this.schrijf(this.items.map((i) => (i.sleutel === item.sleutel ? { ...i, fouten: antwoord.fouten } : i)));
      } else {
        this.schrijf(this.items.filter((i) => i.sleutel !== item.sleutel));
        this.bijStand(antwoord.klaar);
      }
      this.onderweg = null;
      this.stuur();
    } catch {
      this.onderweg = null;
      this.pauze = Math.min(15_000, (this.pauze || 600) * 1.7);
      this.later = setTimeout(() => this.stuur(), this.pauze);
      this.bijWijziging();
    }
  }
}
