import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callJson, type EmulatorState, emulatorStateQuery, type FaultRule } from '../data/play-api.js';

/** How every call of Gateway fails, by the name of the switch. */
export const FAULTS = {
  none: [],
  status: [{ path: '/', status: 503 }],
  slow: [{ path: '/', delayMs: 3_000 }],
  hang: [{ path: '/', hang: true }],
} as const satisfies Readonly<Record<string, readonly FaultRule[]>>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** The switch that rules stand for; null for rules that were set elsewhere. */
export function faultIn({ faults }: Pick<EmulatorState, 'faults'>): FaultName | null {
  return FAULT_NAMES.find((name) => JSON.stringify(FAULTS[name]) === JSON.stringify(faults)) ?? null;
}

/** Whether anything misbehaves on purpose. The clock does not count: it cannot go back. */
export function isChaotic({ webhooks, faults, closedMarkets }: EmulatorState): boolean {
  return webhooks.mode !== 'normal' || webhooks.delayMs > 0 || faults.length > 0 || closedMarkets.length > 0;
}

/** A call of the control API. */
export interface Switch {
  readonly path: 'webhooks' | 'faults' | 'market' | 'clock';
  readonly body: Readonly<Record<string, unknown>>;
}

/** The calls after which nothing misbehaves. */
export function allOff({ closedMarkets }: EmulatorState): readonly Switch[] {
  return [
    { path: 'webhooks', body: { mode: 'normal' } },
    { path: 'faults', body: { rules: [] } },
    ...closedMarkets.map((broker) => ({ path: 'market' as const, body: { broker, open: true } })),
  ];
}

/** Sends calls of the control API one after another, then reads what is set. */
export function useSwitches() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (switches: readonly Switch[]) => {
      for (const { path, body } of switches) await callJson(`emulator/${path}`, { body });
    },
    onSettled: () => client.invalidateQueries({ queryKey: emulatorStateQuery().queryKey }),
  });
}
