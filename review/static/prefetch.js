// The next record, claimed and with its first page decoded while the person still works on this one.

import { call, pageUrl } from "./calls.js";

// Decode before showing, and keep the element: "no-store" then still means one request an image.
export async function loadImage(url) {
  const image = new Image();
  image.alt = "";
  image.src = url;
  await image.decode();
  return image;
}

export async function withImage(task) {
  const page = firstPage(task);
  const image = page ? await loadImage(pageUrl(task.id, page, "view")).catch(() => null) : null;
  return { task, page, image };
}

// The page a person needs first: that of the first field in doubt.
function firstPage(task) {
  const wanted = task.fields.find((f) => ["red", "amber"].includes(f.level) && f.page)?.page;
  const readable = task.pages.filter((p) => p.readable).map((p) => p.n);
  return readable.includes(wanted) ? wanted : readable[0];
}

export class Ahead {
  constructor() {
    this.drop();
  }

  drop() {
    this.ready = null;
    this.asking = null;
  }

  // Claim one record beside those shown; null when the queue has none.
  fetch(shown) {
    this.asking ??= this.#claim(shown).finally(() => { this.asking = null; });
    return this.asking;
  }

  async #claim(shown) {
    const asked = performance.now();
    const answer = await call("POST", "/api/tasks/claim", { shown, ahead: true });
    if (answer.status !== 200) {
      this.ready = null;
      return answer;
    }
    const held = await withImage(answer.data);
    this.ready = { ...held, until: asked + 1000 * answer.data.lease_seconds };
    return answer;
  }

  lease() {
    return this.ready ? { [this.ready.task.id]: this.ready.task.lease_token } : {};
  }

  renewed(seconds) {
    if (this.ready) this.ready.until = performance.now() + 1000 * seconds;
  }

  // Give the held record when its lease still runs.
  take() {
    const held = this.ready;
    this.ready = null;
    return held && performance.now() < held.until - 1000 ? held : null;
  }
}
