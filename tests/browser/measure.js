// What the eye and the finger meet on the page that is shown: answers a list of findings in words.
() => {
  const findings = [];
  const name = (thing) => {
    const words = (thing.textContent || thing.getAttribute("aria-label") || thing.name || thing.id || "").trim();
    return `${thing.tagName.toLowerCase()}.${thing.getAttribute("class") || ""} "${words.slice(0, 40)}"`;
  };
  const shown = (thing) => {
    const box = thing.getBoundingClientRect();
    // What is folded away has boxes too, but nobody sees them.
    return box.width > 0 && box.height > 0 && thing.checkVisibility({ visibilityProperty: true });
  };

  // Nothing scrolls sideways.
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) {
    const wide = [...document.querySelectorAll("body *")].filter(
      (thing) => !thing.closest("svg, .vh, .skip, thead") && shown(thing) && thing.getBoundingClientRect().right > room + 1
    );
    findings.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${room}: ${wide.slice(0, 2).map(name)}`);
  }

  // What one presses is 44 by 44 at least; a link within a sentence may be as small as its words.
  const inSentence = (link) => {
    if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
    const around = link.closest("p, li, span, dd, td, label, h1, h2, h3, div");
    return around !== null && around.textContent.trim().length > link.textContent.trim().length + 1;
  };
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const thing of document.querySelectorAll(pressed)) {
    if (!shown(thing) || thing.closest(".skip") || inSentence(thing)) continue;
    const label = ["radio", "checkbox"].includes(thing.type) ? thing.closest("label") : null;
    const box = (label || thing).getBoundingClientRect();
    if (Math.round(box.width) < 44 || Math.round(box.height) < 44) {
      findings.push(`too small to press: ${Math.round(box.width)}x${Math.round(box.height)} ${name(thing)}`);
    }
  }

  // No word is torn over two lines.
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest("svg, .vh, select, textarea, thead, .prose a, .bubble a, code")) continue;
    if (!text.parentElement.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[A-Za-z’']{2,20}/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) findings.push(`torn word: ${word[0]}`);
    }
  }
  return findings;
}
