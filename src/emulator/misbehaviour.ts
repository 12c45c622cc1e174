import type { WebhookMode } from './state.js';

type Body = Readonly<Record<string, unknown>>;

/** The body as it goes out in a mode: changed after signing, with a wrong checksum, or as it is. */
export function misbehave(mode: WebhookMode, body: Body): Body {
  if (mode === 'tamper') return tamper(body);
  if (mode === 'bad-checksum') return { ...body, checksum: flipHex(String(body.checksum)) };
  return body;
}

function flipHex(hex: string): string {
  const last = hex.at(-1) === '0' ? '1' : '0';
  return `${hex.slice(0, -1)}${last}`;
}

/** Names whose figures a tamperer multiplies; the signed fields stay untouched, so the checksum still fits. */
const TAMPERED_FIGURES = new Set([
  'quantity',
  'filledQuantity',
  'filled',
  'averagePrice',
  'buyAmount',
  'sellAmount',
  'shares',
  'closingBalance',
  'transactableQuantity',
]);

function tamper(body: Body): Body {
  const inflated = inflate(body) as Body;
  if (!('batchId' in body))
    return { ...inflated, ...('action' in body ? { action: 'SIP', name: 'changed on the way' } : {}) };
  return { ...inflated, status: body.status === 'COMPLETED' ? 'UNFILLED' : 'COMPLETED' };
}

function inflate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inflate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'number' && TAMPERED_FIGURES.has(name) ? inner * 10 + 7 : inflate(inner),
    ]),
  );
}
