/** The server answered with 503: it had too much to do at that moment, by its own limit. */
export class Refused extends Error {}

/** Throws unless an answer has status 200. */
export function requireOk({ status, body }, what) {
  if (status === 200) return;
  const text = `${what} answered ${status}: ${body.toString().slice(0, 300)}`;
  throw status === 503 ? new Refused(text) : new Error(text);
}
