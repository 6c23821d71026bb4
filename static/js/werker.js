// The service worker. It keeps the shell and nothing else: no page with data, no answer, only GET. sw.js tells which
// files (self.SCHIL: versie, pagina, bestanden); another list is another worker with a cache of its own.
const NAAM = `schil-${self.SCHIL.versie}`;
const SCHIL = new Set([self.SCHIL.pagina, ...self.SCHIL.bestanden].map((pad) => new URL(pad, self.location.origin).href));

async function bewaar() {
  const kast = await caches.open(NAAM);
  // Without cookies: what is kept can only be what anyone gets. Past the browser's cache: that one may be older.
  const vragen = [...SCHIL].map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  await kast.addAll(vragen);
  await self.skipWaiting();
}

async function ruimOp() {
  const namen = await caches.keys();
  await Promise.all(namen.filter((naam) => naam.startsWith("schil-") && naam !== NAAM).map((naam) => caches.delete(naam)));
  await self.clients.claim();
}

async function uitDeKast(url) {
  return (await caches.open(NAAM)).match(url, { ignoreVary: true });
}

const PAGINA = new URL(self.SCHIL.pagina, self.location.origin).href;
const zonderVraag = (url) => url.split(/[?#]/)[0];

self.addEventListener("install", (gebeurtenis) => gebeurtenis.waitUntil(bewaar()));
self.addEventListener("activate", (gebeurtenis) => gebeurtenis.waitUntil(ruimOp()));
self.addEventListener("fetch", (gebeurtenis) => {
  const { request } = gebeurtenis;
  if (request.method !== "GET") return;
  const url = zonderVraag(request.url);
  if (SCHIL.has(url)) {
    gebeurtenis.respondWith(uitDeKast(url).then((antwoord) => antwoord ?? fetch(request)));
  } else if (request.mode === "navigate") {
    // Any other page comes from the portal, or it does not come: then there is at least a place to type.
    gebeurtenis.respondWith(fetch(request).catch(async () => (await uitDeKast(PAGINA)) ?? Response.error()));
  }
});
