/**
 * The path of a request target as routes are named: without its query, and without a slash at the end, which
 * some clients and proxies add.
 */
export function pathOf(target: string): string {
  const path = target.split('?')[0] ?? '';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
