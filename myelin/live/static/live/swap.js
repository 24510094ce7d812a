// Sends a small form (data-swap) without leaving the page, and brings its buttons up to date where they stand:
// the one that was pressed keeps the focus, and a reader's voice says that it is pressed now.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || form.dataset.busy) return;
  event.preventDefault();
  form.dataset.busy = "on";
  try {
    const body = new FormData(form, event.submitter);
    const action = event.submitter?.getAttribute("formaction") ?? form.action;
    const answer = await fetch(action, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = [...page.forms].find((other) => other.getAttribute("action") === form.getAttribute("action"));
    if (!answer.ok || !same) throw new Error(answer.statusText);
    renew(form, same);
    for (const words of document.querySelectorAll(".count[id]")) {
      const now = page.getElementById(words.id);
      if (now) words.textContent = now.textContent;
    }
  } catch {
    // Whatever went wrong, the page itself can say it.
    location.reload();
  } finally {
    delete form.dataset.busy;
  }
});

function renew(form, same) {
  const buttons = same.querySelectorAll("button");
  form.querySelectorAll("button").forEach((button, number) => {
    const now = buttons[number];
    if (!now) return;
    for (const name of ["name", "value", "class", "aria-pressed"]) {
      if (now.hasAttribute(name)) button.setAttribute(name, now.getAttribute(name));
      else button.removeAttribute(name);
    }
    if (button.innerHTML !== now.innerHTML) button.replaceChildren(...now.childNodes);
  });
}
