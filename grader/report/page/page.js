// Says of the number under the pointer, or with the focus, what it is; arrow keys walk; paper shows what is folded.
"use strict";
for (const picture of document.querySelectorAll(".picture")) {
  const readout = picture.querySelector(".readout");
  const cells = new Map();
  for (const cell of picture.querySelectorAll("[role=gridcell]")) cells.set(cell.dataset.place, cell);
  if (!readout || !cells.size) continue;
  const first = readout.textContent;
  const twins = picture.querySelectorAll("figure:not(.source) .square");

  const show = (place) => {
    const cell = cells.get(place);
    for (const twin of twins) twin.classList.toggle("shown", Boolean(cell) && twin.dataset.place === place);
    readout.textContent = cell ? cell.getAttribute("aria-label") : first;
  };
  const placeOf = (event) => event.target.closest("figure:not(.source) .square")?.dataset.place;
  const focused = () => (picture.contains(document.activeElement) ? document.activeElement.dataset.place : undefined);

  picture.addEventListener("pointerover", (event) => show(placeOf(event) ?? focused()));
  picture.addEventListener("pointerleave", () => show(focused()));
  picture.addEventListener("focusin", (event) => show(event.target.dataset.place));
  picture.addEventListener("focusout", () => show(undefined));
  for (const grid of picture.querySelectorAll("[role=grid]")) {
    const rows = [...grid.querySelectorAll("[role=row]")].map((row) => [...row.querySelectorAll("[role=gridcell]")]);
    if (!grid.querySelector("[tabindex='0']")) rows[0][0].setAttribute("tabindex", "0");
    grid.addEventListener("keydown", (event) => {
      const cell = event.target.closest("[role=gridcell]");
      const i = rows.findIndex((row) => row.includes(cell));
      const j = i < 0 ? -1 : rows[i].indexOf(cell);
      const last = rows[0].length - 1;
      const steps = { ArrowUp: [i - 1, j], ArrowDown: [i + 1, j], ArrowLeft: [i, j - 1], ArrowRight: [i, j + 1], Home: [i, 0], End: [i, last] };
      const step = steps[event.key];
      if (!step || j < 0) return;
      event.preventDefault();
      const next = rows[Math.min(Math.max(step[0], 0), rows.length - 1)][Math.min(Math.max(step[1], 0), last)];
      cell.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
}
// Below a notebook's cell the page stands in a frame: without what the cell has said, as high as what it holds, and
// as dark as what is around it. A link to a place in a page without an address would lead to the notebook's.
const frame = window.frameElement;
if (frame) {
  document.documentElement.classList.add("framed");
  new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(document.body.getBoundingClientRect().height)}px`;
  }).observe(document.body);
  for (let around = frame; around; around = around.parentElement) {
    const colour = frame.ownerDocument.defaultView.getComputedStyle(around).backgroundColor;
    const [red, green, blue, alpha = 1] = colour.startsWith("rgb") ? colour.match(/[\d.]+/g).map(Number) : [0, 0, 0, 0];
    if (alpha === 0) continue;
    frame.style.colorScheme = red + green + blue < 384 ? "dark" : "light";
    break;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.getAttribute("href").slice(1))?.scrollIntoView();
  });
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open]):not(.output)")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
