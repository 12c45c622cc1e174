import { OWN_HEADER } from './post-operation.js';

const FRAGMENT = /^#console=([^&]+)$/;

/**
 * Exchanges the one-use code of the address, `#console=…`, for a session cookie. The code leaves the address first, so
 * that neither the history nor a copied link has it. Returns why it was refused, or null.
 */
export async function openSession(window: Window): Promise<'refused' | 'unreachable' | null> {
  const code = FRAGMENT.exec(window.location.hash)?.[1];
  if (code === undefined) return null;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  try {
    const response = await fetch('/console/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...OWN_HEADER },
      body: JSON.stringify({ code: decodeURIComponent(code) }),
      credentials: 'same-origin',
    });
    return response.ok ? null : 'refused';
  } catch {
    return 'unreachable';
  }
}
