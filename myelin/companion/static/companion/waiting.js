// Keeps a day on this phone until the server has it. Each carries a key that is made here, so that it is kept once
// however often it is sent. The page from the network says whose days they are and sends; the other one only keeps.

const MARK = "diary-waits:";
const OWNER = "diary-owner";
const REFUSALS = [409, 422];
const PATIENCE = 10_000;
const forms = [...document.querySelectorAll("form[data-waits]")];
const home = forms.find((form) => form.dataset.waits);
const box = document.getElementById("waiting");
if (home) localStorage.setItem(OWNER, home.dataset.waits);
const owner = localStorage.getItem(OWNER);

function waiting() {
  const marks = Object.keys(localStorage).filter((name) => name.startsWith(MARK));
  const all = marks.map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
  return all.filter((day) => day.owner === owner).sort((one, other) => one.at.localeCompare(other.at));
}

function show() {
  const days = waiting();
  box.hidden = !days.length;
  box.querySelector("[data-refused]").hidden = !days.some((day) => day.refused);
  box.querySelector("[data-list]").replaceChildren(
    ...days.map((day) => {
      const row = document.createElement("li");
      const look = { dateStyle: "full", timeStyle: "short" };
      row.textContent = new Date(day.at).toLocaleString(document.documentElement.lang, look);
      return row;
    }),
  );
}

function keep(form, button) {
  const fields = [...new FormData(form, button)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "key");
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const day = parts.map((part) => String(part).padStart(2, "0")).join("-");
  const kept = { owner, at: now.toISOString(), day, key: crypto.randomUUID(), fields };
  localStorage.setItem(MARK + kept.key, JSON.stringify(kept));
  return { name: MARK + kept.key, ...kept };
}

async function send(day, look = {}) {
  const body = new FormData();
  for (const [name, value] of day.fields) body.append(name, value);
  for (const [name, value] of [["key", day.key], ["day", day.day], ["written_at", day.at], ...Object.entries(look)]) body.set(name, value);
  const headers = { Accept: "application/json", "X-CSRFToken": home.elements.csrfmiddlewaretoken.value };
  const asked = { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" };
  const answer = await fetch(home.action, asked).catch(() => null);
  if (answer?.ok) localStorage.removeItem(day.name);
  return answer?.status ?? 0;
}

async function sendAll() {
  for (const { name, ...day } of home ? waiting() : []) {
    const refused = REFUSALS.includes(await send({ name, ...day }));
    if (refused) localStorage.setItem(name, JSON.stringify({ ...day, refused }));
  }
  show();
}

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    if (!owner || !crypto.randomUUID || form.dataset.plain) return;
    event.preventDefault();
    const day = keep(form, event.submitter);
    const status = home ? await send(day, { looks: "on" }) : 0;
    if (status === 200 || status === 201) return location.assign(home.dataset.after);
    if (REFUSALS.includes(status)) {
      // The page itself can say why.
      localStorage.removeItem(day.name);
      form.dataset.plain = "on";
      return form.requestSubmit(event.submitter);
    }
    show();
    box.scrollIntoView({ block: "center" });
  });
}

box.querySelector("[data-forget]").addEventListener("click", () => {
  for (const day of waiting()) localStorage.removeItem(day.name);
  show();
});

// The first word of a network is often too early; so it is tried again for as long as something waits.
async function again() {
  if (!navigator.onLine || !waiting().length) return;
  if (home) return sendAll();
  const answer = await fetch("/sw.js", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", again);
setInterval(again, PATIENCE);
if (home) navigator.serviceWorker?.register("/sw.js");
sendAll();
