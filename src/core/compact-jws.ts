/**
 * Whether a token is in the exact compact form: three parts, each the one base64url text of its bytes, and no
 * longer than `maxLength` characters. Libraries are more generous (they skip spaces), which would give one
 * token several spellings. An empty third part is let through, so that `alg: none` is refused for what it is.
 */
export function isCompactJws(token: string, maxLength = 4_096): boolean {
  const parts = typeof token === 'string' && token.length <= maxLength ? token.split('.') : [];
  return parts.length === 3 && parts[0] !== '' && parts[1] !== '' && parts.every(isBase64Url);
}

function isBase64Url(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
