// Puts the dot on the bell when there is news, and on the letters when private words wait, and says so to who cannot
// see it. Words that came into the conversation that is open are read there at once: then the server is asked first.

const HAS_READ = 3_000;

document.addEventListener("live", ({ detail }) => {
  if (detail.what === "notice") dot("news");
  if (detail.what === "letters" && !document.getElementById("said")) dot("letters");
  if (detail.what === "letters" && document.getElementById("said")) setTimeout(ask, HAS_READ);
});

function dot(name) {
  const link = document.querySelector(`[data-${name}]`);
  link?.classList.add("dot");
  link?.setAttribute("aria-label", link.dataset[name]);
}

async function ask() {
  const link = document.querySelector("[data-letters]");
  const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector("[data-letters].dot")) dot("letters");
}
