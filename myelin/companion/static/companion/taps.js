// Keeps the taps of an infusion day on this phone until the server has them, in their order. Each carries a key that was
// made here, so that it is kept once however often it is sent, and can be taken back before it has arrived.
// The page from the network says whose they are and sends; the one without a network only keeps.

const MARK = "tap-waits:";
const OWNER = "tap-owner";
const PATIENCE = 10_000;
const LATER = "later";
const box = document.getElementById("taps");
const home = box.dataset.owner;
const infusion = location.pathname.match(/\/infusions\/(\d+)\//)?.[1];
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
if (home) localStorage.setItem(OWNER, home);
const owner = localStorage.getItem(OWNER);
let busy = false;

function waiting() {
  const marks = Object.keys(localStorage).filter((name) => name.startsWith(MARK));
  const all = marks.map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
  return all.filter((one) => one.owner === owner).sort((one, other) => one.place - other.place);
}

function keep(one) {
  const place = Math.max(0, ...waiting().map((each) => each.place)) + 1;
  const name = MARK + (one.undo ? "undo:" : "") + one.uuid;
  const kept = { owner, infusion, place, at: new Date().toISOString(), ...one };
  localStorage.setItem(name, JSON.stringify(kept));
  return { name, ...kept };
}

// A tap that was sent may have arrived, whatever was heard of it: so that it is taken back is sent, too.
function takeBack(one) {
  localStorage.removeItem(one.name);
  if (one.tried) keep({ uuid: one.uuid, infusion: one.infusion, label: one.label, undo: true });
  sendAll();
}

function note(one, more) {
  const { name, ...kept } = one;
  localStorage.setItem(name, JSON.stringify({ ...kept, ...more }));
}

async function send(one) {
  if (!navigator.onLine) return LATER;
  note(one, { tried: true });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const asked = { method: one.undo ? "DELETE" : "PUT", headers, credentials: "same-origin" };
  if (!one.undo) asked.body = JSON.stringify({ ...one.fields, at: one.at });
  const address = `/api/v1/infusions/${one.infusion}/taps/${one.uuid}`;
  const answer = await fetch(address, asked).catch(() => null);
  if (answer?.ok || (one.undo && answer?.status === 404)) return localStorage.removeItem(one.name);
  if (![404, 409, 422].includes(answer?.status)) return LATER;
  note(one, { refused: true });
  return "refused";
}

async function sendAll() {
  show();
  if (!home || busy) return;
  busy = true;
  const before = waiting().filter((one) => !one.refused).length;
  for (let one; (one = waiting().find((each) => !each.refused)); ) if ((await send(one)) === LATER) break;
  busy = false;
  show();
  if (before && !waiting().length) location.reload();
}

function show() {
  const all = waiting();
  box.hidden = !all.length;
  box.querySelector("[data-refused]").hidden = !all.some((one) => one.refused);
  box.querySelector("[data-list]").replaceChildren(...all.map(line));
}

function line(one) {
  const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const time = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  row.querySelector("[data-what]").textContent = `${time} ${one.label}`;
  row.querySelector("[data-undone]").hidden = !one.undo;
  const button = row.querySelector("button");
  button.hidden = Boolean(one.undo);
  button.onclick = () => takeBack(one);
  return row;
}

async function tapped(event) {
  const { target: form, submitter } = event;
  const fields = Object.fromEntries(new FormData(form));
  const undone = form.dataset.undoes;
  if (!owner || !infusion || form.dataset.plain || (fields.kind === "feeling" && !fields.feeling)) return;
  event.preventDefault();
  const { csrfmiddlewaretoken: _token, uuid, ...said } = fields;
  const label = form.dataset.label ?? submitter.firstChild.textContent.trim();
  const key = undone ?? (home ? uuid : crypto.randomUUID());
  const one = keep({ uuid: key, label, undo: Boolean(undone), fields: said });
  // Whoever waits already goes first.
  const only = waiting().length === 1;
  if (home && only && (await send(one)) !== LATER) {
    // It is there, or refused: the page itself says so, and counts it once.
    localStorage.removeItem(one.name);
    form.dataset.plain = "on";
    return form.requestSubmit(submitter);
  }
  show();
  (said.feeling && said.feeling !== "fine" ? document.getElementById("now") : box)?.scrollIntoView({ block: "center" });
}

for (const form of document.querySelectorAll("form[data-tap], form[data-undoes]")) form.addEventListener("submit", tapped);

// The first word of a network is often too early; so it is tried again for as long as something waits.
async function again() {
  if (!navigator.onLine) return;
  if (home) return waiting().length ? sendAll() : undefined;
  const answer = await fetch("/sw.js", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", again);
setInterval(again, PATIENCE);
if (home) navigator.serviceWorker?.register("/sw.js");
sendAll();
