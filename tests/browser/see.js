// Puts look after look on the page, at the width that it has, and answers what axe and the ruler find in each of them.
async ([looks, rules]) => {
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
  const findings = [];
  let before = "";
  for (const { name, theme, calm, asked } of looks) {
    wear(theme, calm);
    const now = [...document.querySelectorAll("*")].map(where).join();
    const moved = now !== before;
    before = now;
    if (asked !== "ruler") {
      const wanted = asked === "colors" && moved ? "places" : asked;
      for (const { id, nodes } of (await axe.run(document, rules[wanted])).violations) {
        const told = `${nodes[0].html.slice(0, 160)} | ${nodes[0].failureSummary.slice(0, 200)}`;
        findings.push(`${name}: ${id} x${nodes.length}: ${told}`);
      }
    }
    // Where everything stands as it did in the look before, the ruler would say the same again.
    if (moved) findings.push(...measure().map((one) => `${name}: ${one}`));
  }
  wear(...worn);
  return findings;
}
