// The verification screen. The record on it is drawn from one JSON object; the next one is ready.

import { Activity } from "./activity.js";
import { Autosave } from "./autosave.js";
import { call, callUntilAnswered, newKey, task as at } from "./calls.js";
import { Candidates } from "./candidates.js";
import { Decisions, askConflict } from "./dialogs.js";
import { Fields } from "./fields.js";
import { listen } from "./keys.js";
import { Ahead, withImage } from "./prefetch.js";
import { Viewer } from "./viewer.js";

const TICK_MS = 5000, BEAT_MS = 30_000, WARN_MS = 60_000;

const json = (id) => JSON.parse(document.getElementById(id).textContent);
const part = (name) => document.querySelector(`[data-part=${name}]`);
const texts = json("texts");
const editable = document.body.dataset.editable === "yes";

class Screen {
  constructor() {
    this.held = this.last = this.sending = null;
    this.done = 0;
    this.ahead = new Ahead();
    this.activity = new Activity();
    this.autosave = new Autosave({
      told: (state) => this.saved(state),
      faults: (found) => this.fields.faults(found),
      lost: (lost) => this.lost(lost),
    });
    this.viewer = new Viewer(document.querySelector(".viewer"), {
      onWord: (word, options) => this.fill(word, options),
      onBox: (page, box) => this.readBox(page, box),
      onImage: () => this.fields.redraw(),
      onPage: () => this.fields.redraw(),
    });
    this.fields = new Fields(document.getElementById("fields"), {
      texts,
      editable,
      changed: () => { this.autosave.changed(); this.say(""); this.count(); },
      pointed: (field) => { this.candidates.close(); this.viewer.point(field); },
      source: (page) => this.viewer.source(page),
    });
    this.candidates = new Candidates({
      words: () => this.wordsAtHand(),
      choose: (row, value) => { row.input.value = value; this.confirm(row); },
    });
    this.decisions = new Decisions(document.getElementById("decisions"), {
      decide: (choice) => this.decideOtherwise(choice),
      plan: () => location.assign(`/kayit/${this.held.task.id}/duzen`),
    });
  }

  // ---- one record after the other

  show(held, { fresh = true } = {}) {
    const { task } = (this.held = held);
    document.body.dataset.rec = task.id;
    document.body.dataset.ahead = "";
    document.body.classList.remove("idle");
    document.querySelector(".actions").append(part("status"));
    history.replaceState(null, "", `/kayit/${task.id}`);
    this.viewer.show(held);
    this.fields.show(task);
    this.head(task);
    this.alarm("");
    if (!editable) return this.fields.redraw();
    this.activity.reset();
    this.autosave.watch({ id: task.id, body: () => this.body() });
    this.leaseUntil = performance.now() + 1000 * task.lease_seconds;
    this.fields.focusFirst();
    this.count();
    if (fresh) this.beat({ shown: true });
  }

  async next() {
    await this.ahead.asking; // a claim on its way is the next record: a second one would take it twice
    const ready = this.ahead.take();
    if (ready && ready.task.id !== this.held?.task.id) return this.show(ready);
    const answer = await call("POST", "/api/tasks/claim", { shown: [], ahead: false });
    if (answer.status === 200) return this.show(await withImage(answer.data), { fresh: false });
    this.idle(answer);
  }

  // Nothing to do is no error: say why.
  idle(answer) {
    this.held = null;
    this.autosave.watch(null);
    delete document.body.dataset.rec;
    document.body.classList.add("idle");
    const counts = Object.fromEntries((answer.headers.get("Queue-Counts") ?? "").split(", ").map((pair) => pair.split("=")));
    part("nothing").textContent = fillIn(texts.nothing, { waiting: 0, in_hand: 0, put_off: 0, asked: 0, ...counts });
    document.querySelector(".nothing").prepend(part("status"));
    part("again").focus();
  }

  async prepare() {
    if (!this.held) return;
    await this.ahead.fetch([this.held.task.id]);
    document.body.dataset.ahead = this.ahead.ready?.task.id ?? "";
  }

