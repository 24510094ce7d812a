// Puts look after look on the page, at the width that it has, and answers what axe and the ruler find in each of them.
async ([looks, rules, known]) => {
  const root = document.documentElement;
  const wear = (theme, calm) => {
    theme ? root.setAttribute("data-theme", theme) : root.removeAttribute("data-theme");
    calm ? root.setAttribute("data-calm", "on") : root.removeAttribute("data-calm");
  };
  const where = (thing) => {
    const box = thing.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height, getComputedStyle(thing).visibility];
  };
  const worn = ["data-theme", "data-calm"].map((name) => root.getAttribute(name));
  const passed = new Set(known.split(" "));
  const fresh = new Set();
  // Two numbers of 32 bits name a coloring (FNV-1a, from both ends): its whole words would be sent with every look.
  const shortly = (coloring) => {
    let [there, back] = [2166136261, 2166136261];
    for (let at = 0; at < coloring.length; at++) {
      there = Math.imul(there ^ coloring.charCodeAt(at), 16777619);
      back = Math.imul(back ^ coloring.charCodeAt(coloring.length - 1 - at), 16777619);
    }
    return `${(there >>> 0).toString(36)}-${(back >>> 0).toString(36)}`;
  };
  const findings = [];
  const tell = (name, violations) => {
    for (const { id, nodes } of violations) {
      const told = `${nodes[0].html.slice(0, 160)} | ${nodes[0].failureSummary.slice(0, 200)}`;
      findings.push(`${name}: ${id} x${nodes.length}: ${told}`);
    }
  };
  let before = "";
  for (const { name, theme, calm, asked } of looks) {
    wear(theme, calm);
    const now = [...document.querySelectorAll("*")].map(where).join();
    const moved = now !== before;
    before = now;
    if (asked === "all") tell(name, (await axe.run(document, rules.all)).violations);
    if (asked !== "nothing") {
      // Of things that are colored alike axe judges one; what it has passed before, on whatever page, it would pass again.
      const shown = [...colorings()].map(([coloring, thing]) => [shortly(coloring), thing]);
      const unknown = new Map(shown.filter(([coloring]) => !passed.has(coloring)));
      if (unknown.size) {
        const judged = await axe.run({ include: [...unknown.values()] }, rules.colors);
        tell(name, judged.violations);
        const passes = judged.passes.filter(({ id }) => id.startsWith("color")).flatMap(({ nodes }) => nodes);
        const fine = new Set(passes.map(({ element }) => element));
        for (const [coloring, thing] of unknown) {
          if (!fine.has(thing)) continue;
          passed.add(coloring);
          fresh.add(coloring);
        }
      }
    }
    // Where everything stands as it did in the look before, the ruler would say the same again.
    if (moved) findings.push(...measure().map((one) => `${name}: ${one}`));
  }
  wear(...worn);
  return { findings, passed: [...fresh] };
}
