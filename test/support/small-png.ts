import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** The four highest bits of each channel: colours that share them look alike. */
const KIND_BITS = 0xf0f0f0;
/** Pixels of the pictures' browser: red, green, blue and how opaque. */
const CHANNELS = 4;

/** What a page shows, as a PNG of at most 256 colours: a third of the size, and to the eye the same for an interface. */
export async function smallPicture(page: Page): Promise<Buffer> {
  const shot = (await page.screenshot()).toString('base64');
  const reader = await page.context().newPage();
  const { width, height, pixels } = await reader.evaluate<{ width: number; height: number; pixels: string }>(
    `fetch('data:image/png;base64,${shot}').then((answer) => answer.blob()).then(createImageBitmap).then((image) => {
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      let text = '';
      for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
      return { width: image.width, height: image.height, pixels: btoa(text) };
    })`,
  );
  await reader.close();
  return encode(width, height, Buffer.from(pixels, 'base64'));
}

function encode(width: number, height: number, pixels: Buffer): Buffer {
  const colourAt = (at: number) => pixels.readUInt32BE(at * CHANNELS) >>> 8;
  const counts = new Map<number, number>();
  for (let at = 0; at < width * height; at += 1)
    counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const palette = frequentColours(counts);
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  // Each line begins with its filter: none.
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      lines[y * (width + 1) + x + 1] = indexes.get(colourAt(y * width + x)) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of an index into the palette.
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.concat(palette.map((colour) => Buffer.from([colour >> 16, colour >> 8, colour])));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours of which no two are nearly the same, so that rare hues have one too. */
function frequentColours(counts: ReadonlyMap<number, number>): readonly number[] {
  const kinds = new Map<number, number>();
  for (const [colour] of [...counts].sort(([, left], [, right]) => right - left)) {
    const kind = colour & KIND_BITS;
    if (!kinds.has(kind)) kinds.set(kind, colour);
  }
  return [...kinds.values()].slice(0, COLOURS);
}

/** Index of the colour of the palette that is nearest to another one. */
function nearest(palette: readonly number[], colour: number): number {
  const distance = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
  let best = 0;
  for (const [index, other] of palette.entries())
    if (distance(other) < distance(palette[best] ?? 0)) best = index;
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
