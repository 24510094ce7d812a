// The switch "Notices on this device". Without it, the page says in words what is needed.
// A browser is one device: the list marks it by the SHA-256 of its address, so that we know ourselves again.

const place = document.getElementById("this-device");
const form = place.querySelector("form");
const works = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

if (works) begin();

async function begin() {
  const mine = await subscription();
  const row = mine && document.querySelector(`[data-device="${await mark(mine.endpoint)}"]`);
  place.querySelector("[data-how]").hidden = true;
  if (row) return knowMyself(row, mine);
  form.hidden = false;
  form.addEventListener("submit", switchOn);
}

async function subscription() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return worker?.pushManager.getSubscription();
}

function knowMyself(row, mine) {
  place.querySelector("[data-on]").hidden = false;
  row.querySelector("[data-here]").hidden = false;
  // The browser lets go too; whether it can or not, the server sends nothing more.
  row.querySelector("form").addEventListener("submit", () => { mine.unsubscribe(); });
}

async function switchOn(event) {
  event.preventDefault();
  say("");
  if ((await Notification.requestPermission()) !== "granted") return say("denied");
  try {
    const { endpoint, keys } = (await subscribe()).toJSON();
    Object.assign(form.elements.endpoint, { value: endpoint });
    Object.assign(form.elements.p256dh, { value: keys.p256dh });
    Object.assign(form.elements.auth, { value: keys.auth });
  } catch {
    return say("failed");
  }
  form.submit();
}

async function subscribe() {
  await navigator.serviceWorker.register("/sw.js");
  const worker = await navigator.serviceWorker.ready;
  // One that was made for another key, or that we have forgotten, is of no use any more.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
}

function say(what) {
  for (const words of place.querySelectorAll("[data-problem]")) words.hidden = words.dataset.problem !== what;
}

async function mark(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
