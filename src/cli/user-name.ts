import { userInfo } from 'node:os';

/** The user of this process, as the operator log records it. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
