// On every screen, for comfort only: a link's code finds its field, Ctrl+Enter presses the main button.

function fillFromFragment() {
  const input = document.querySelector("[data-from-fragment]");
  if (!input || location.hash.length < 2) return;
  input.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname); // the code must not stay in the address
  document.getElementById("password").focus();
}

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
  const button = document.querySelector("[data-key=accept]"); // the verification screen has its own
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

fillFromFragment();
