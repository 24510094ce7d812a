// Says how far a file is, while its page stands open. What it says is asked of this very page; nothing else moves.

const card = document.getElementById("file");
let asking = 0;

document.addEventListener("live", ({ detail: { what } }) => {
  if (what === "file" || what === "look") asking ||= setTimeout(ask, 1000);
});

async function ask() {
  asking = 0;
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [bar, words] = ["file-bar", "file-far"].map((id) => document.getElementById(id));
  if (!page.getElementById("file")) {
    if (bar) bar.value = bar.max;
    if (words) words.textContent = "";
    document.getElementById("file-done").textContent = card.dataset.done;
  } else if (bar && page.getElementById("file-bar")) {
    bar.value = page.getElementById("file-bar").value;
    words.textContent = page.getElementById("file-far").textContent;
  }
}
