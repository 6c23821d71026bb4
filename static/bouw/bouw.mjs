// Bundles styles and scripts into static/dist/. Run by `npm run build`; `--volg` rebuilds on every save.
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { alleenComponenten } from "./utrecht.mjs";

const map = dirname(fileURLToPath(import.meta.url));
const statisch = dirname(map);
const doel = join(statisch, "dist");
const require = createRequire(import.meta.url);

const COMPONENTEN = [
  "alert",
  "breadcrumb-nav",
  "button",
  "button-group",
  "checkbox",
  "document",
  "form-field",
  "form-field-description",
  "form-field-error-message",
  "form-fieldset",
  "form-label",
  "heading-1",
  "heading-2",
  "heading-3",
  "link",
  "page-footer",
  "page-header",
  "paragraph",
  "radio-button",
  "select",
  "skip-link",
  "table",
  "table-container",
  "textarea",
  "textbox",
];

const LETTERS = [
  ["Source Sans 3", "source-sans-3", 400],
  ["Source Sans 3", "source-sans-3", 600],
  ["Source Serif 4", "source-serif-4", 600],
];

const BLADEN = ["tokens", "basis", "componenten", "keten", "kaart", "tekenen", "rooster", "invoer", "boden", "drieslag", "partners", "plots", "projecten", "team", "vraagbaak", "tafels", "agendering", "loggen", "opmerkingen", "peilstanden", "voorbeelden", "bewoners", "zoeken", "kennis", "roadmap", "start", "print"];

const BRONNEN = `/*! Bevat delen van @utrecht/component-library-css (EUPL-1.2, Gemeente Utrecht en Frameless B.V.)
en de letters Source Sans 3 en Source Serif 4 (OFL-1.1, Adobe). */`;

const JSBRONNEN = `/*! Bevat mogelijk delen van Leaflet-Geoman (MIT, Geoman.io), protomaps-leaflet (BSD-3-Clause, Protomaps LLC)
en supercluster (ISC, Mapbox). */`;

// The font files live in node_modules; an @font-face in static/css would be a broken link for collectstatic.
function letters() {
  return LETTERS.map(
    ([naam, pakket, dikte]) => `@font-face {
      font-family: "${naam}";
      font-style: normal;
      font-weight: ${dikte};
      font-display: swap;
      src: url("@fontsource/${pakket}/files/${pakket}-latin-${dikte}-normal.woff2") format("woff2");
    }`,
  ).join("\n");
}

const stijl = {
  name: "portaalstijl",
  setup(bouw) {
    bouw.onResolve({ filter: /^portaal:stijl$/ }, () => ({ path: "app.css", namespace: "portaal" }));
    bouw.onLoad({ filter: /.*/, namespace: "portaal" }, async () => {
      const bestand = require.resolve("@utrecht/component-library-css");
      const bladen = BLADEN.map((naam) => join(statisch, "css", `${naam}.css`));
      const eigen = await Promise.all(bladen.map((blad) => readFile(blad, "utf8")));
      const utrecht = alleenComponenten(await readFile(bestand, "utf8"), COMPONENTEN);
      return {
        contents: [letters(), utrecht, ...eigen].join("\n"),
        loader: "css",
        resolveDir: statisch,
        watchFiles: bladen,
      };
    });
  },
};

const opties = {
  entryPoints: [
    { in: "portaal:stijl", out: "app" },
    { in: join(statisch, "js", "app.js"), out: "app" },
    { in: join(statisch, "js", "kaart.js"), out: "kaart" },
    { in: join(statisch, "js", "rooster.js"), out: "rooster" },
    { in: join(statisch, "js", "klad.js"), out: "klad" },
    { in: join(statisch, "js", "opmaak.js"), out: "opmaak" },
    { in: join(statisch, "js", "workshop.js"), out: "workshop" },
    { in: join(statisch, "css", "workshop.css"), out: "workshop" },
    { in: join(statisch, "js", "waarom.js"), out: "waarom" },
    { in: join(statisch, "css", "waarom.css"), out: "waarom" },
    { in: join(statisch, "js", "tekenen.js"), out: "tekenen" },
    { in: join(statisch, "js", "loggen.js"), out: "loggen" },
    { in: join(statisch, "js", "werker.js"), out: "werker" },
    { in: join(statisch, "js", "roadmap.js"), out: "roadmap" },
  ],
  plugins: [stijl],
  outdir: doel,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  loader: { ".woff2": "file" },
  alias: {
    "@protomaps/basemaps": join(map, "ongebruikt.mjs"),
    pmtiles: join(map, "ongebruikt.mjs"),
  },
  assetNames: "letters/[name]",
  banner: { css: BRONNEN, js: JSBRONNEN },
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
};

await rm(doel, { recursive: true, force: true });
if (process.argv.includes("--volg")) {
  const context = await esbuild.context(opties);
  await context.watch();
} else {
  const { metafile } = await esbuild.build(opties);
  for (const [bestand, { bytes }] of Object.entries(metafile.outputs)) {
    process.stdout.write(`${String(Math.ceil(bytes / 1024)).padStart(5)} kB  ${relative(".", bestand)}\n`);
  }
}
