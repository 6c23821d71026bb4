// How areas and plans are drawn on the canvas of the vector tiles. Colours come from tokens.css.

const stijl = getComputedStyle(document.documentElement);
export const kleur = (naam) => stijl.getPropertyValue(naam).trim();

// Classes run from 1 (covers least, asks most) to 5; 0 is 'no opgave' and has no colour of its own.
const KLASSE = { 1: "--klasse-1", 2: "--klasse-2", 3: "--klasse-3", 4: "--klasse-4", 5: "--klasse-5" };

export const SCHAKELS = ["niet_meetellend", "zacht", "hard", "gerealiseerd"];

export function ringen(ctx, vorm) {
  ctx.beginPath();
  for (const ring of vorm) {
    ring.forEach((punt, i) => (i ? ctx.lineTo(punt.x, punt.y) : ctx.moveTo(punt.x, punt.y)));
  }
}

/** Diagonal lines for 'no opgave': in grey print a plain light grey would read as the lightest class. */
function arcering(papier, lijn) {
  const doek = document.createElement("canvas");
  doek.width = 6;
  doek.height = 6;
  const ctx = doek.getContext("2d");
  ctx.fillStyle = papier;
  ctx.fillRect(0, 0, 6, 6);
  ctx.strokeStyle = lijn;
  ctx.beginPath();
  for (const x of [-6, 0, 6]) {
    ctx.moveTo(x, 6);
    ctx.lineTo(x + 6, 0);
  }
  ctx.stroke();
  return doek;
}

/** Fill and outline of areas. `staat.gekozen` is the code of the area whose popup is open. */
export function gebiedsverf(waarden, staat) {
  const streep = arcering(kleur("--papier"), kleur("--lijn-sterk"));
  const papier = kleur("--papier");
  const rand = kleur("--inkt-zacht");
  const inkt = kleur("--inkt");
  const vlakken = Object.fromEntries(Object.entries(KLASSE).map(([n, naam]) => [n, kleur(naam)]));
  return {
    vlak: {
      draw(ctx, vorm, _zoom, { props }) {
        const waarde = waarden[props.code];
        ringen(ctx, vorm);
        if (waarde) {
          ctx.globalAlpha = staat.achtergrond ? 0.82 : 1;
          ctx.fillStyle = vlakken[waarde.klasse] ?? ctx.createPattern(streep, "repeat");
          ctx.fill();
          ctx.globalAlpha = 1;
        }
        ctx.lineWidth = waarde ? 1 : 0.75;
        ctx.strokeStyle = waarde ? papier : rand;
        ctx.stroke();
      },
    },
    // Outside the area of this page the plans fade, so that the eye stays inside.
    sluier: {
      draw(ctx, vorm, _zoom, { props }) {
        if (!staat.heeftWaarden || waarden[props.code]) return;
        ringen(ctx, vorm);
        ctx.globalAlpha = 0.72;
        ctx.fillStyle = papier;
        ctx.fill();
        ctx.globalAlpha = 1;
        ctx.lineWidth = 0.5;
        ctx.strokeStyle = rand;
        ctx.stroke();
      },
    },
    rand: {
      draw(ctx, vorm, zoom, { props }) {
        const gekozen = props.code === staat.gekozen;
        if (!gekozen && !waarden[props.code]) return;
        ringen(ctx, vorm);
        ctx.lineJoin = "round";
        ctx.lineWidth = gekozen ? 3 : zoom > 9 ? 1 : 0.6;
        ctx.strokeStyle = gekozen ? inkt : rand;
        ctx.stroke();
      },
    },
  };
}

// On which side of its middle the mark of a group of plans stands, so that the schakels do not hide each other.
const PLAATS = { gerealiseerd: [-1, 0], hard: [0, 0], zacht: [1, 0], niet_meetellend: [0, 1] };

export function straal(zoom, woningen) {
  if (zoom <= 8) return 1.8;
  if (zoom <= 9) return 2.6;
  if (zoom <= 10) return 3.6;
  return Math.min(12, 4.5 + Math.sqrt(woningen || 0) * 0.3);
}

/** One mark per schakel: a square is built, a disc is hard, a ring is zacht, a cross does not count. */
export function teken(ctx, schakel, x, y, r) {
  ctx.beginPath();
  if (schakel === "gerealiseerd") ctx.rect(x - r, y - r, 2 * r, 2 * r);
  else if (schakel === "niet_meetellend") {
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x - r, y + r);
    ctx.lineTo(x + r, y - r);
  } else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

/** Points at low zoom, shapes from where the tiles carry them. */
export function planverf(schakel) {
  const donker = kleur("--gerealiseerd");
  const blauw = kleur("--hard");
  const licht = kleur("--zacht");
  const grijs = kleur("--inkt-zacht");
  const papier = kleur("--papier");
  const vulling = { gerealiseerd: donker, hard: blauw, zacht: licht };
  const lijn = { gerealiseerd: papier, hard: papier, zacht: blauw, niet_meetellend: grijs };

  function vlak(ctx, vorm) {
    ringen(ctx, vorm);
    if (vulling[schakel]) {
      ctx.globalAlpha = 0.75;
      ctx.fillStyle = vulling[schakel];
      ctx.fill();
      ctx.globalAlpha = 1;
    }
    ctx.lineWidth = 2;
    ctx.setLineDash(schakel === "zacht" || schakel === "niet_meetellend" ? [5, 3] : []);
    ctx.strokeStyle = schakel === "gerealiseerd" ? donker : schakel === "niet_meetellend" ? grijs : blauw;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function verf(ctx, x, y, r, dikte) {
    teken(ctx, schakel, x, y, r);
    if (vulling[schakel]) {
      ctx.fillStyle = vulling[schakel];
      ctx.fill();
    }
    ctx.lineWidth = dikte;
    ctx.strokeStyle = lijn[schakel];
    ctx.stroke();
  }

  function punt(ctx, [[{ x, y }]], zoom, { props }) {
    if (props.n === undefined) {
      verf(ctx, x, y, straal(zoom, props.woningen), zoom > 9 ? 1.5 : 0.8);
      return;
    }
    // Neighbours together: one mark per schakel beside each other, its area by their number.
    const r = Math.min(5.5, Math.max(1.1, 0.4 * Math.sqrt(props.n)));
    const [dx, dy] = PLAATS[schakel];
    const uit = Math.min(9.5, 1.5 * r + 1.2);
    verf(ctx, x + dx * uit, y + dy * uit, r, 0.9);
  }

  return {
    draw(ctx, vorm, zoom, kenmerk) {
      (kenmerk.geomType === 1 ? punt : vlak)(ctx, vorm, zoom, kenmerk);
    },
  };
}
