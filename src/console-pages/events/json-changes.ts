/** A value of a snapshot that differs from the one before. Absent where one of them does not have it. */
export interface JsonChange {
  /** Names of the fields that lead to it, such as `legs › INFY › status`. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** What distinguishes two JSON texts, and how many values they have in common. */
export interface JsonChanges {
  readonly changes: readonly JsonChange[];
  readonly equal: number;
}

/** Fields that name the objects of a list, so that one that moved has not changed. */
const KEYS = ['batchId', 'isin', 'symbol', 'scid', 'iscid', 'folio'];

/** Compares two JSON texts value by value, in the order of the later one. Throws SyntaxError. */
export function changesBetween(before: string, after: string): JsonChanges {
  const old = leavesOf(JSON.parse(before));
  const now = leavesOf(JSON.parse(after));
  const changes: JsonChange[] = [];
  for (const [path, value] of now) {
    const former = old.get(path);
    if (former === undefined) changes.push({ path, after: value });
    else if (former !== value) changes.push({ path, before: former, after: value });
  }
  for (const [path, value] of old) if (!now.has(path)) changes.push({ path, before: value });
  return { changes, equal: now.size - changes.filter(({ after: value }) => value !== undefined).length };
}

function leavesOf(value: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (part: unknown, path: readonly string[]) => {
    const fields = fieldsOf(part);
    if (fields === null || fields.length === 0) leaves.set(path.join(' › '), JSON.stringify(part));
    else for (const [name, inner] of fields) visit(inner, [...path, name]);
  };
  visit(value, []);
  return leaves;
}

/** The fields of an object, or the items of a list by name; null for a plain value. */
function fieldsOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (Array.isArray(value)) return namesOf(value).map((name, index) => [name, value[index]]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : null;
}

/** Items are named by a field that each has with another value; otherwise by their place. */
function namesOf(items: readonly unknown[]): readonly string[] {
  for (const key of KEYS) {
    const names = items.map((item) => (item as Record<string, unknown> | null)?.[key]);
    const isName = names.every((name) => typeof name === 'string');
    if (isName && new Set(names).size === names.length) return names as string[];
  }
  return items.map((_, index) => String(index + 1));
}
