import type { DwarClient, GatewaySdk } from '@dwar/client';
import { type Context, createContext, useContext, version } from 'react';
import type { Session } from './session.js';

export interface DwarContextValue {
  readonly session: Session;
  readonly sdk: GatewaySdk | null;
}

export const DwarContext = /* @__PURE__ */ createContext<DwarContextValue | null>(null);

/**
 * Reads a context. React has no hooks where another copy of it renders, or no component is rendered: the
 * error says how to find out.
 */
export function useGuardedContext<Value>(context: Context<Value>, hook: string): Value {
  try {
    // biome-ignore lint/correctness/useHookAtTopLevel: always called; contexts have no order.
    return useContext(context);
  } catch (cause) {
    throw new Error(
      `${hook}: React ${version}, which @dwar/react uses, renders no component now. Call hooks in ` +
        'components only. If you do, the app has two copies of React: `npm ls react` lists them. Install ' +
        "one, or have your bundler resolve 'react' to one: resolve.dedupe in Vite, resolve.alias in webpack.",
      { cause },
    );
  }
}

/** The value of the provider above. Throws an Error that says what is missing. */
export function useDwar(hook: string): DwarContextValue {
  const value = useGuardedContext(DwarContext, hook);
  if (value !== null) return value;
  throw new Error(
    `${hook}: there is no DwarProvider above this component. Wrap the app in <DwarProvider ` +
      'client={client}>. If it is wrapped, the app has two copies of @dwar/react: `npm ls @dwar/react` ' +
      'lists them.',
  );
}

/** The client of the provider above. */
export function useDwarClient(): DwarClient {
  return useDwar('useDwarClient').session.client;
}
