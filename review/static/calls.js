// Calls to the server: JSON both ways. A write names its intention, so that sending it again is safe.

export const newKey = () => crypto.randomUUID();

// Returns { status, data, headers }; status 0 when the server cannot be reached.
export async function call(method, path, body, key) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), keepalive: method === "DELETE" });
  } catch {
    return { status: 0, data: null, headers: new Headers() };
  }
  if (answer.status === 401) location.assign("/giris");
  if (answer.status === 423) dispatchEvent(new Event("desk-locked"));
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  return { status: answer.status, data: isJson ? await answer.json() : null, headers: answer.headers };
}

const BACKOFF_MS = [1000, 2000, 5000, 10_000];

// Send until the server has answered; `waiting` is told before each new try.
export async function callUntilAnswered(method, path, body, key, waiting) {
  for (let tries = 0; ; tries++) {
    const answer = await call(method, path, body, key);
    if (answer.status !== 0 && answer.status !== 503) return answer;
    waiting();
    await new Promise((resume) => setTimeout(resume, BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)]));
  }
}

export const task = (id, rest = "") => `/api/tasks/${encodeURIComponent(id)}${rest}`;
export const pageUrl = (id, n, size) => `/pages/${encodeURIComponent(id)}/${n}/${size}`;
