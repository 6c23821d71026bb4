// What is kept on this device, per account: `loggen:<id>:…`. One who logs in never sees what another typed here.

const WIE = "loggen:wie";

function lees(naam) {
  try {
    return JSON.parse(localStorage.getItem(naam));
  } catch {
    return null;
  }
}

function schrijf(naam, waarde) {
  try {
    localStorage.setItem(naam, JSON.stringify(waarde));
    return true;
  } catch {
    return false;
  }
}

/** The account that used this device last; null when nobody logged in here, or who did logged out. */
export const wie = () => lees(WIE);

export function zetWie(gebruiker) {
  if (gebruiker && wie() !== gebruiker) schrijf(WIE, gebruiker);
}

export class Kast {
  constructor(gebruiker) {
    this.naam = `loggen:${gebruiker}`;
  }

  get keuzes() {
    return lees(`${this.naam}:keuzes`) ?? { projecten: [], gemeenten: [], niveaus: [] };
  }

  set keuzes({ projecten, gemeenten, niveaus }) {
    schrijf(`${this.naam}:keuzes`, { projecten, gemeenten, niveaus });
  }

  get concept() {
    return lees(`${this.naam}:concept`);
  }

  set concept(velden) {
    schrijf(`${this.naam}:concept`, velden);
  }

  /** At logout, once the server has said that it is done. */
  wis() {
    for (const naam of Object.keys(localStorage)) {
      if (naam === WIE || naam.startsWith(`${this.naam}:`)) localStorage.removeItem(naam);
    }
  }
}
