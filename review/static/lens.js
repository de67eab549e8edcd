// The piece of paper a value was read from, drawn right above its input.

const MARGIN = 14;            // pixels of paper around the box
const LINE = 46;              // a single row of print is drawn about this high
const LEAST = 48, MOST = 140; // CSS pixels

// `image` may be smaller than the page; `box` is [x, y, w, h] in page pixels.
export function drawLens(canvas, image, page, box) {
  const width = canvas.parentElement.clientWidth;
  if (!width || !image?.naturalWidth) return;
  const [x, y, w, h] = box;
  const single = h < 0.04 * page.h;
  const zoom = Math.min(width / (w + 2 * MARGIN), MOST / (h + 2 * MARGIN), single ? LINE / h : 1.2);
  const height = Math.min(MOST, Math.max(LEAST, (h + 2 * MARGIN) * zoom));
  const sharp = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.height = `${Math.round(height)}px`;
  const scale = image.naturalWidth / page.w;
  const sw = width / zoom, sh = height / zoom;
  const sx = Math.max(0, Math.min(x - MARGIN, page.w - sw)), sy = y + h / 2 - sh / 2;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, sx * scale, sy * scale, sw * scale, sh * scale, 0, 0, canvas.width, canvas.height);
  pen.strokeStyle = "#b88700";
  pen.lineWidth = sharp;
  const f = zoom * sharp;
  pen.strokeRect((x - sx) * f, (y - sy) * f, w * f, h * f);
}
