// The desk's one module: comfort only. Every rule is the server's, every screen works without this.

const LEASE_MS = 60_000;

function fillFromFragment() {
  const input = document.querySelector("[data-from-fragment]");
  if (!input || location.hash.length < 2) return;
  input.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname); // the code must not stay in the address
  document.getElementById("password").focus();
}

function show(field) {
  for (const box of document.querySelectorAll("rect.current")) box.classList.remove("current");
  const box = document.querySelector(`[data-box="${field}"]`);
  const viewer = document.querySelector(".viewer");
  if (!box || !viewer) return;
  box.classList.add("current");
  const place = box.getBoundingClientRect(), frame = viewer.getBoundingClientRect();
  viewer.scrollTop += place.top - frame.top - frame.height * 0.4;
}

function inputOf(field) {
  return document.getElementById(`field-${field.dataset.field}`);
}

// Enter vouches for a doubtful field as it stands and goes to the next one still open.
function onward(form, field) {
  const seen = field.querySelector(`[name="seen.${field.dataset.field}"]`);
  if (seen) seen.checked = true;
  const open = [...form.querySelectorAll("[data-doubtful]")].filter(
    (other) => !other.querySelector(`[name="seen.${other.dataset.field}"]`)?.checked,
  );
  const next = open.find((other) => field.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0];
  const target = next ? inputOf(next) : form.querySelector("[data-key=accept]");
  target.focus();
  target.select?.();
}

function typed(event) {
  const field = event.target.closest(".field");
  if (!field || !event.target.name?.startsWith("value.")) return;
  const state = field.querySelector("select[name^='state.']");
  if (event.target.value) state.value = "value";
}

function bench(form) {
  form.addEventListener("focusin", (event) => {
    const field = event.target.closest(".field");
    if (field) show(field.dataset.field);
  });
  form.addEventListener("input", typed);
  form.addEventListener("keydown", (event) => {
    const field = event.target.closest(".field");
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || !field) return;
    if (!event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    onward(form, field);
  });
  for (const box of document.querySelectorAll("[data-box]")) {
    box.addEventListener("click", () => document.getElementById(`field-${box.dataset.box}`)?.focus());
  }
  const first = form.querySelector(".faulty, [data-doubtful]");
  if (first && document.body.dataset.lease) inputOf(first).focus();
}

function keepLease(address) {
  let active = false;
  for (const kind of ["input", "keydown", "pointerdown", "wheel"]) {
    addEventListener(kind, () => { active = true; }, { passive: true });
  }
  setInterval(() => {
    if (!active) return;
    active = false;
    fetch(address, { method: "POST" }).catch(() => null);
  }, LEASE_MS);
}

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
  const button = document.querySelector("[data-key=accept]");
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

fillFromFragment();
const { lease } = document.body.dataset;
if (lease) keepLease(lease);
const record = document.getElementById("record");
if (record) bench(record);
