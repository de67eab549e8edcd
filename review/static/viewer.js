// The page: one image and one drawing over it, moved together by a transform. No animation.

import { loadImage } from "./prefetch.js";
import { pageUrl } from "./calls.js";

const SVG = "http://www.w3.org/2000/svg";
const CLOSE = 1.35;    // field zoom, in widths of the viewer
const EYE = 0.4;       // the target box is kept at this part of the height
const DRAG = 6;        // pixels a pointer must travel to mean a box
const MODES = ["field", "page", "frozen"];

export class Viewer {
  // `onWord(word, { append })`, `onBox(page, box)`, `onImage()` when a sharper one came.
  constructor(root, { onWord, onBox, onImage, onPage }) {
    Object.assign(this, { root, onWord, onBox, onImage, onPage });
    this.sheet = root.querySelector(".paper");
    this.drawing = root.querySelector("svg");
    this.strip = root.querySelector(".strip");
    this.mode = "field";
    this.#listen();
  }

  show({ task, page, image }) {
    Object.assign(this, { task, turned: 0, target: null, factor: 1 });
    this.images = new Map(image ? [[page, image]] : []);
    this.mode = this.mode === "frozen" ? "field" : this.mode;
    this.#drawStrip();
    this.#put(page);
    this.#sharpen();
  }

  // The image the lens cuts from, and its page; null while it loads.
  source(n) {
    return this.images.get(n) ?? null;
  }

  page(n) {
    return this.task.pages.find((p) => p.n === n);
  }

  // Bring a field's place before the eyes.
  async point(field) {
    this.target = field;
    if (field?.page && field.page !== this.n) await this.turnTo(field.page);
    this.#draw();
    if (this.mode !== "frozen") this.#place();
  }

  async turnTo(n) {
    if (!this.page(n)?.readable || n === this.n) return;
    const id = this.task.id;
    if (!this.images.has(n)) {
      const image = await loadImage(pageUrl(id, n, "view")).catch(() => null);
      if (id !== this.task.id || !image) return;
      this.images.set(n, image);
    }
    this.turned = 0;
    this.#put(n);
    this.#sharpen();
  }

  step(by) {
    return this.turnTo((this.n ?? 1) + by);
  }

  cycle() {
    this.mode = MODES[(MODES.indexOf(this.mode) + 1) % MODES.length];
    this.factor = 1;
    this.#place();
    return this.mode;
  }

  rotate(by) {
    this.turned = (this.turned + by + 360) % 360;
    this.#place();
  }

  zoom(by) {
    this.factor = Math.min(4, Math.max(0.4, this.factor * by));
    this.#place();
  }

