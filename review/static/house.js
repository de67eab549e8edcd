// The screens around the records: live lists and upload by drag and drop. Comfort only.

// Lists renew themselves: the server tells that something changed, the page fetches its own address
// and takes over the parts marked data-part. What a person is in the middle of stays as it is.
function watch() {
  let known = null;
  const source = new EventSource("/canli");
  source.addEventListener("message", (event) => {
    if (known !== null && known !== event.data) renew();
    known = event.data;
  });
  source.addEventListener("end", () => { source.close(); location.assign("/giris"); });
}

function renew() {
  const request = new XMLHttpRequest(); // parses into a document in which no script ever runs
  request.open("GET", location.href);
  request.setRequestHeader("X-Passive", "1"); // no sign of a person: the idle clock goes on
  request.responseType = "document";
  request.addEventListener("load", () => {
    if (request.status !== 200 || !request.response) return;
    for (const fresh of request.response.querySelectorAll("[data-part]")) {
      const old = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
      if (old && !busy(old)) old.replaceWith(document.adoptNode(fresh));
    }
  });
  request.send();
}

function busy(part) {
  return part.contains(document.activeElement) || part.querySelector("details[open]");
}

function uploads(form) {
  const status = document.getElementById("upload-status");
  const words = form.dataset;
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  addEventListener("drop", async (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    let done = 0;
    const files = [...event.dataTransfer.files], failed = [];
    for (const file of files) {
      status.textContent = words.sending.replace("{done}", done).replace("{count}", files.length);
      if (await send(form, file)) done += 1;
      else failed.push(file.name);
    }
    status.textContent = failed.length ? `${words.failed} ${failed.join(", ")}` : words.sent.replace("{count}", done);
  });
}

async function send(form, file) {
  const body = new FormData();
  body.append("file", file);
  body.append("channel", form.elements.channel.value);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  return answer?.status === 204;
}

// Typing a value chooses "it has a value".
addEventListener("input", (event) => {
  const name = event.target.dataset?.fills;
  if (name && event.target.value) event.target.form.querySelector(`[name="${name}"][value="value"]`).checked = true;
});

if ("live" in document.body.dataset) watch();
const form = document.querySelector("form.upload");
if (form) uploads(form);
