import { expect } from '@jest/globals';
import { postBytes } from './hostile-request.js';

/** Expects that a plain query, a plain stream and a valid delivery are still served. */
export async function expectService(url: string, delivery: object): Promise<void> {
  const query = JSON.stringify({ query: '{ __typename }' });
  expect(await postBytes(`${url}/graphql`, query)).toEqual({
    status: 200,
    text: '{"data":{"__typename":"Query"}}\n',
  });
  const stream = await postBytes(`${url}/graphql/stream`, query, { accept: 'text/event-stream' });
  expect(stream.text).toContain('data: {"data":{"__typename":"Query"}}');
  expect(await postBytes(`${url}/webhooks/gateway`, JSON.stringify(delivery))).toEqual({
    status: 200,
    text: '{"status":"stored"}',
  });
}

/** Expects at least so many log lines, each a JSON object with level and time, and none of an unexpected error. */
export function expectLinesOfJson(log: string, atLeast: number): void {
  const lines = log.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(atLeast);
  expect(lines.filter((line) => /"level":"(?:error|fatal)"/.test(line))).toEqual([]);
  for (const line of lines) {
    expect([line, parsed(line)]).toEqual([
      line,
      expect.objectContaining({ level: expect.any(String), time: expect.any(String) }),
    ]);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
