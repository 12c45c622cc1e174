/**
 * Whether an `Authorization` value has the scheme `Bearer`. Browsers add `Basic` and `Negotiate` on their
 * own, so only this scheme shows that a program chose to send the header.
 */
export function isBearer(authorization: string | undefined): authorization is string {
  return authorization !== undefined && /^bearer /i.test(authorization);
}
