/**
 * Reads `data` of a native result or error: an object, JSON, base64 of JSON, or for CONNECT in older versions
 * the token alone (protocol section 18.2). Returns no fields for what cannot be read.
 */
export function readNativeData(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  if (typeof data !== 'string') return {};
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(data)) return { smallcaseAuthToken: data };
  return parseObject(data) ?? parseObject(decodeBase64(data)) ?? {};
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 text of base64; empty if it is not that. Older Hermes has neither `atob` nor `TextDecoder`. */
function decodeBase64(text: string): string {
  let bits = 0;
  let count = 0;
  let escaped = '';
  for (const character of text.replace(/[\s=]/g, '')) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return '';
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '';
  }
}
