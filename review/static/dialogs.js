// The dialogs: every other outcome (F4), the keys (F1), and two hands on one record.

import { call } from "./calls.js";

const WORDLESS = new Set(["later", "tomorrow"]);
const fold = (text) => text.toLocaleLowerCase("tr");

export class Decisions {
  // `decide({ outcome, words, unit })` resolves to a fault's text, or to null when it was done.
  constructor(dialog, { decide, plan }) {
    Object.assign(this, { dialog, decide, plan });
    this.filter = dialog.querySelector("[name=filter]");
    this.words = dialog.querySelector("[name=words]");
    this.unit = dialog.querySelector("[name=unit]");
    this.fault = dialog.querySelector(".fault");
    this.items = [...dialog.querySelectorAll("[role=option]")];
    this.filter.addEventListener("input", () => this.#narrow());
    dialog.addEventListener("keydown", (event) => this.#key(event));
    for (const item of this.items) item.addEventListener("click", () => { this.#pick(item); this.#next(); });
    dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  open() {
    this.filter.value = this.words.value = this.unit.value = this.fault.textContent = "";
    this.#narrow();
    this.dialog.showModal();
    this.filter.focus();
    this.#loadUnits();
  }

  async #loadUnits() {
    const list = document.getElementById("units");
    if (this.units) return;
    const { status, data } = await call("GET", "/api/units");
    if (status !== 200) return;
    this.units = new Map(data.map(({ code, name }) => [name, code]));
    list.replaceChildren(...data.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  }

  #narrow() {
    const wanted = fold(this.filter.value.trim());
    for (const item of this.items) item.hidden = !fold(item.textContent).includes(wanted);
    this.#pick(this.items.find((item) => !item.hidden) ?? null);
  }

  #pick(item) {
    this.chosen = item;
    for (const other of this.items) other.setAttribute("aria-selected", String(other === item));
    this.filter.setAttribute("aria-activedescendant", item?.id ?? "");
    const outcome = item?.dataset.outcome;
    this.words.parentElement.hidden = !outcome || WORDLESS.has(outcome) || outcome === "plan";
    this.unit.parentElement.hidden = outcome !== "route";
  }

  #key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.target === this.filter && step) {
      event.preventDefault();
      const seen = this.items.filter((item) => !item.hidden);
      if (seen.length) this.#pick(seen[(seen.indexOf(this.chosen) + step + seen.length) % seen.length]);
      this.chosen?.scrollIntoView({ block: "nearest" });
    }
    if (event.key !== "Enter" || event.shiftKey || event.target.matches("button")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#next(event.target);
  }

  // Enter goes through what the outcome asks for, then sends.
  #next(from = this.filter) {
    const asked = [this.unit, this.words].filter((input) => !input.parentElement.hidden);
    const following = asked[asked.indexOf(from) + 1];
    if (following) following.focus();
    else this.#send();
  }

  async #send() {
    const outcome = this.chosen?.dataset.outcome;
    if (!outcome) return;
    if (outcome === "plan") return this.plan();
    const unit = outcome === "route" ? this.units?.get(this.unit.value) ?? null : null;
    const fault = await this.decide({ outcome, words: this.words.value, unit });
    this.fault.textContent = fault ?? "";
    if (!fault) this.dialog.close();
  }
}

// Show what stands in the record beside what the person said; resolves to "mine", "theirs" or "leave".
export function askConflict(dialog, { lost, fields, said, texts }) {
  const body = dialog.querySelector("tbody"), closed = lost.state !== "review";
  dialog.querySelector("[data-part=by]").textContent = lost.by ? texts.conflict_by.replace("{by}", lost.by) : "";
  const shown = ({ choice, text }) => (choice === "value" ? text : texts[`level_${choice}`] ?? choice);
  body.replaceChildren(...Object.entries(said).map(([id, mine]) => {
    const line = document.createElement("tr");
    const cells = [fields.find((f) => f.id === id).label, shown(lost.theirs[id]), shown(mine)];
    line.append(...cells.map((text, i) => Object.assign(document.createElement(i ? "td" : "th"), { textContent: text })));
    return line;
  }));
  dialog.querySelector("[value=mine]").hidden = closed;
  dialog.querySelector("[value=theirs]").hidden = closed;
  dialog.returnValue = "leave";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue || "leave"), { once: true }));
}
