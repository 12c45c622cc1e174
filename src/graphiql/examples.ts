/** An example document. `name` is its root field, `kind` the group in which it is listed. */
export interface Example {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly document: string;
}

const files = import.meta.glob<string>('./examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** One example per root field, from `examples/<kind>-<field>.graphql`. */
export const examples: readonly Example[] = Object.entries(files).flatMap(([path, document]) => {
  const [, kind, name] = /(query|mutation|subscription)-([\w]+)\.graphql$/.exec(path) ?? [];
  return kind === undefined || name === undefined ? [] : [{ kind: kind as Example['kind'], name, document }];
});