  body(more = {}) {
    const { task } = this.held;
    return { lease_token: task.lease_token, version: task.version, fields: this.fields.said(), kind: this.fields.kind, ...more };
  }

  effort() {
    return { seconds: Math.round(10 * this.activity.seconds) / 10, keys: this.activity.keys };
  }

  // ---- decisions

  async approve() {
    if (!this.held) return this.next();
    const row = this.fields.active;
    if (row && !row.said && row.input.value.trim() !== row.field.value && !this.fields.confirm(row)) return this.stay(row);
    const [open] = this.fields.open();
    if (open) return this.stay(open);
    if (this.sending) {
      if (this.offline || this.waiting) return this.say(texts.unsent);
      this.waiting = true; // the decision before is on its way: its answer comes first
      await this.sending;
      this.waiting = false;
    }
    const { held } = this, body = this.body({ outcome: "approve", ...this.effort() });
    this.sending = this.decideOn(held, body).finally(() => { this.sending = null; });
    await this.sending;
    this.prepare();
  }

  // The next record comes at once, the server's answer in its own time.
  async decideOn(held, body) {
    const answered = this.send(held, body);
    if (this.ahead.ready) await this.next();
    const answer = await answered;
    if (answer.status !== 200) return this.takeBack(held, body, answer);
    this.decided(held, answer);
    if (this.held === held) await this.next();
  }

  stay(row) {
    this.fields.focus(row);
    this.say(fillIn(texts.open, { label: row.field.label }));
  }

  async send(held, body) {
    held.task.sent = true; // from now on a heartbeat may find its lease gone, and that is right
    await this.autosave.settle();
    const key = newKey();
    const answer = await callUntilAnswered("POST", at(held.task.id, "/decision"), body, key, () => {
      this.offline = true;
      this.alarm(texts.offline);
    });
    this.offline = false;
    held.task.sent = answer.status === 200;
    return answer;
  }

  decided({ task }, { data }) {
    this.alarm("");
    this.done += 1;
    part("done").textContent = fillIn(texts.done, { count: this.done });
    this.last = { id: task.id, until: performance.now() + 1000 * data.undo_seconds };
    this.say(fillIn(texts[`decided_${data.outcome}`] ?? texts.decided, { no: task.no }));
  }

  // The server did not take what the screen believed settled: back to that record.
  async takeBack(held, body, answer) {
    this.alarm("");
    const following = this.held;
    held.task.draft = { fields: body.fields, kind: body.kind };
    if (following && following !== held) this.ahead.ready = { ...following, until: this.leaseUntil };
    this.show(held, { fresh: false });
    if (answer.status === 409) return this.lost(answer.data);
    if (answer.status === 422 && answer.data?.faults) {
      this.fields.faults(answer.data.faults);
      this.fields.focusFirst();
    }
    this.say(texts.refused);
  }

  async decideOtherwise({ outcome, words, unit }) {
    const { held } = this;
    const more = { outcome, words, ...this.effort() };
    const answer = await this.send(held, this.body(unit ? { ...more, unit } : more));
    if (answer.status === 422) {
      this.fields.faults(answer.data.faults ?? {});
      return answer.data.outcome_fault ?? Object.values(answer.data.faults ?? {})[0] ?? texts.refused;
    }
    if (answer.status === 409) {
      this.lost(answer.data);
      return null;
    }
    this.decided(held, answer);
    this.next().then(() => this.prepare());
    return null;
  }

  async undo() {
    await this.sending;
    if (!this.last || performance.now() > this.last.until) return this.say(texts.undo_late);
    const { id } = this.last;
    this.last = null;
    const answer = await call("POST", at(id, "/undo"), undefined, newKey());
    if (answer.status !== 200) return this.say(texts.undo_late);
    const set = this.ahead.take();
    if (set) call("DELETE", at(set.task.id, "/lease"), { lease_token: set.task.lease_token });
    if (this.held) this.ahead.ready = { ...this.held, task: { ...this.held.task, draft: this.draft() }, until: this.leaseUntil };
    this.show(await withImage(answer.data), { fresh: false });
    this.say(texts.undone);
  }

