// The things on the page that show words, one of each coloring: a Map from all that decides how readable it is to a thing.
() => {
  const styles = new Map();
  const ground = (thing) => {
    if (!thing) return "";
    if (!styles.has(thing)) {
      const style = getComputedStyle(thing);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
      // What is laid over others has the ground of whatever lies below: it counts by its name.
      const laid = style.position === "static" ? "" : `${style.position} ${thing.getAttribute("class")}`;
      const plain = own.join() === "rgba(0, 0, 0, 0),none,1,none,normal" && !laid;
      styles.set(thing, (plain ? "" : `${own} ${laid}; `) + ground(thing.parentElement));
    }
    return styles.get(thing);
  };
  const found = new Map();
  for (const thing of document.body.querySelectorAll("*")) {
    const says = [...thing.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!says && !thing.matches("input:not([type=hidden]), select, textarea")) continue;
    const box = thing.getBoundingClientRect();
    // Nobody sees what is folded away, or kept above the page until the keyboard asks for it.
    if (!box.width || !box.height || box.bottom + scrollY <= 0 || !thing.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(thing);
    const around = thing.tagName === "A" ? getComputedStyle(thing.parentElement) : style;
    const letters = [style.color, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine];
    const coloring = [thing.tagName, thing.disabled, ...letters, around.color, around.fontWeight, ground(thing)].join("|");
    if (!found.has(coloring)) found.set(coloring, thing);
  }
  return found;
}
