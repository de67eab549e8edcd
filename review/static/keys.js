// The keys of the verification screen. No Ctrl+Alt (it is AltGr: @ and € on Turkish keyboards), no
// single letters (the focus is always in text), none that a browser keeps for itself.

// What each person may change comes with the page (review/preferences.py); these have one meaning in
// every list and dialog.
const FIXED = { Escape: "restore", ArrowDown: "candidates", ArrowUp: "candidatesUp" };

const ORDER = [["ctrlKey", "Control"], ["altKey", "Alt"], ["metaKey", "Meta"], ["shiftKey", "Shift"]];

export function combination(event) {
  return [...ORDER.filter(([held]) => event[held]).map(([, name]) => name), event.key].join("+");
}

// Call `actions[name](event)` for the key that `keys[name]` names; an action that returns false leaves
// the key to the browser.
export function listen(keys, actions) {
  const names = { ...FIXED, ...Object.fromEntries(Object.entries(keys).map(([name, key]) => [key, name])) };
  addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const name = names[combination(event)];
    if (name && actions[name]?.(event) !== false) event.preventDefault();
  });
}
