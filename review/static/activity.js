// Active time: gaps between signs of work, none counted longer than 20 s, only while the page is seen.

const LONGEST_GAP_MS = 20_000;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta"]);

export class Activity {
  constructor() {
    this.reset();
    for (const kind of ["keydown", "input", "pointerdown", "pointermove", "wheel"]) {
      addEventListener(kind, (event) => this.#sign(event), { passive: true, capture: true });
    }
  }

  // A new record is on the screen.
  reset() {
    this.seconds = 0;
    this.keys = 0;
    this.last = performance.now();
  }

  // Say whether there was a sign of work since the last time of asking.
  worked() {
    const had = this.fresh;
    this.fresh = false;
    return had;
  }

  #sign(event) {
    if (document.hidden) return;
    const now = performance.now();
    this.seconds += Math.min(now - this.last, LONGEST_GAP_MS) / 1000;
    this.last = now;
    this.fresh = true;
    if (event.type === "keydown" && !event.repeat && !MODIFIERS.has(event.key)) this.keys += 1;
  }
}