  #put(n) {
    this.n = n;
    this.sheet.querySelector("img")?.remove();
    const image = this.images.get(n);
    this.sheet.hidden = !image;
    if (!image) return;
    const page = this.page(n);
    image.width = page.w;
    image.height = page.h;
    image.alt = this.root.dataset.alt.replace("{number}", n).replace("{total}", this.task.pages.length);
    image.draggable = false;
    this.sheet.prepend(image);
    this.drawing.setAttribute("viewBox", `0 0 ${page.w} ${page.h}`);
    this.sheet.style.width = `${page.w}px`;
    this.sheet.style.height = `${page.h}px`;
    for (const item of this.strip.children) item.firstElementChild.toggleAttribute("aria-current", Number(item.dataset.page) === n);
    this.#draw();
    this.#place();
    this.onPage(n, image);
  }

  // Fetch every pixel of the scan once the browser has nothing better to do: the lens draws from it.
  #sharpen() {
    const { task, n } = this;
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 400));
    idle(async () => {
      if (this.task !== task || !this.images.has(n) || this.images.get(n).naturalWidth >= this.page(n).w) return;
      const full = await loadImage(pageUrl(task.id, n, "full")).catch(() => null);
      if (!full || this.task !== task) return;
      this.images.set(n, full);
      if (this.n === n) this.#put(n);
      this.onImage(n);
    }, { timeout: 3000 });
  }

  #drawStrip() {
    this.strip.replaceChildren();
    this.strip.hidden = this.task.pages.length < 2;
    for (const { n } of this.task.pages.length > 1 ? this.task.pages : []) {
      const item = document.createElement("li"), button = document.createElement("button"), image = new Image();
      item.dataset.page = n;
      image.src = pageUrl(this.task.id, n, "thumb");
      image.alt = "";
      button.type = "button";
      button.append(image, String(n));
      button.addEventListener("click", () => this.turnTo(n));
      item.append(button);
      this.strip.append(item);
    }
  }

  // Only what shows is drawn: the fields' places, and the words of the field at hand.
  #draw() {
    this.drawing.replaceChildren();
    for (const field of this.task.fields) {
      if (field.page !== this.n || !field.box) continue;
      const kind = field === this.target ? "current" : ["red", "amber"].includes(field.level) ? "doubtful" : "sure";
      this.#rect(field.box, kind).dataset.box = field.id;
      if (field !== this.target) continue;
      for (const word of this.#wordsIn(field.box)) this.#rect(word.slice(1, 5), "word");
    }
  }

  #rect([x, y, w, h], kind) {
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x, y, width: w, height: h, class: kind })) rect.setAttribute(name, value);
    this.drawing.append(rect);
    return rect;
  }

  #words() {
    return this.task.words.filter((word) => word[6] === this.n);
  }

  #wordsIn([x, y, w, h]) {
    return this.#words().filter(([, a, b, c, d]) => {
      const across = Math.min(a + c, x + w) - Math.max(a, x), down = Math.min(b + d, y + h) - Math.max(b, y);
      return across > 0 && down > 0 && 2 * across * down > c * d;
    });
  }

  #place() {
    const page = this.page(this.n);
    if (!page || this.sheet.hidden) return;
    const view = this.root.getBoundingClientRect();
    const sideways = this.turned % 180 !== 0;
    const w = sideways ? page.h : page.w, h = sideways ? page.w : page.h;
    const strip = this.strip.hidden ? 0 : this.strip.offsetWidth;
    const width = view.width - strip, whole = this.mode === "page";
    const z = this.factor * (whole ? Math.min(width / w, view.height / h) : (width / w) * CLOSE);
    const box = !whole && this.target?.page === this.n ? this.target.box : null;
    const upright = new DOMMatrix().translate(w / 2, h / 2).rotate(this.turned).translate(-page.w / 2, -page.h / 2);
    let x = (width - w * z) / 2, y = whole ? (view.height - h * z) / 2 : 0;
    if (box) {
      const eye = upright.transformPoint({ x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 });
      x = within(width / 2 - eye.x * z, width - w * z);
      y = within(view.height * EYE - eye.y * z, view.height - h * z);
    }
    this.#move(new DOMMatrix().translate(strip + x, y).scale(z).multiply(upright));
  }

  #move(matrix) {
    this.matrix = matrix;
    this.sheet.style.transform = matrix.toString();
  }

  #at(event) {
    const view = this.root.getBoundingClientRect();
    return this.matrix.inverse().transformPoint({ x: event.clientX - view.left, y: event.clientY - view.top });
  }

  #listen() {
    let from = null, band = null;
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault(); // the field keeps the focus
      from = { point: this.#at(event), x: event.clientX, y: event.clientY };
      this.sheet.setPointerCapture(event.pointerId);
    });
    this.sheet.addEventListener("pointermove", (event) => {
      if (!from) return;
      if (!band && Math.hypot(event.clientX - from.x, event.clientY - from.y) < DRAG) return;
      band ??= this.#rect([0, 0, 0, 0], "band");
      const [x, y, w, h] = between(from.point, this.#at(event));
      for (const [name, value] of Object.entries({ x, y, width: w, height: h })) band.setAttribute(name, value);
    });
    this.sheet.addEventListener("pointerup", (event) => {
      if (!from) return;
      const box = between(from.point, this.#at(event));
      if (band) this.onBox(this.n, box);
      else this.#clicked(from.point, event.ctrlKey);
      band?.remove();
      from = band = null;
    });
    this.root.addEventListener("wheel", (event) => {
      if (!this.matrix) return;
      event.preventDefault();
      if (event.ctrlKey) return this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
      const [dx, dy] = event.shiftKey ? [-event.deltaY, 0] : [-event.deltaX, -event.deltaY];
      this.#move(new DOMMatrix().translate(dx, dy).multiply(this.matrix));
    }, { passive: false });
    addEventListener("resize", () => this.task && this.#place());
  }

  #clicked(point, append) {
    const word = this.#words().find(([, x, y, w, h]) => point.x >= x - 4 && point.x <= x + w + 4 && point.y >= y - 4 && point.y <= y + h + 4);
    if (word) this.onWord({ text: word[0], page: this.n, box: word.slice(1, 5) }, { append });
  }
}

const within = (wish, least) => Math.min(0, Math.max(wish, least));

function between(a, b) {
  const x = Math.max(0, Math.min(a.x, b.x)), y = Math.max(0, Math.min(a.y, b.y));
  return [x, y, Math.abs(a.x - b.x), Math.abs(a.y - b.y)].map(Math.round);
}