  draft() {
    return { fields: this.fields.said(), kind: this.fields.kind };
  }

  // Another hand was there first, or the lease ended: set both words beside each other.
  async lost(lost) {
    const { task } = this.held, mine = this.draft();
    this.autosave.watch(null);
    const chosen = await askConflict(document.getElementById("conflict"), { lost, fields: task.fields, said: mine.fields, texts });
    if (chosen === "leave") return this.next().then(() => this.prepare());
    const answer = await call("GET", at(task.id));
    if (answer.status !== 200) {
      this.say(texts.taken);
      return this.next();
    }
    if (chosen === "mine") answer.data.draft = mine;
    this.show(await withImage(answer.data), { fresh: false });
    if (chosen === "mine") this.autosave.changed();
  }

  // ---- fields

  confirm(row) {
    if (!this.fields.confirm(row)) return this.say(row.fault);
    this.onward(row, 1);
  }

  onward(row, by) {
    const following = this.fields.neighbour(row, by);
    if (following) this.fields.focus(following);
    else part("approve").focus();
  }

  fill(word, options) {
    if (!editable || !this.held) return;
    const row = this.fields.active ?? this.fields.row(this.viewer.target?.id);
    if (!row || row.input.tagName === "SELECT") return this.say(texts.no_field);
    this.fields.fill(row, word.text, { ...options, from: word });
  }

  async readBox(page, box) {
    const row = this.fields.active;
    if (!editable || !row || row.input.tagName === "SELECT") return this.say(texts.no_field);
    this.say(texts.reading);
    const answer = await call("POST", `/pages/${this.held.task.id}/${page}/read`, { box, field: row.field.id });
    if (answer.status !== 200 || !answer.data.text) return this.say(texts.read_nothing);
    row.readings = [answer.data.text, ...answer.data.alternatives];
    Object.assign(row, { page, box });
    this.fields.focus(row);
    this.fields.redraw();
    this.say(this.candidates.show(row) ? texts.read_offered : texts.read_same);
  }

  wordsAtHand() {
    const page = this.fields.active?.page ?? this.viewer.n;
    return [...new Set(this.held.task.words.filter((w) => w[6] === page).map((w) => w[0]))];
  }

  // ---- leases

  async beat({ shown = false } = {}) {
    if (!this.held || !editable) return;
    const { task } = this.held;
    this.beaten = performance.now();
    const answer = await call("POST", at(task.id, "/heartbeat"), { lease_token: task.lease_token, shown, ahead: this.ahead.lease() });
    if (this.held?.task !== task || task.sent) return;
    if (answer.status === 409 && Object.keys(this.ahead.lease()).length) {
      this.ahead.drop(); // whichever of the two was lost, the one ahead is cheap to claim anew
      return this.beat({ shown });
    }
    if (answer.status === 409) return this.lost({ theirs: this.asRead(), by: null, state: "review" });
    if (answer.status !== 200) return;
    this.leaseUntil = performance.now() + 1000 * answer.data.lease_seconds;
    this.ahead.renewed(answer.data.lease_seconds);
  }

  asRead() {
    return Object.fromEntries(this.held.task.fields.map((f) => [f.id, { choice: f.choice, text: f.value }]));
  }

  tick() {
    if (!this.held || !editable) return;
    const now = performance.now();
    if (now - this.beaten > BEAT_MS && this.activity.worked()) return this.beat();
    if (this.leaseUntil - now < WARN_MS) this.alarm(fillIn(texts.lease_ends, { seconds: Math.max(0, Math.round((this.leaseUntil - now) / 1000)) }));
    else if (this.warned) this.alarm("");
    this.warned = this.leaseUntil - now < WARN_MS;
  }

  leave() {
    for (const { task } of [this.held, this.ahead.ready].filter(Boolean)) {
      if (task.lease_token) call("DELETE", at(task.id, "/lease"), { lease_token: task.lease_token });
    }
  }

