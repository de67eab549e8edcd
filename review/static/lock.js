// The screen lock: after minutes without input the page is covered and the session shut at the
// server, in every tab of this browser. The page stays as it is underneath: nothing typed is lost.

const SIGNS = ["keydown", "input", "pointerdown", "pointermove", "wheel"];
const TELL_MS = 1000, LOOK_MS = 500, RETRY_MS = 3000;

class Lock {
  constructor(cover) {
    this.cover = cover;
    this.form = cover.querySelector("form");
    this.fault = cover.querySelector(".fault");
    this.idleMs = 1000 * Number(cover.dataset.seconds);
    this.last = Date.now(); // the wall clock: it goes on while the machine sleeps
    this.told = 0;
    this.tabs = new BroadcastChannel("lock");
    this.tabs.addEventListener("message", ({ data }) => this.#heard(data));
    for (const kind of SIGNS) addEventListener(kind, (event) => this.#sign(event), { capture: true });
    addEventListener("desk-locked", () => this.#cover());
    cover.addEventListener("close", () => this.locked && cover.showModal());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#unlock(); });
    setInterval(() => { if (!this.locked && Date.now() - this.last >= this.idleMs) this.#lock(); }, LOOK_MS);
  }

  #sign(event) {
    if (this.locked) return this.#keepShut(event);
    this.last = Date.now();
    if (this.last - this.told < TELL_MS) return;
    this.told = this.last;
    this.tabs.postMessage("input");
  }

  // No key reaches the page underneath; typing the password is the browser's own doing.
  #keepShut(event) {
    if (event.type !== "keydown") return;
    event.stopImmediatePropagation();
    if (event.key === "Escape") event.preventDefault();
  }

  #heard(word) {
    this.last = Date.now();
    if (word === "locked") this.#cover();
    if (word === "unlocked") this.#uncover();
  }

  #lock() {
    this.#cover();
    this.tabs.postMessage("locked");
    this.shutting = this.#shut();
  }

  async #shut() {
    const answer = await fetch("/kilit", { method: "POST" }).catch(() => null);
    if (answer?.status === 401) location.assign("/giris");
    if (!answer && this.locked) setTimeout(() => { if (this.locked) this.shutting = this.#shut(); }, RETRY_MS);
  }

  #cover() {
    if (this.locked) return;
    this.locked = true;
    document.body.classList.add("covered");
    this.cover.showModal();
  }

  #uncover() {
    if (!this.locked) return;
    this.locked = false;
    this.form.reset();
    this.fault.textContent = "";
    document.body.classList.remove("covered");
    this.cover.close();
  }

  async #unlock() {
    await this.shutting; // locking that is still on its way must not come after
    const body = new URLSearchParams(new FormData(this.form));
    const headers = { Accept: "application/json" };
    const answer = await fetch(this.form.action, { method: "POST", body, headers }).catch(() => null);
    if (answer?.status === 401) return location.assign("/giris");
    if (answer?.status !== 204) {
      this.form.reset();
      this.fault.textContent = this.fault.dataset[answer?.status === 422 ? "wrong" : "later"];
      return;
    }
    this.last = Date.now();
    this.tabs.postMessage("unlocked");
    this.#uncover();
  }
}

const cover = document.getElementById("lock");
if (cover) new Lock(cover);
