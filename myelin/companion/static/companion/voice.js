// Sends what was recorded, and holds it on the page until the server has it: neither a refusal, nor a lost network, nor
// the end of a session loses it. The form carries one key, so it is kept once however often it is sent.

const form = document.getElementById("voice");
const problems = document.getElementById("voice-errors");
let unsent = false;
let waits = false;
let tried = false;
let records = false;
let wanted = false;

const says = (detail) => form.dispatchEvent(new CustomEvent("says", { detail }));

async function ask(asked) {
  const answer = await fetch(form.action, { credentials: "same-origin", ...asked }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page };
}

async function send() {
  says("sending");
  // Whoever signed in again meanwhile has another token.
  const token = tried ? (await ask({})).page?.querySelector("#voice [name=csrfmiddlewaretoken]")?.value : "";
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  tried = true;
  const { answer, page } = await ask({ method: "POST", body: new FormData(form) });
  waits = !answer;
  if (!answer) return says("waits");
  if (answer.ok && new URL(answer.url).pathname === form.dataset.after) {
    unsent = false;
    says("kept");
    return location.assign(form.dataset.after);
  }
  says("refused");
  problems.replaceChildren(...(page.getElementById("voice-errors")?.childNodes ?? []));
}

form.addEventListener("recording", () => { unsent = records = true; });
form.addEventListener("recorded", () => {
  records = false;
  if (wanted) send();
  wanted = false;
});
form.addEventListener("dropped", () => { unsent = waits = false; });
form.addEventListener("submit", (event) => {
  if (!unsent) return;
  event.preventDefault();
  // Whoever keeps it while it records means all of it.
  wanted = records;
  if (records) form.dispatchEvent(new Event("stop"));
  else send();
});
addEventListener("online", () => waits && send());
addEventListener("beforeunload", (event) => unsent && event.preventDefault());
