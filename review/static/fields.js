// The form: one row a field, what the person said of each, and the way from doubt to doubt.

import { drawLens } from "./lens.js";
import { isTckn, places } from "./tckn.js";

const SIGNS = { red: "▲", amber: "▲", auto: "•", person: "✓", missing: "∅", unreadable: "?", conflict: "≠", confirmed: "✓", corrected: "✎", invalid: "▲" };
//: Fields where the caret goes to the first doubtful character; elsewhere everything is selected.
const BY_PLACE = new Set(["tckn", "phone", "date"]);

export class Fields {
  // `changed()` after the person settled something, `pointed(field)` when a row is entered.
  constructor(form, { texts, editable, changed, pointed, source }) {
    Object.assign(this, { form, texts, editable, changed, pointed, source });
    this.template = document.getElementById("row");
    this.rows = [];
    form.addEventListener("focusin", (event) => this.#entered(this.rowOf(event.target)));
    form.addEventListener("focusout", (event) => this.#left(this.rowOf(event.target)));
    form.addEventListener("input", (event) => this.#typed(this.rowOf(event.target)));
    form.addEventListener("change", (event) => event.target.matches("select") && this.rowOf(event.target) && this.#typed(this.rowOf(event.target)));
  }

  show(task) {
    this.task = task;
    this.active = null;
    this.rows = task.fields.map((field) => this.#build(field));
    this.form.querySelector(".rows").replaceChildren(...this.rows.map((row) => row.element));
    this.kind = task.draft?.kind ?? task.kind;
    for (const row of this.rows) {
      const said = task.draft?.fields?.[row.field.id];
      if (said) {
        this.#say(row, said.choice, said.text);
        row.input.value = said.choice === "value" ? said.text : "";
      }
      this.#draw(row);
    }
  }

  rowOf(node) {
    const element = node.closest?.(".field");
    return this.rows.find((row) => row.element === element) ?? null;
  }

  row(id) {
    return this.rows.find((row) => row.field.id === id) ?? null;
  }

  // What the person settled, as the server takes it.
  said() {
    return Object.fromEntries(this.rows.filter((r) => r.said).map((r) => [r.field.id, r.said]));
  }

  // Rows nobody may leave as they are: in doubt and not settled, or settled wrongly.
  open() {
    return this.rows.filter((row) => row.fault || (!row.said && row.doubtful));
  }

  focus(row) {
    row.input.focus();
  }

  focusFirst() {
    const row = this.open()[0];
    this.form.closest(".side").scrollTop = 0;
    if (row) return this.focus(row);
    this.form.querySelector("[data-do=approve]")?.focus({ preventScroll: true });
    this.rows[0] && this.pointed(this.rows[0].field);
  }

  // From this row to the next one open, round and round; null when none is left.
  neighbour(row, by) {
    const open = this.open().filter((other) => other !== row), at = this.rows.indexOf(row);
    if (!open.length) return null;
    const ahead = open.filter((other) => by * (this.rows.indexOf(other) - at) > 0);
    return (by > 0 ? ahead[0] ?? open[0] : ahead.at(-1) ?? open.at(-1));
  }

  // Enter: the row is right as it stands. Returns whether it can stand.
  confirm(row) {
    const text = row.input.value.trim();
    if (text) this.#say(row, "value", text);
    else if (["missing", "unreadable"].includes(row.said?.choice ?? row.field.choice)) this.#say(row, row.said?.choice ?? row.field.choice, "");
    else row.fault = this.texts.empty;
    if (row.said?.choice === "value") row.fault = this.#fault(row, text);
    if (row.fault) row.said = null;
    this.#draw(row);
    this.changed();
    return !row.fault;
  }

  // F8 and Shift+F8: there but illegible, or not on the document.
  mark(row, choice) {
    this.#say(row, choice, "");
    row.input.value = "";
    this.#draw(row);
    this.changed();
  }

  // Esc: the machine's value and its state.
  restore(row) {
    row.said = row.fault = null;
    row.input.value = row.field.value;
    row.readings = null;
    this.#draw(row);
    this.#caret(row);
    this.changed();
  }

  fill(row, text, { append = false, from = null } = {}) {
    const before = append && row.input.value ? `${row.input.value} ` : "";
    row.input.value = before + text;
    if (from) Object.assign(row, { page: from.page, box: append && row.box && row.page === from.page ? around(row.box, from.box) : from.box });
    row.input.focus();
    this.#typed(row);
    this.#lens(row);
  }

  setKind(kind) {
    this.kind = kind;
    this.changed();
  }

  // The server's word on rows: it knows rules the browser does not.
  faults(found) {
    for (const row of this.rows) {
      if (!(row.field.id in found)) continue;
      row.fault = found[row.field.id];
      this.#draw(row);
    }
  }

  redraw() {
    for (const row of this.rows) this.#lens(row);
  }

  #build(field) {
    const element = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => element.querySelector(`[data-part=${name}]`);
    const id = `field-${field.id}`;
    const input = this.#input(field, id);
    part("input").replaceWith(input);
    element.dataset.field = field.id;
    Object.assign(part("label"), { textContent: field.label, htmlFor: id });
    part("why").id = `${id}-why`;
    part("list").id = `${id}-list`;
    part("list").setAttribute("aria-label", field.label);
    const row = { field, element, input, lens: part("lens"), list: part("list"), level: part("level"), why: part("why"), digits: part("digits"), said: null, fault: null, page: field.page, box: field.box, doubtful: ["red", "amber", "conflict"].includes(field.level) };
    return row;
  }

  #input(field, id) {
    const isChoice = field.id === "signature";
    const input = document.createElement(isChoice ? "select" : field.long ? "textarea" : "input");
    if (isChoice) for (const value of ["", "yes", "no"]) input.append(new Option(this.texts[`signature_${value || "unset"}`], value));
    if (field.long) input.rows = 1;
    Object.assign(input, { id, autocomplete: "off", spellcheck: false, value: field.value });
    if (field.id === "tckn") input.inputMode = "numeric";
    if (!this.editable) isChoice ? (input.disabled = true) : (input.readOnly = true);
    input.setAttribute("aria-describedby", `${id}-why`);
    if (!isChoice && this.editable) {
      // A text area may not be a combobox (ARIA in HTML): it names its list and says no more.
      const role = field.long ? [["aria-haspopup", "listbox"]] : [["role", "combobox"], ["aria-expanded", "false"]];
      for (const [name, value] of [...role, ["aria-controls", `${id}-list`], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
    }
    return input;
  }

  #say(row, choice, text) {
    row.said = { choice, text };
    row.fault = null;
  }

  #fault(row, text) {
    if (row.field.id === "tckn" && !isTckn(text.replaceAll(" ", ""))) return this.texts.tckn;
    return null;
  }

  #typed(row) {
    if (!row || !this.editable) return;
    row.said = row.fault = null;
    this.#draw(row);
    if (row.input.tagName === "SELECT") this.changed();
  }

  // Leaving a row that was changed keeps the change; what was only looked at stays as it was.
  #left(row) {
    if (!row || !this.editable || row.said || row.fault || row.input.value.trim() === row.field.value) return;
    this.confirm(row);
  }

  #entered(row) {
    if (!row || row === this.active) return;
    const before = this.active;
    this.active = row;
    if (before) this.#lens(before);
    this.#lens(row);
    this.#settle(row);
    this.#caret(row);
    this.pointed(row.field);
  }

