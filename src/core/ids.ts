import { randomBytes } from 'node:crypto';

const NODE_TYPES = [
  'Viewer',
  'BrokerAccount',
  'Transaction',
  'Order',
  'PendingAction',
  'MutualFundImport',
  'Investment',
] as const;

/** Kinds of object that have a global id (Relay `Node`). */
export type NodeType = (typeof NODE_TYPES)[number];

/** The opaque global id of an object: stable, unique over all types, and no secret. */
export function toGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Takes a global id apart; null for anything that {@link toGlobalId} did not make. */
export function fromGlobalId(id: string): { type: NodeType; key: string } | null {
  if (id.length > 400) return null;
  const text = Buffer.from(id, 'base64url').toString();
  const colon = text.indexOf(':');
  const type = NODE_TYPES.find((candidate) => candidate === text.slice(0, colon));
  const key = text.slice(colon + 1);
  if (type === undefined || key === '') return null;
  return toGlobalId(type, key) === id ? { type, key } : null;
}

/**
 * The key behind an argument meant for one kind of object: its global id, or Gateway's own id as it is.
 * Returns null for the global id of another kind and for what is no id at all.
 */
export function keyFromArgument(type: NodeType, argument: string, gatewayShape: RegExp): string | null {
  const key = gatewayShape.test(argument) ? argument : nodeKey(type, argument);
  return key !== null && gatewayShape.test(key) ? key : null;
}

function nodeKey(type: NodeType, id: string): string | null {
  const node = fromGlobalId(id);
  return node?.type === type ? node.key : null;
}

/** A fresh id of our own: 24 hex characters, sorted by creation second. */
export function newId(nowMs: number): string {
  return (
    Math.floor(nowMs / 1000)
      .toString(16)
      .padStart(8, '0') + randomBytes(8).toString('hex')
  );
}
