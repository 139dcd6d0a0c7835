"use strict";
// Find and copy; everything else works without a script.
const query = document.querySelector("#find"), found = document.querySelector("#found");
const cards = [...document.querySelectorAll(".card, .line")].map(card => ({ card }));
const groups = [...document.querySelectorAll(".group")];
const words = one => one.words ??= one.card.textContent.toLowerCase().replace(/\s+/g, " ");
function find() {
  const wanted = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cards) {
    const fits = wanted.every(word => words(one).includes(word));
    one.card.hidden = !fits;
    shown += fits;
  }
  for (const group of groups) group.hidden = !group.querySelector(".card:not([hidden]), .line:not([hidden])");
  found.textContent = wanted.length ? `${shown} of ${cards.length} statements` : "";
}
query.addEventListener("input", find);
query.addEventListener("keydown", event => { if (event.key === "Escape") { query.value = ""; find(); } });
addEventListener("keydown", event => {
  const free = !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && free) { event.preventDefault(); query.focus(); }
});
// A link to a statement that the search has hidden shows everything again.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.hidden) { query.value = ""; find(); target.scrollIntoView(); }
});
query.parentElement.hidden = false;
// Copy one report's own words with their source: never the merged line.
function copy(event) {
  const button = event.currentTarget, words = button.closest("tr, .one").querySelector("td > bdi, .row > bdi");
  // what is pasted into a terminal must not give it orders
  const text = words.textContent.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "\ufffd") + "\n— " + button.dataset.cite;
  navigator.clipboard.writeText(text).then(() => "copied", () => "not copied").then(said => {
    button.textContent = said;
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  });
}
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", copy);
}
