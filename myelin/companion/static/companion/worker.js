// Part of the service worker: when there is no network, the diary and an infusion day open a page that knows nobody and
// keeps what is tapped on the phone (waiting.js, taps.js). Nothing of a member is ever kept here.

const AWAY = [
  [/^\/care\/today\/$/, "/care/today/away/"],
  [/^\/care\/infusions\/\d+\/day\/$/, "/care/infusions/away/"],
];
const DIARY_KEPT = "diary";
const A_DAY = 86_400_000;

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const away = AWAY.find(([page]) => page.test(pathname))?.[1];
  if (request.mode === "navigate" && away) event.respondWith(open(event, away));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request, { ignoreVary: true })) ?? Response.error()));
  }
});

async function open(event, away) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(renew(away));
    return answer;
  } catch {
    return (await caches.match(away, { ignoreVary: true })) ?? Response.error();
  }
}

async function renew(away) {
  const kept = await caches.match(away);
  if (!kept || Date.now() - Date.parse(kept.headers.get("Date")) > A_DAY) await keepAway(away);
}

function keepAll() {
  return Promise.all(AWAY.map(([, away]) => keepAway(away)));
}

async function keepAway(away) {
  const answer = await fetch(away, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  const page = await answer.clone().text();
  const parts = [...page.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((found) => found[1]);
  const cache = await caches.open(DIARY_KEPT);
  await cache.addAll([...new Set(parts)]);
  await cache.put(away, answer);
}
