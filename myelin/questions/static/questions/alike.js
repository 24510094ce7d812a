// While somebody types a question, shows below the form what is close to it. The button does the same without this.

const PAUSE = 700; // milliseconds without a key, so that nobody is interrupted within a word
const SHORTEST = 8; // letters that say enough to look for

const form = document.querySelector("form[data-alike]");
const shelf = document.getElementById("alike");
const said = document.querySelector("[data-alike-said]");
let waiting = 0;
let asked = "";
let asking = null;

function words() {
  return ["title", "text"].map((name) => form.elements[name].value.trim()).join("\n").trim();
}

async function look() {
  const now = words();
  if (now === asked || form.elements.title.value.trim().length < SHORTEST) return;
  asked = now;
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.alike, {
      method: "POST",
      body: new FormData(form),
      signal: asking.signal,
    });
    if (!answer.ok) return;
    shelf.innerHTML = await answer.text();
    // Said once it is there, in one sentence: a list that is read out in full would drown what is being typed.
    said.textContent = shelf.querySelector("li") ? said.dataset.found : "";
  } catch {
    // No connection, or a newer question is on its way. The button stays.
  }
}

if (form && shelf && said) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
}
