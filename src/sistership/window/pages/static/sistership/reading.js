// A field that is chosen lights up its words in the document, and the other way round. Without this the links
// to the words still work.
(() => {
  "use strict";
  const source = document.getElementById("source");
  if (!source) return;
  const marks = [...source.querySelectorAll("mark[data-fields]")];
  const keysOf = (mark) => mark.dataset.fields.split(" ");

  const light = (key, { scroll = true } = {}) => {
    for (const card of document.querySelectorAll(".draft-field.chosen")) card.classList.remove("chosen");
    document.getElementById(`field-${key}`)?.classList.add("chosen");
    let first = null;
    for (const mark of marks) {
      const isLit = keysOf(mark).includes(key);
      mark.classList.toggle("lit", isLit);
      if (isLit) first ??= mark;
    }
    // The pane scrolls, never the page: the reader keeps her place among the fields.
    if (first && scroll) {
      const offset = first.getBoundingClientRect().top - source.getBoundingClientRect().top;
      source.scrollTop += offset - source.clientHeight / 3;
    }
  };

  for (const card of document.querySelectorAll("[data-field]")) {
    const choose = () => light(card.dataset.field);
    card.addEventListener("focusin", choose);
    card.addEventListener("click", choose);
  }
  for (const link of document.querySelectorAll("[data-show]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const pane = source.closest("details");
      if (pane) pane.open = true;
      light(link.dataset.show);
    });
  }

  // A click on words chooses the field that says them; where several do, the next one with each click.
  let last = { mark: null, place: -1 };
  source.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-fields]");
    if (!mark || !document.getSelection().isCollapsed) return;
    const keys = keysOf(mark);
    last = { mark, place: last.mark === mark ? (last.place + 1) % keys.length : 0 };
    light(keys[last.place], { scroll: false });
    document.getElementById(`field-${keys[last.place]}`)?.scrollIntoView({ block: "center" });
  });

  // Words that are marked in the document go into the form that adds a field.
  const form = document.querySelector("[data-add-field]");
  const said = document.querySelector("[data-marked]");
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!form || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!source.contains(range.startContainer) || !source.contains(range.endContainer)) return;
    const words = range.toString();
    if (!words.trim()) return;
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    form.elements.quote.value = words.trim();
    // Letters, not the halves of which the browser makes some of them.
    form.elements.near.value = [...before.toString()].length;
    if (said) said.textContent = said.dataset.marked;
  });

  if (location.hash.startsWith("#field-")) light(location.hash.slice("#field-".length));
})();
