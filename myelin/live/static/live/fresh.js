// Says "3 new posts. Show them." and shows them when asked; nothing that somebody reads ever moves by itself.
// A list says what it waits for: <ul id="x" data-hears="comment" data-one data-many data-show>, and beside it stands
// an empty <div id="x-fresh" role="status">. What is new is asked of this very page, with its reader's own rights.

const lists = [...document.querySelectorAll("[data-hears]")];
let asking = 0;

document.addEventListener("live", ({ detail: { what } }) => {
  const heard = what === "look" || lists.some((list) => list.dataset.hears.split(" ").includes(what));
  // Not all at the same moment: many read the same thread.
  if (heard || what === "reaction") asking ||= setTimeout(ask, 500 + Math.random() * 1500);
});

async function ask() {
  asking = 0;
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  count(page);
  for (const list of lists) offer(list, page.getElementById(list.id));
}

function count(page) {
  for (const words of document.querySelectorAll(".count[id]")) {
    const now = page.getElementById(words.id);
    if (now && now.textContent !== words.textContent) words.textContent = now.textContent;
  }
}

function offer(list, now) {
  const place = document.getElementById(`${list.id}-fresh`);
  // Calm is calm: nothing is offered there that was not asked for.
  if (!now || !place || document.documentElement.dataset.calm) return;
  const fresh = [...now.children].filter((item) => item.id && !document.getElementById(item.id));
  if (!fresh.length) {
    place.replaceChildren();
    return;
  }
  const words = document.createElement("p");
  words.textContent = fresh.length === 1 ? list.dataset.one : list.dataset.many.replace("#", fresh.length);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--2";
  button.textContent = list.dataset.show;
  button.onclick = () => show(list, fresh, place);
  words.append(" ", button);
  place.replaceChildren(words);
}

function show(list, fresh, place) {
  const before = fresh.map((item) => item.previousElementSibling?.id);
  fresh.forEach((item, number) => {
    const above = before[number] && document.getElementById(before[number]);
    if (above) above.after(item);
    else list.prepend(item);
  });
  place.replaceChildren();
  fresh[0].tabIndex = -1;
  fresh[0].focus();
}
