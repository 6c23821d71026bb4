// How plots and kansen are drawn: a family of its own beside the plans. A diamond is a plot; what is in it says how
// far it is, so that it reads without colour. The same marks stand in templates/plots/_teken.html.

import { kleur, ringen, straal } from "./verf.js";

// From what is least certain to what stands firm: the last is drawn on top.
export const STATUSSEN = ["vervallen", "verlopen", "kandidaat", "in_gesprek", "gereserveerd", "vastgelegd", "in_plan"];
const STIL = ["vervallen", "verlopen"];
const STREEP = { kandidaat: [3, 4], in_gesprek: [8, 4], verlopen: [2, 5], vervallen: [2, 5] };
// On which side of its middle the mark of a group stands, so that the statuses do not hide each other.
const PLAATS = {
  kandidaat: [-1, 0], in_gesprek: [0, -1], gereserveerd: [1, 0], vastgelegd: [0, 1], in_plan: [1, 1],
  verlopen: [-1, 1], vervallen: [-1, -1],
};
// Beyond this the shape itself says enough.
export const MERK_TOT = 16;

function ruit(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.closePath();
}

function stelsel(punt, vlak) {
  return { draw: (ctx, vorm, zoom, kenmerk) => (kenmerk.geomType === 1 ? punt : vlak)(ctx, vorm, zoom, kenmerk) };
}

/** How a plot is drawn, and the mark that stands on its shape. */
export function plotverf(status) {
  const papier = kleur("--papier");
  const zand = kleur("--gereserveerd");
  const lijn = STIL.includes(status) ? kleur("--inkt-zacht") : kleur("--gereserveerd-lijn");
  const vol = status === "vastgelegd" || status === "in_plan";
  const vulling = vol ? lijn : status === "gereserveerd" ? zand : papier;

  function kern(ctx, x, y, r) {
    ctx.beginPath();
    if (status === "in_gesprek" || status === "in_plan") {
      ctx.arc(x, y, r * 0.32, 0, 2 * Math.PI);
      ctx.fillStyle = vol ? papier : lijn;
      ctx.fill();
    } else if (status === "gereserveerd") {
      // Half full: on the way from looking to laid down, also where sand and white print the same.
      ctx.moveTo(x, y - r);
      ctx.lineTo(x, y + r);
      ctx.lineTo(x - r, y);
      ctx.closePath();
      ctx.fillStyle = lijn;
      ctx.fill();
    } else if (STIL.includes(status)) {
      const d = r * 0.45;
      ctx.moveTo(x - d, y + d);
      ctx.lineTo(x + d, y - d);
      if (status === "vervallen") {
        ctx.moveTo(x - d, y - d);
        ctx.lineTo(x + d, y + d);
      }
      ctx.stroke();
    }
  }

  function merk(ctx, x, y, r) {
    ruit(ctx, x, y, r + 1.5);
    ctx.fillStyle = papier;
    ctx.fill();
    ruit(ctx, x, y, r);
    ctx.fillStyle = vulling;
    ctx.fill();
    ctx.lineWidth = Math.max(1, r / 4);
    ctx.strokeStyle = lijn;
    ctx.stroke();
    kern(ctx, x, y, r);
  }

  function punt(ctx, [[{ x, y }]], zoom, { props }) {
    if (props.n === undefined) {
      merk(ctx, x, y, Math.max(6, straal(zoom, props.woningen) * 1.25));
      return;
    }
    const r = Math.min(8, 3.2 + 0.6 * Math.sqrt(props.n));
    const [dx, dy] = PLAATS[status];
    merk(ctx, x + dx * r * 0.9, y + dy * r * 0.9, r);
  }

  function vlak(ctx, vorm) {
    ringen(ctx, vorm);
    if (!STIL.includes(status)) {
      ctx.globalAlpha = vol ? 0.45 : 0.7;
      ctx.fillStyle = vulling;
      ctx.fill();
      ctx.globalAlpha = 1;
    }
    ctx.setLineDash(STREEP[status] ?? []);
    ctx.lineWidth = vol ? 3.5 : 2;
    ctx.strokeStyle = lijn;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  return [stelsel(punt, vlak), stelsel((ctx, [[{ x, y }]]) => merk(ctx, x, y, 7))];
}

/** A kans in existing homes, and its mark: an open triangle. */
export function kansverf() {
  const papier = kleur("--papier");
  const lijn = kleur("--goed");

  function merk(ctx, x, y, r) {
    ctx.beginPath();
    ctx.moveTo(x, y - r);
    ctx.lineTo(x + r, y + r * 0.8);
    ctx.lineTo(x - r, y + r * 0.8);
    ctx.closePath();
    ctx.fillStyle = papier;
    ctx.fill();
    ctx.lineWidth = Math.max(1, r / 4);
    ctx.strokeStyle = lijn;
    ctx.stroke();
  }

  function punt(ctx, [[{ x, y }]], zoom, { props }) {
    merk(ctx, x, y, zoom <= 9 ? 4 : Math.max(5.5, straal(zoom, props.woningen)));
  }

  function vlak(ctx, vorm) {
    ringen(ctx, vorm);
    ctx.lineWidth = 2;
    ctx.setLineDash([1, 4]);
    ctx.strokeStyle = lijn;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  return [stelsel(punt, vlak), stelsel((ctx, [[{ x, y }]]) => merk(ctx, x, y, 6))];
}
