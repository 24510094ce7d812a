// While a conversation is open, lets new words come in below the last ones. Nothing that is being read or typed moves,
// and what is typed stays. The button "Look for new messages" does the same without this.

const list = document.getElementById("said");
const form = document.querySelector("form[data-talk]");
const said = document.querySelector("[data-came]");
let looking = false;
let again = false;

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = [...page.querySelectorAll("#said > li")].filter((one) => one.id && !document.getElementById(one.id));
  if (!fresh.length) return;
  const before = form.getBoundingClientRect().top;
  document.getElementById("newest")?.removeAttribute("id");
  list.append(...fresh);
  if (form.contains(document.activeElement)) scrollBy(0, form.getBoundingClientRect().top - before);
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = said.dataset.came));
}

async function look() {
  // Words are opened by somebody who sees them, not by a tab in the background.
  if (document.hidden || looking) {
    again = true;
    return;
  }
  looking = true;
  again = false;
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    if (answer.ok) show(await answer.text());
  } catch {
    // No connection: the stream says so when it is back.
  }
  looking = false;
  if (again) look();
}

if (list && form && said) {
  document.addEventListener("live", ({ detail: { what } }) => ["messages", "look"].includes(what) && look());
  document.addEventListener("visibilitychange", () => again && look());
}
