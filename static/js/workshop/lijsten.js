// The lists in the panel: places, boden, scores, votes, questions and calls. Each item is drawn from its data alone.
import { datum, el, getal, kort } from "./dom.js";

const knop = (tekst, klasse, opties) =>
  el(`button.utrecht-button.utrecht-button--${klasse}.knop-smal`, { type: "button", ...opties }, tekst);

export function woningen(aantallen, namen) {
  return Object.entries(namen).filter(([w]) => aantallen[w]).map(([w, naam]) => `${getal(aantallen[w])} ${naam}`).join(", ");
}

/** `u`: what the lists may do: {config, leider, dicht, doe, open, toonPlek}. */
export function maakLijsten(u) {
  const { woningtypen, bouwvormen, criteria } = u.config;

  const wacht = (ding) => (ding.wacht ? el("span.ws-wacht", {}, "wordt verstuurd") : null);

  function plekkop(plek) {
    return el(
      "p.ws-item__kop",
      {},
      el("button.ws-plekknop", { type: "button", id: `kop-${u.deel()}-${plek.id}`, onclick: () => u.toonPlek(plek.id) },
        el("span.ws-nummer", {}, String(plek.nummer)), el("span", {}, plek.naam)),
      plek.gekozen && el("span.merkteken.ws-gekozen", {}, plek.plot ? "kandidaat-plot" : "gekozen"),
      wacht(plek),
    );
  }

  function plekregels(plek, boden) {
    const past = woningen(plek.aantallen, woningtypen);
    const delen = [past && `Past hier: ${past}`, plek.jaar && `verwacht ${plek.jaar}`].filter(Boolean);
    return [
      delen.length ? el("p", {}, `${delen.join(", ")}.`) : null,
      plek.reden ? el("p", {}, plek.reden) : null,
      el("p.stil", {}, `Gezet door ${plek.van}${plek.nummers.length ? `; samengevoegd met ${plek.nummers.join(", ")}` : ""}`),
      boden.length ? el("ul.ws-boden", { "aria-label": `Boden op plek ${plek.nummer}` }, boden.map((b) => bodregel(b))) : null,
    ];
  }

  function bodregel(bod) {
    const extra = [bod.jaar && String(bod.jaar), bod.bouwvorm !== "nieuwbouw" && bouwvormen[bod.bouwvorm]].filter(Boolean);
    return el(
      "li",
      {},
      el("strong", {}, `${getal(bod.aantal)} ${woningtypen[bod.woningtype]}`),
      `${extra.length ? ` (${extra.join(", ")})` : ""}, ${bod.van} `,
      wacht(bod),
      weg("bod", bod, "Trek dit bod in"),
    );
  }

  /** Take it away: one's own, or anything for the facilitator. */
  function weg(wat, ding, tekst) {
    if (ding.wacht || u.dicht() || !(u.leider || ding.van_id === u.ik())) return null;
    const naam = u.leider && ding.van_id !== u.ik() ? "Verberg" : tekst;
    return el("button.tekstknop.ws-weg", { type: "button", id: `weg-${ding.id}`, onclick: () => u.doe("verbergen", { wat, id: ding.id }) }, naam);
  }

  function plek({ plek: p, boden, eigen, dicht }) {
    const acties = dicht || p.wacht ? [] : [
      !u.leider && knop("Doe hier een bod", "secondary-action", { id: `bod-${p.id}`, onclick: () => u.open("bod", { plek: p.id }) }),
      (u.leider || eigen) && knop("Wijzig", "subtle", { id: `wijzig-${p.id}`, onclick: () => u.wijzig(p) }),
      u.leider && knop("Voeg samen", "subtle", { id: `samen-${p.id}`, onclick: () => u.open("samenvoegen", { plek: p.id }) }),
      u.leider && knop(p.gekozen ? "Toch niet" : "Kies", "subtle", { id: `kies-${p.id}`, onclick: () => u.doe("kiezen", { plek: p.id, aan: !p.gekozen }) }),
    ].filter(Boolean);
    return el(
      "li.ws-item",
      {},
      plekkop(p),
      plekregels(p, boden),
      acties.length ? el("div.ws-item__acties", {}, acties, weg("plek", p, "Haal weg")) : null,
    );
  }

  function schaal(p, c, [score, reden], dicht) {
    const groep = `w-${p.id}-${c.slug}`;
    const cijfers = [1, 2, 3, 4, 5].map((n) =>
      el("label.ws-cijfer", {},
        el("input", {
          type: "radio", name: groep, id: `${groep}-${n}`, value: String(n), checked: score === n, disabled: dicht,
          onchange: () => u.weeg(p.id, c.slug, n, reden),
        }),
        el("span", {}, String(n))),
    );
    const waarom = score
      ? el("input.ws-waarom", {
          type: "text", id: `${groep}-reden`, value: reden, maxlength: 300, placeholder: "waarom?", autocomplete: "off",
          disabled: dicht, "aria-label": `Waarom ${score} voor ${c.naam}?`,
          onchange: ({ target }) => {
            target.defaultValue = target.value;
            u.weeg(p.id, c.slug, score, target.value);
          },
        })
      : null;
    return el("fieldset.ws-criterium", {}, el("legend", { title: c.uitleg }, c.naam), el("div.ws-cijfers", {}, cijfers), waarom);
  }

  function wegen({ plek: p, scores, boden, dicht }) {
    const gewogen = criteria.filter((c) => scores[c.slug]).length;
    const stand = gewogen === criteria.length ? "klaar" : gewogen ? `${gewogen} van ${criteria.length}` : "nog niet gewogen";
    const regels = criteria.map((c) => schaal(p, c, scores[c.slug] ?? [0, ""], dicht));
    return el(
      "li.ws-item",
      {},
      el("details.ws-weegvak", { open: false, ontoggle: ({ target }) => target.open && u.toonPlek(p.id, false) },
        el("summary", { id: `weeg-${p.id}` },
          el("span.ws-nummer", {}, String(p.nummer)), el("span.ws-weegvak__naam", {}, p.naam), el("span.merkteken", {}, stand)),
        plekregels(p, boden),
        regels),
    );
  }

  /** For the facilitator: how the weighing goes, without a scale of one's own. */
  function gewogen({ plek: p, scores }) {
    return el(
      "li.ws-item",
      {},
      plekkop(p),
      p.wegers
        ? el("p", {}, `${p.wegers} ${p.wegers === 1 ? "deelnemer" : "deelnemers"}, gemiddeld `, el("strong", {}, kort(p.gemiddelde)))
        : el("p.stil", {}, "Nog niet gewogen."),
      p.wegers ? scorelijst(p.scores) : null,
    );
  }

  function scorelijst(scores) {
    const rijen = criteria.filter((c) => scores?.[c.slug]).map((c) => {
      const [gemiddeld] = scores[c.slug];
      return el("li", {}, el("span", {}, c.naam), el("meter", { min: 1, max: 5, value: gemiddeld, "aria-label": c.naam }), el("span.getal", {}, kort(gemiddeld)));
    });
    return el("ul.ws-scores", {}, rijen);
  }

  function kiezen({ plek: p, mijn, kan, dicht }) {
    const gewogen = p.wegers ? `gemiddeld ${p.gemiddelde ? kort(p.gemiddelde) : "…"} (${p.wegers} gewogen)` : "niet gewogen";
    const stemmen = p.stemmen ?? 0;
    const uit = u.leider
      ? el(`button.utrecht-button.utrecht-button--${p.gekozen ? "secondary" : "primary"}-action.knop-smal`, {
          type: "button", id: `kiezen-${p.id}`, disabled: dicht,
          onclick: () => u.doe("kiezen", { plek: p.id, aan: !p.gekozen }),
        }, p.gekozen ? "Toch niet" : "Kies", el("span.onzichtbaar", {}, ` plek ${p.nummer}`))
      : el(`button.utrecht-button.utrecht-button--${mijn ? "primary-action" : "secondary-action"}`, {
          type: "button", id: `stem-${p.id}`, "aria-pressed": String(mijn), disabled: dicht || (!mijn && !kan),
          onclick: () => u.doe("stemmen", { plek: p.id, aan: !mijn }, { over: `stem-${p.id}` }),
        }, mijn ? "Mijn stem" : "Stem", el("span.onzichtbaar", {}, ` op plek ${p.nummer}`));
    return el(
      "li.ws-item.ws-item--naast",
      {},
      el("div", {}, plekkop(p), el("p.stil", {}, `${gewogen}, ${stemmen} ${stemmen === 1 ? "stem" : "stemmen"}`)),
      uit,
    );
  }

  const bij = (nummer) => (nummer ? ` (plek ${nummer})` : "");

  function bellen(b) {
    return el(
      "li.ws-item",
      {},
      el("p", {}, el("strong", {}, b.wie), " belt ", el("strong", {}, b.met), " ", wacht(b)),
      el("p", {}, `${b.waarover}${bij(b.nummer)}${b.voor ? `, voor ${datum(b.voor)}` : ""} `, weg("bellen", b, "Haal weg")),
    );
  }

  function vraag(v) {
    return el("li.ws-item", {}, el("p", {}, v.tekst, bij(v.nummer), " ", wacht(v)), el("p.stil", {}, `${v.van} `, weg("vraag", v, "Haal weg")));
  }

  const bod = (b) => {
    const regel = bodregel(b);
    regel.className = "ws-item";
    return regel;
  };

  const deelnemer = (d) => el("li", {}, `${d.naam}, ${d.organisatie}`);

  function aanTafel({ deelnemer: d, er }) {
    return el(
      "li.ws-item",
      {},
      el("p", {}, el("span.ws-er", { "data-er": er ? "" : null }, er ? "verbonden" : "even weg"), ` ${d.naam}, ${d.organisatie}`),
      el("p.stil", {}, el("button.tekstknop", { type: "button", onclick: () => u.doe("verbergen", { wat: "deelnemer", id: String(d.id) }) }, "Weer deze deelnemer")),
    );
  }

  function handeling(h) {
    return el(
      "li",
      { class: h.ongedaan ? "ws-ongedaan" : null },
      el("span", {}, `${h.door} heeft ${h.deed}: ${h.wat} `),
      h.ongedaan
        ? el("span.stil", {}, "(ongedaan gemaakt)")
        : el("button.tekstknop", { type: "button", id: `terug-${h.nummer}`, onclick: () => u.doe("ongedaan", { nummer: h.nummer }) }, "Maak ongedaan"),
    );
  }

  function verborgen(v) {
    return el("li", {}, `${v.wat}: ${v.naam} `, el("button.tekstknop", { type: "button", id: `toon-${v.id}`, onclick: () => u.doe("tonen", { wat: v.wat, id: v.id }) }, "Toon weer"));
  }

  return { plek, wegen, gewogen, kiezen, bellen, vraag, bod, deelnemer, aanTafel, handeling, verborgen };
}
