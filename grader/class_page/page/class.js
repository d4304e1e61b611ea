// Sorts and filters the table of everybody, by pointer or keyboard; a class of ten thousand at once.
"use strict";
const table = document.getElementById("class");
const body = table.tBodies[0];
const tools = document.getElementById("tools");
const filter = document.getElementById("filter");
const show = document.getElementById("show");
const shown = document.getElementById("shown");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const rows = [...body.rows].map((row, place) => ({ row, place, text: plain(row.textContent) }));
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

const compare = (column) => (one, other) => {
  const [a, b] = [one.row.cells[column], other.row.cells[column]];
  if ("key" in a.dataset) return Number(a.dataset.key) - Number(b.dataset.key);
  return order.compare(a.textContent, b.textContent);
};

const sort = (heading) => {
  const isNumber = heading.classList.contains("number"); // of which the largest is looked for first
  const first = isNumber ? "descending" : "ascending";
  const second = isNumber ? "ascending" : "descending";
  const direction = heading.getAttribute("aria-sort") === first ? second : first;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
  const by = compare(heading.cellIndex);
  const sign = direction === "ascending" ? 1 : -1;
  rows.sort((one, other) => sign * by(one, other) || one.place - other.place);
  body.append(...rows.map(({ row }) => row));
};

const choose = () => {
  const words = plain(filter.value).split(/\s+/).filter(Boolean);
  const wanted = show.value;
  let count = 0;
  for (const { row, text } of rows) {
    const isOf = !wanted || (wanted === "late" ? "late" in row.dataset : row.dataset.state === wanted);
    const fits = isOf && words.every((word) => text.includes(word));
    if (row.hidden === fits) row.hidden = !fits;
    count += fits;
  }
  shown.textContent = shown.dataset.template.replace("{count}", count).replace("{all}", rows.length);
};

for (const heading of table.tHead.rows[0].cells) {
  heading.firstElementChild.addEventListener("click", () => sort(heading));
}
let waiting = 0;
filter.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(choose, rows.length > 1000 ? 150 : 0); // milliseconds
});
show.addEventListener("change", choose);
tools.addEventListener("submit", (event) => {
  event.preventDefault();
  choose();
});
tools.hidden = false;
choose(); // a browser keeps what was typed when a page is loaded again