  // ---- what is said

  head(task) {
    part("no").textContent = task.no;
    const due = part("due");
    due.hidden = !task.due;
    if (task.due) {
      due.className = `band ${task.due.band}`;
      due.textContent = task.due.text;
      due.title = task.due.day;
    }
    document.getElementById("kind").value = this.fields.kind;
    part("reasons").replaceChildren(...task.reasons.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    part("facts").replaceChildren(...task.facts.flatMap(([label, text]) => [Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: text })]));
    part("text").textContent = task.text;
    part("saved").textContent = "";
    part("split").hidden = !task.split_doubtful;
    part("split").href = `/kayit/${task.id}/duzen`;
  }

  say(text) {
    part("status").textContent = text;
  }

  alarm(text) {
    part("alarm").textContent = text;
    part("alarm").hidden = !text;
  }

  saved(state) {
    part("saved").textContent = texts[state] ?? "";
    this.alarm(state === "failed" ? texts.offline : "");
  }

  count() {
    const open = this.fields.open().length;
    part("left").textContent = open ? fillIn(texts.left, { count: open }) : texts.none_left;
  }
}

const fillIn = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? "");

const screen = new Screen();
const row = (event) => screen.fields.rowOf(event.target);
const inField = (work) => (event) => (row(event) && event.target.closest(".entry") ? work(row(event)) : false);

listen(json("key-table"), {
  confirm: inField((at) => (screen.candidates.open ? screen.candidates.take() : screen.confirm(at))),
  back: inField((at) => screen.onward(at, -1)),
  approve: () => void screen.approve(),
  undo: () => void screen.undo(),
  restore: inField((at) => (screen.candidates.open ? screen.candidates.close() : screen.fields.restore(at))),
  candidates: inField((at) => (at.input.tagName === "SELECT" ? false : screen.candidates.open ? screen.candidates.move(1) : screen.candidates.show(at))),
  candidatesUp: inField(() => (screen.candidates.open ? screen.candidates.move(-1) : false)),
  unreadable: inField((at) => { screen.fields.mark(at, "unreadable"); screen.onward(at, 1); }),
  missing: inField((at) => { screen.fields.mark(at, "missing"); screen.onward(at, 1); }),
  decide: () => void (screen.held && screen.decisions.open()),
  help: () => document.getElementById("keys").showModal(),
  cycle: () => screen.say(texts[`view_${screen.viewer.cycle()}`]),
  turnRight: () => screen.viewer.rotate(90),
  turnLeft: () => screen.viewer.rotate(-90),
  pageDown: () => void screen.viewer.step(1),
  pageUp: () => void screen.viewer.step(-1),
});

const buttons = {
  approve: () => screen.approve(),
  again: () => screen.next().then(() => screen.prepare()),
  undo: () => screen.undo(),
  decide: () => screen.decisions.open(),
  help: () => document.getElementById("keys").showModal(),
  cycle: () => screen.say(texts[`view_${screen.viewer.cycle()}`]),
  larger: () => screen.viewer.zoom(1.2),
  smaller: () => screen.viewer.zoom(1 / 1.2),
  turn: () => screen.viewer.rotate(90),
  before: () => screen.viewer.step(-1),
  after: () => screen.viewer.step(1),
  unreadable: (button) => screen.fields.mark(screen.fields.rowOf(button), "unreadable"),
  missing: (button) => screen.fields.mark(screen.fields.rowOf(button), "missing"),
  confirm: (button) => screen.confirm(screen.fields.rowOf(button)),
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) buttons[button.dataset.do](button);
});
document.getElementById("fields").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("kind").addEventListener("change", (event) => screen.fields.setKind(event.target.value));
for (const close of document.querySelectorAll("dialog [data-close]")) close.addEventListener("click", () => close.closest("dialog").close());

screen.show(await withImage(json("first")), { fresh: false });
screen.beaten = performance.now();
if (editable) {
  screen.prepare();
  setInterval(() => screen.tick(), TICK_MS);
  addEventListener("pagehide", () => screen.leave());
}
