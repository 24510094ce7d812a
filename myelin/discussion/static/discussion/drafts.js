// Keeps on the server what somebody is writing, so that nothing is lost. "Keep for later" does the same without this.

const PAUSE = 2000; // milliseconds without a key: one save a thought, not one a letter

for (const form of document.querySelectorAll("form[data-draft]")) {
  const said = form.querySelector("[data-draft-said]");
  let waiting = 0;
  let changed = false;
  let sent = false;

  const fields = () => {
    const data = new FormData(form);
    // Pictures go with the form itself or with the button; what is typed is enough here.
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("place", form.dataset.draft);
    data.set("quiet", "1");
    return data;
  };

  const mark = () => {
    if (form.elements.draft) return;
    const kept = document.createElement("input");
    Object.assign(kept, { type: "hidden", name: "draft", value: "1" });
    form.append(kept);
  };

  const save = async () => {
    clearTimeout(waiting);
    if (!changed || sent) return;
    changed = false;
    try {
      const answer = await fetch(form.dataset.draftAt, { method: "POST", body: fields(), keepalive: true });
      if (!answer.ok) return;
      mark();
      if (said) said.textContent = said.dataset.draftSaid;
    } catch {
      changed = true; // No connection: the next pause tries again.
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    // The form may be sent while a save is on its way, so it says from the first letter that there may be a draft.
    mark();
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
  // Leaving the page, or the phone going to sleep: one last save that outlives the page.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("pagehide", save);
}
