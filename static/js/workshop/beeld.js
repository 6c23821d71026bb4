// What the screen shows: the state of the server with what this browser still has to send laid over it.

const leeg = () => ({ nultreden: 0, geclusterd: 0, zorggeschikt: 0 });

function plek({ sleutel, data }) {
  const [breedte, lengte] = (data.coordinaten || data.hoekpunten?.split("\n")[0] || "").split(/[\s,;]+/).map(Number);
  const opKaart = Number.isFinite(breedte) && Math.abs(breedte) < 90 && Number.isFinite(lengte);
  return {
    id: sleutel, nummer: "…", naam: data.naam, punt: true, vorm: null, midden: opKaart ? [breedte, lengte] : null,
    aantallen: Object.fromEntries(Object.keys(leeg()).map((w) => [w, Number(data[w]) || 0])),
    jaar: data.jaar || null, reden: data.reden ?? "", van: "u", van_id: null, nummers: [], geboden: leeg(), wegers: 0,
    gekozen: false, plot: false, wacht: true,
  };
}

const OVER = {
  plek: (b, item) => b.plekken.push(plek(item)),
  bod: (b, { sleutel, data }) =>
    b.boden.push({ ...data, id: sleutel, plek: data.plek || null, aantal: Number(data.aantal), van: "u", wacht: true }),
  vraag: (b, { sleutel, data }) => b.vragen.push({ ...data, id: sleutel, plek: data.plek || null, van: "u", wacht: true }),
  bellen: (b, { sleutel, data }) => b.bellen.push({ ...data, id: sleutel, plek: data.plek || null, van: "u", wacht: true }),
  wegen(b, { data }) {
    b.wegingen[data.plek] = { ...b.wegingen[data.plek], [data.criterium]: [Number(data.score), data.reden ?? ""] };
  },
  stemmen(b, { data }) {
    b.stemmen = b.stemmen.filter((s) => s !== data.plek);
    if (data.aan) b.stemmen.push(data.plek);
  },
  verbergen(b, { data }) {
    const waar = { plek: "plekken", bod: "boden", vraag: "vragen", bellen: "bellen" }[data.wat];
    if (waar) b[waar] = b[waar].filter((ding) => ding.id !== data.id);
  },
  kiezen(b, { data }) {
    b.plekken = b.plekken.map((p) => (p.id === data.plek ? { ...p, gekozen: data.aan } : p));
  },
  plek_wijzigen(b, { data }) {
    b.plekken = b.plekken.map((p) => (p.id === data.plek ? { ...p, naam: data.naam, reden: data.reden, wacht: true } : p));
  },
};

export function maakBeeld({ gedeeld, eigen }, wachtend) {
  const blijft = (id) => gedeeld.samengevoegd[id] ?? id;
  const wegingen = {};
  // What was given to the place that stayed comes last, and wins.
  const volgorde = Object.entries(eigen.wegingen).sort(([a], [b]) => (blijft(b) !== b) - (blijft(a) !== a));
  for (const [id, scores] of volgorde) wegingen[blijft(id)] = { ...wegingen[blijft(id)], ...scores };
  const zichtbaar = new Set(gedeeld.plekken.map((p) => p.id));
  const beeld = {
    ...gedeeld,
    plekken: [...gedeeld.plekken],
    boden: [...gedeeld.boden],
    vragen: [...gedeeld.vragen],
    bellen: [...gedeeld.bellen],
    wegingen,
    stemmen: [...new Set(eigen.stemmen.map(blijft))].filter((id) => zichtbaar.has(id)),
    hoogstens: gedeeld.stemmen,
    ik: eigen.ik,
    aanwezig: new Set(eigen.aanwezig ?? []),
  };
  for (const item of wachtend) OVER[item.soort]?.(beeld, item);
  return beeld;
}
