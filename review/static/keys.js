// The keys of the verification screen. No Ctrl+Alt (it is AltGr: @ and € on Turkish keyboards), no
// single letters (the focus is always in text), none that a browser keeps for itself.

export const KEYS = {
  "Enter": "confirm",
  "Shift+Enter": "back",
  "Control+Enter": "approve",
  "Control+Shift+Enter": "undo",
  "Escape": "restore",
  "ArrowDown": "candidates",
  "ArrowUp": "candidatesUp",
  "F1": "help",
  "F2": "cycle",
  "F4": "decide",
  "F8": "unreadable",
  "Shift+F8": "missing",
  "F9": "turnRight",
  "Shift+F9": "turnLeft",
  "PageDown": "pageDown",
  "PageUp": "pageUp",
};

const ORDER = [["ctrlKey", "Control"], ["altKey", "Alt"], ["metaKey", "Meta"], ["shiftKey", "Shift"]];

export function combination(event) {
  return [...ORDER.filter(([held]) => event[held]).map(([, name]) => name), event.key].join("+");
}

// Call `actions[name](event)`; an action that returns false leaves the key to the browser.
export function listen(actions) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const name = KEYS[combination(event)];
    if (name && actions[name]?.(event) !== false) event.preventDefault();
  });
}
