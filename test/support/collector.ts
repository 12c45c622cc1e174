import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One span as a collector receives it. */
export interface SpanView {
  readonly name: string;
  /** OTLP's number: 1 internal, 2 server, 3 client, 4 producer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the first of a trace. */
  readonly parentSpanId: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Ids of the traces it is linked to. */
  readonly links: readonly string[];
  readonly hasFailed: boolean;
}

/** How a collector answers an export. */
export type CollectorMode = 'take' | 'hang' | 'fail';

/** A collector of traces on loopback. */
export interface TestCollector {
  readonly url: string;
  mode: CollectorMode;
  /** Everything received so far, as it came. */
  readonly bodies: string[];
  /** The headers of each export. */
  readonly headers: IncomingHttpHeaders[];
  spans(): SpanView[];
  /** What `service.name` was. */
  services(): string[];
  close(): Promise<void>;
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
interface Attribute {
  readonly key: string;
  readonly value: Value;
}
interface OtlpSpan extends Omit<SpanView, 'attributes' | 'links' | 'parentSpanId'> {
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string }[];
  readonly status?: { readonly code?: number };
}
interface OtlpExport {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** Starts a collector for OTLP in JSON at `/v1/traces`. */
export async function startCollector(): Promise<TestCollector> {
  const collector = {
    mode: 'take' as CollectorMode,
    bodies: [] as string[],
    headers: [] as IncomingHttpHeaders[],
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    collector.bodies.push(Buffer.concat(chunks).toString());
    collector.headers.push(request.headers);
    const isFound = request.method === 'POST' && request.url === '/v1/traces';
    if (collector.mode === 'hang') return;
    response.writeHead(isFound && collector.mode === 'take' ? 200 : 500).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const resources = () => collector.bodies.flatMap((body) => (JSON.parse(body) as OtlpExport).resourceSpans);
  return Object.assign(collector, {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(viewOf))),
    services: () => resources().map(({ resource }) => String(valuesOf(resource.attributes)['service.name'])),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function viewOf({
  name,
  kind,
  traceId,
  spanId,
  parentSpanId,
  attributes,
  links,
  status,
}: OtlpSpan): SpanView {
  return {
    name,
    kind,
    traceId,
    spanId,
    parentSpanId: parentSpanId === undefined || parentSpanId === '' ? null : parentSpanId,
    attributes: valuesOf(attributes),
    links: (links ?? []).map((link) => link.traceId),
    hasFailed: status?.code === 2,
  };
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? Number(value.intValue ?? value.doubleValue),
    ]),
  );
}
