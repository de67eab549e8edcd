// A field's candidates: other readings first, then words of the page that go on as typed (ARIA combobox).

const MOST = 8;
const fold = (text) => text.toLocaleLowerCase("tr");

export class Candidates {
  // `choose(row, value)` is told what the person took.
  constructor({ words, choose }) {
    Object.assign(this, { words, choose, row: null, at: -1 });
  }

  get open() {
    return this.row !== null;
  }

  show(row) {
    const options = this.#options(row);
    this.close();
    if (!options.length) return false;
    this.row = row;
    row.list.replaceChildren(...options.map((option, i) => this.#item(row, option, i)));
    row.list.hidden = false;
    if (row.input.role === "combobox") row.input.ariaExpanded = "true";
    this.move(1);
    return true;
  }

  close() {
    if (!this.row) return;
    this.row.list.hidden = true;
    if (this.row.input.role === "combobox") this.row.input.ariaExpanded = "false";
    this.row.input.removeAttribute("aria-activedescendant");
    this.row = null;
    this.at = -1;
  }

  move(by) {
    const items = [...this.row.list.children];
    this.at = (this.at + by + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === this.at)));
    this.row.input.setAttribute("aria-activedescendant", items[this.at].id);
    items[this.at].scrollIntoView({ block: "nearest" });
  }

  take() {
    const { row } = this, value = row.list.children[this.at].dataset.value;
    this.close();
    this.choose(row, value);
  }

  // Readings that a region gave come on top of what the record holds.
  #options(row) {
    const now = row.input.value;
    const other = [...(row.readings ?? []).map((value) => ({ value, note: "" })), ...row.field.alts.map((a) => ({ value: a.value, note: [a.conf ? `%${a.conf}` : "", a.why].filter(Boolean).join(" · ") }))];
    const typed = now.match(/\S+$/)?.[0] ?? "";
    const goOn = typed.length < 2 ? [] : this.words().filter((w) => fold(w).startsWith(fold(typed)) && w !== typed).map((w) => ({ value: now.slice(0, -typed.length) + w, note: "" }));
    const seen = new Set([now, ""]);
    return [...other, ...goOn].filter(({ value }) => !seen.has(value) && seen.add(value)).slice(0, MOST);
  }

  #item(row, { value, note }, i) {
    const item = document.createElement("li"), small = document.createElement("small");
    item.id = `${row.input.id}-option-${i}`;
    item.setAttribute("role", "option");
    item.dataset.value = value;
    small.textContent = note;
    item.append(value, " ", small);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.at = i;
      this.take();
    });
    return item;
  }
}
