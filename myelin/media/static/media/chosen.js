// Says which picture was chosen beside a button that hides the browser's own box, and lets it be taken out again.

for (const box of document.querySelectorAll(".file input[type=file]")) {
  const place = box.closest(".file");
  const said = document.createElement("span");
  said.className = "chosen small";
  said.setAttribute("role", "status");
  place.after(said);
  box.addEventListener("change", () => {
    const [file] = box.files;
    said.replaceChildren(...(file ? [file.name, out(box)] : []));
  });
  // A form that keeps its words when one comes back to it keeps its picture, too.
  if (box.files.length) box.dispatchEvent(new Event("change"));
}

function out(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet";
  button.textContent = box.dataset.out;
  button.addEventListener("click", () => {
    box.value = "";
    box.dispatchEvent(new Event("change"));
    box.focus();
  });
  return button;
}
