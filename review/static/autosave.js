// Drafts: whatever a person has settled is at the server within a second. One request at a time.

import { call, newKey, task } from "./calls.js";

const WAIT_MS = 500, RETRY_MS = 3000;

export class Autosave {
  // `told(state)`: "saving", "saved" or "failed"; `faults` gets what the server cannot take.
  constructor({ told, faults, lost }) {
    Object.assign(this, { told, faults, lost });
    this.timer = this.work = null;
    this.inFlight = null;
  }

  // `work` is { id, body() } of the record on the screen, or null when there is none.
  watch(work) {
    clearTimeout(this.timer);
    this.work = work;
    this.dirty = false;
  }

  changed() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), WAIT_MS);
  }

  // A decision carries everything itself: what still waits need not be sent, what flies must land.
  async settle() {
    clearTimeout(this.timer);
    this.dirty = false;
    await this.inFlight;
  }

  async #send() {
    if (this.inFlight || !this.work) return;
    this.dirty = false;
    const work = this.work;
    this.told("saving");
    this.inFlight = call("PUT", task(work.id, "/draft"), work.body(), newKey());
    const answer = await this.inFlight;
    this.inFlight = null;
    if (work !== this.work) return;
    if (answer.status === 409) return this.lost(answer.data);
    if (answer.status !== 200) {
      this.told("failed");
      this.timer = setTimeout(() => this.#send(), RETRY_MS);
      return;
    }
    this.told("saved");
    this.faults(answer.data.faults);
    if (this.dirty) this.changed();
  }
}
