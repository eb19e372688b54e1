// Evaluated after axe-core: what a page shows is judged by its rules.

// axe-core takes joined letters for the ligatures of icon fonts, of which there are none here, and would judge the contrast
// of no Arabic text: it measures whether a text is narrower than its letters alone.
CanvasRenderingContext2D.prototype.measureText = (text) => ({ width: 30 * text.length });

axe.configure({
  rules: [
    { id: "color-contrast", selector: "[data-first-of-its-look]" },
    { id: "link-in-text-block", selector: "a[data-first-of-its-look]" },
  ],
});

const seen = new Set();

/** Mark the elements that look like none before them, on this page or another, and tell whether there are any.
 *
 * Elements look the same where tags, classes and colours are the same, theirs and those of all around them.
 */
function markFirstOfEachLook() {
  const looks = new Map([[null, ""]]);
  const lookOf = (one) => {
    if (!looks.has(one)) {
      const { color, backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      const own = [one.tagName, one.getAttribute("class"), color, backgroundColor, backgroundImage, opacity];
      looks.set(one, `${lookOf(one.parentElement)} ${own}`);
    }
    return looks.get(one);
  };
  const hasText = (one) =>
    one.matches("a, input, textarea, select") ||
    [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  let found = false;
  for (const one of document.body.querySelectorAll("*")) {
    delete one.dataset.firstOfItsLook;
    if (!hasText(one) || !one.checkVisibility({ visibilityProperty: true })) continue;
    const { fontSize, fontWeight, textDecoration } = getComputedStyle(one);
    const look = [lookOf(one), fontSize, fontWeight, textDecoration].join();
    if (!seen.has(look)) {
      seen.add(look);
      one.dataset.firstOfItsLook = "";
      found = true;
    }
  }
  return found;
}

/** Return what is wrong by these rules; where they are only of colours, with what looks like nothing before.
 *
 * What stands folded is judged as well. Of sound and of the turning of telephones, which no page knows, no rules run
 * ("preload").
 */
async function judge(rules, onlyColours) {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  if (!markFirstOfEachLook() && onlyColours) return [];
  return (await axe.run({ runOnly: rules, resultTypes: ["violations"], preload: false })).violations;
}