  // The active input stays at one height of the screen: the eye need not travel.
  #settle(row) {
    const side = this.form.closest(".side"), frame = side.getBoundingClientRect();
    const [first] = this.rows;
    this.eye ??= first.input.getBoundingClientRect().top - frame.top + side.scrollTop;
    side.scrollTop += row.input.getBoundingClientRect().top - frame.top - this.eye;
  }

  #caret(row) {
    const { input, field } = row;
    if (input.tagName === "SELECT") return;
    const place = BY_PLACE.has(field.id) && input.value === field.value ? field.doubtful[0] : undefined;
    if (place === undefined) input.select();
    else input.setSelectionRange(place, place + 1);
  }

  #draw(row) {
    const { texts } = this, { field, element, level, said, fault } = row;
    const state = fault ? "invalid" : this.#state(row);
    element.className = `field ${state}${row.doubtful && !said ? " open" : ""}`;
    level.textContent = `${SIGNS[state] ?? ""} ${texts[`level_${state}`] ?? ""}`;
    level.title = field.conf ? texts.sure.replace("{percent}", field.conf) : "";
    row.input.setAttribute("aria-invalid", String(Boolean(fault)));
    if (row.input.placeholder !== undefined) row.input.placeholder = said && said.choice !== "value" ? texts[`level_${said.choice}`] : "";
    const lines = [...(fault ? [fault] : []), ...(said ? [] : field.why)];
    if (!said && field.read_as && field.read_as !== row.input.value) lines.push(texts.read_as.replace("{text}", field.read_as));
    row.why.replaceChildren(...lines.map((line, i) => Object.assign(document.createElement("span"), { textContent: line, className: i < (fault ? 1 : 0) ? "fault" : "reason" })));
    this.#digits(row);
    this.#lens(row);
  }

  #state({ said, field, input, doubtful }) {
    if (!said) return input.value.trim() !== field.value ? "corrected" : field.level === "conflict" || (field.choice === "conflict" && doubtful) ? "conflict" : field.level;
    if (said.choice !== "value") return said.choice;
    return said.text === field.value && field.choice === "value" ? "confirmed" : "corrected";
  }

  // Digits under the number: check digits as typed, and the places the machine was not sure of.
  #digits(row) {
    const { field, input, digits } = row;
    const text = input.value.replaceAll(" ", "");
    const untouched = input.value === field.value;
    digits.hidden = field.id !== "tckn" && !(untouched && !row.said && field.doubtful.length);
    if (digits.hidden) return;
    const marks = field.id === "tckn" ? places(text) : [...field.value].map(() => "digit");
    const shown = field.id === "tckn" ? text.padEnd(11, "·") : field.value;
    digits.replaceChildren(...[...shown].map((c, i) => {
      const span = document.createElement("span");
      span.textContent = c;
      span.className = `${marks[i] ?? "bad"}${untouched && field.doubtful.includes(i) ? " unsure" : ""}`;
      return span;
    }));
    if (field.id !== "tckn") return;
    const verdict = document.createElement("em");
    const bad = text.length > 11 || marks.includes("wrong") || marks.includes("bad");
    verdict.className = bad ? "wrong" : isTckn(text) ? "right" : "";
    verdict.textContent = bad ? this.texts.tckn_wrong : isTckn(text) ? this.texts.tckn_right : `${text.length}/11`;
    digits.append(verdict);
  }

  #lens(row) {
    const wanted = row.box && (row === this.active || row.doubtful);
    row.lens.parentElement.hidden = !wanted;
    const image = wanted ? this.source(row.page) : null;
    if (image) drawLens(row.lens, image, this.task.pages.find((p) => p.n === row.page), row.box);
  }
}

function around(a, b) {
  const x = Math.min(a[0], b[0]), y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
}
