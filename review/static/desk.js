// On every screen, for comfort only: lists look again by themselves, Ctrl+Enter presses the main button.

const POLL_MS = 2000;

function fillFromFragment() {
  const input = document.querySelector("[data-from-fragment]");
  if (!input || location.hash.length < 2) return;
  input.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname); // the code must not stay in the address
  document.getElementById("password").focus();
}

// Look whether the list changed; reload only when nobody is in the middle of something.
async function watch(address) {
  let before = null;
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer) return;
    if (answer.status === 401) return location.assign("/giris");
    if (!answer.ok) return;
    const { mark } = await answer.json();
    if (before !== null && before !== mark && !busy()) return location.reload();
    before = before ?? mark;
  };
  await look();
  setInterval(look, POLL_MS);
}

function busy() {
  const at = document.activeElement;
  const file = document.querySelector("input[type=file]");
  return at?.matches("input, select, textarea") || file?.files.length || document.querySelector("details[open]");
}

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
  const button = document.querySelector("[data-key=accept]"); // the verification screen has its own
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

fillFromFragment();
const { watch: watched } = document.body.dataset;
if (watched) watch(watched);
