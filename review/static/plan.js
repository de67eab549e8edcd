// The page plan: a row of pages cut into records. Nothing is sent before the person saves.

import { call, newKey } from "./calls.js";

const { record } = document.body.dataset;
const given = JSON.parse(document.getElementById("arranged").textContent);
const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

// One leaf a page, in order: { page, rotation, starts, owner }; leftovers beside them, with a reason.
const leaves = given.records.flatMap(({ id, pages }) => pages.map(([page, rotation], i) => ({ page, rotation, starts: i === 0, owner: id })));
const over = given.leftovers.map(([page, reason]) => ({ page, rotation: 0, reason, owner: null }));

function draw(focused) {
  const records = document.getElementById("records"), rest = document.getElementById("over");
  records.replaceChildren();
  leaves.forEach((leaf, i) => { leaf.starts ||= i === 0; });
  let list = null, number = 0;
  for (const leaf of leaves) {
    if (leaf.starts) {
      const sheaf = clone("sheaf"), title = sheaf.querySelector("h2");
      title.textContent = title.dataset.text.replace("{number}", ++number);
      list = sheaf.querySelector("ol");
      records.append(sheaf);
    }
    list.append(face(leaf));
  }
  rest.replaceChildren(...over.map(face));
  rest.parentElement.hidden = !over.length;
  if (focused) focused.element.querySelector(".face").focus();
}

function face(leaf) {
  const item = clone("page"), front = item.querySelector(".face"), image = front.querySelector("img");
  leaf.element = item;
  image.src = `/kayit/${record}/duzen/${leaf.page}`;
  image.style.transform = `rotate(${leaf.rotation - leaf.lies}deg)`;
  front.querySelector("span").textContent = front.dataset.text.replace("{number}", leaf.page);
  front.setAttribute("aria-pressed", String(Boolean(leaf.starts)));
  const reason = item.querySelector("label");
  reason.hidden = !over.includes(leaf);
  item.querySelector("select").value = leaf.reason ?? "foreign";
  item.querySelector("select").addEventListener("change", (event) => { leaf.reason = event.target.value; });
  item.draggable = !over.includes(leaf);
  item.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", String(leaf.page)));
  item.addEventListener("dragover", (event) => event.preventDefault());
  item.addEventListener("drop", (event) => {
    event.preventDefault();
    put(leafOf(Number(event.dataTransfer.getData("text/plain"))), leaves.indexOf(leaf));
  });
  return item;
}

const leafOf = (page) => [...leaves, ...over].find((leaf) => leaf.page === page);
const at = (node) => [...leaves, ...over].find((leaf) => leaf.element?.contains(node));

// Put a page at another place; the page that follows takes over where a record started.
function put(leaf, to) {
  const from = leaves.indexOf(leaf);
  if (from < 0 || to < 0 || to >= leaves.length || from === to) return;
  hand(from);
  leaves.splice(from, 1);
  leaves.splice(to, 0, leaf);
  draw(leaf);
}

function hand(from) {
  const leaf = leaves[from], following = leaves[from + 1];
  if (leaf.starts && following) following.starts = true;
  if (leaf.starts && leaves.length > 1) leaf.starts = false;
}

const actions = {
  split: (leaf) => { if (leaves.indexOf(leaf) > 0) { leaf.starts = !leaf.starts; draw(leaf); } },
  left: (leaf) => put(leaf, leaves.indexOf(leaf) - 1),
  right: (leaf) => put(leaf, leaves.indexOf(leaf) + 1),
  turn: (leaf) => { if (leaves.includes(leaf)) { leaf.rotation = (leaf.rotation + 90) % 360; draw(leaf); } },
  drop: (leaf) => {
    const from = leaves.indexOf(leaf);
    if (from < 0) {
      over.splice(over.indexOf(leaf), 1);
      leaf.starts = false;
      leaves.push(leaf);
    } else if (leaves.length > 1) {
      hand(from);
      leaves.splice(from, 1);
      leaf.reason ??= "foreign";
      over.push(leaf);
    }
    draw(leaf);
  },
  go: (leaf, by) => {
    const all = [...leaves, ...over];
    all[all.indexOf(leaf) + by]?.element.querySelector(".face").focus();
  },
};

// A record keeps the petition most of its pages came from; each petition is kept by one record.
function sheaves() {
  const groups = [];
  for (const leaf of leaves) {
    if (leaf.starts) groups.push([]);
    groups.at(-1).push(leaf);
  }
  const taken = new Set();
  return groups.map((pages) => {
    const id = pages.map((leaf) => leaf.owner).find((owner) => owner && !taken.has(owner)) ?? null;
    taken.add(id);
    return { id, pages: pages.map(({ page, rotation }) => [page, rotation]) };
  });
}

async function save() {
  const body = { stamp: given.stamp, records: sheaves(), leftovers: over.map(({ page, reason }) => [page, reason]) };
  const answer = await call("PUT", `/records/${record}/plan`, body, newKey());
  if (answer.status === 200) return location.assign("/kuyruk?not=plan.saved");
  fail();
}

async function undo() {
  const answer = await call("POST", `/records/${record}/plan/undo`, undefined, newKey());
  if (answer.status === 200) return location.assign("/kuyruk?not=plan.undone");
  fail();
}

function fail() {
  const place = document.querySelector(".fault");
  place.textContent = place.dataset.fault;
}

const KEYS = { ArrowLeft: ["go", -1], ArrowRight: ["go", 1], "Shift+ArrowLeft": ["left"], "Shift+ArrowRight": ["right"], Enter: ["split"], " ": ["split"], F9: ["turn"], Delete: ["drop"] };

addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    return save();
  }
  const leaf = at(event.target), key = KEYS[(event.shiftKey ? "Shift+" : "") + event.key];
  if (!leaf || !key || !event.target.matches(".face")) return;
  event.preventDefault();
  actions[key[0]](leaf, key[1]);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const leaf = at(button);
  if (leaf) actions[button.dataset.do](leaf);
  else ({ save, undo })[button.dataset.do]();
});

for (const leaf of [...leaves, ...over]) leaf.lies = leaf.rotation; // images come as they lie now
draw(leaves[0]);
