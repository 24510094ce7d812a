// Part of the service worker: when there is no network, the diary opens a page that knows nobody and keeps what is
// tapped on the phone (waiting.js). Nothing of a member is ever kept here.

const DIARY = "/care/today/";
const DIARY_AWAY = "/care/today/away/";
const DIARY_KEPT = "diary";
const A_DAY = 86_400_000;

self.addEventListener("install", (event) => event.waitUntil(keepAway().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === DIARY) event.respondWith(open(event));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request, { ignoreVary: true })) ?? Response.error()));
  }
});

async function open(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(renew());
    return answer;
  } catch {
    return (await caches.match(DIARY_AWAY, { ignoreVary: true })) ?? Response.error();
  }
}

async function renew() {
  const kept = await caches.match(DIARY_AWAY);
  if (!kept || Date.now() - Date.parse(kept.headers.get("Date")) > A_DAY) await keepAway();
}

async function keepAway() {
  const answer = await fetch(DIARY_AWAY, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  const page = await answer.clone().text();
  const parts = [...page.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((found) => found[1]);
  const cache = await caches.open(DIARY_KEPT);
  await cache.addAll([...new Set(parts)]);
  await cache.put(DIARY_AWAY, answer);
}
