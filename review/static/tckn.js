// T.C. kimlik no: 11 digits, the last two follow from the others; see domain/tckn.py.

// Returns one verdict a place: "empty", "digit", "right" or "wrong" (check digits only), "bad" (no digit).
export function places(text) {
  const marks = [...text.padEnd(11).slice(0, 11)].map((c) => (c === " " ? "empty" : /\d/.test(c) ? "digit" : "bad"));
  if (text[0] === "0") marks[0] = "bad";
  const digits = [...text].map(Number);
  if (!/^\d{9}/.test(text)) return marks;
  const odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8];
  const even = digits[1] + digits[3] + digits[5] + digits[7];
  const tenth = (((7 * odd - even) % 10) + 10) % 10;
  const last = [tenth, (odd + even + tenth) % 10];
  for (const i of [9, 10]) {
    if (marks[i] === "digit") marks[i] = digits[i] === last[i - 9] ? "right" : "wrong";
  }
  return marks;
}

export const isTckn = (text) => text.length === 11 && !places(text).some((m) => m === "wrong" || m === "bad" || m === "empty");
