// Part of the service worker: shows that something is new, and opens its page. The words come from us, encrypted.

self.addEventListener("push", (event) => {
  const { say, open } = event.data.json();
  const look = { body: say, tag: "news", data: { open } };
  event.waitUntil(self.registration.showNotification(self.location.hostname, look));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data.open, self.location.origin).href));
});

async function show(address) {
  for (const tab of await self.clients.matchAll({ type: "window" })) {
    if (tab.url === address) return tab.focus();
  }
  return self.clients.openWindow(address);
}
