// What changed between two plain JSON objects that share what did not: found by identity, so that the cost is that of
// the members looked at, and told as the least that makes one of the other, down to the order of members.

type Members = Readonly<Record<string, unknown>>;

export interface JsonDiff {
  /** Members that are new or are other than objects on either side. */
  readonly set?: Members;
  /** Members that are objects on both sides. */
  readonly change?: Readonly<Record<string, JsonDiff>>;
  readonly remove?: readonly string[];
  /** All members, where the order is not that of the old ones with the new ones after them. */
  readonly order?: readonly string[];
}

/** Undefined where nothing changed that JSON would tell. Members that are undefined count as absent. */
export function diffJson(before: Members, after: Members): JsonDiff | undefined {
  if (before === after) return undefined;
  const set: [string, unknown][] = [];
  const change: [string, JsonDiff][] = [];
  const keys = keysOf(after);
  for (const key of keys) {
    const [then, now] = [Object.hasOwn(before, key) ? before[key] : undefined, after[key]];
    if (then === now) continue;
    if (isObject(then) && isObject(now)) {
      const inner = diffJson(then, now);
      if (inner !== undefined) change.push([key, inner]);
    } else if (Array.isArray(then) && Array.isArray(now) && JSON.stringify(then) === JSON.stringify(now)) {
      continue;
    } else {
      set.push([key, now]);
    }
  }
  const here = new Set(keys);
  const left = keysOf(before);
  const remove = left.filter((key) => !here.has(key));
  const stays = new Set(left);
  const expected = [...left.filter((key) => here.has(key)), ...keys.filter((key) => !stays.has(key))];
  const reordered = expected.some((key, index) => key !== keys[index]);
  if (set.length + change.length + remove.length === 0 && !reordered) return undefined;
  // Defines properties, where assignment would trip over `__proto__`.
  return {
    ...(set.length === 0 ? {} : { set: Object.fromEntries(set) }),
    ...(change.length === 0 ? {} : { change: Object.fromEntries(change) }),
    ...(remove.length === 0 ? {} : { remove }),
    ...(reordered ? { order: keys } : {}),
  };
}

/** What `after` was. Parts of a difference that do not fit are passed over: what comes of it is to be checked. */
export function applyJsonDiff(before: Members, { set, change, remove, order }: JsonDiff): Members {
  const members = new Map(Object.entries(before));
  for (const key of remove ?? []) members.delete(key);
  for (const [key, inner] of Object.entries(change ?? {})) {
    const then = members.get(key);
    if (isObject(then)) members.set(key, applyJsonDiff(then, inner));
  }
  for (const [key, value] of Object.entries(set ?? {})) members.set(key, value);
  if (order === undefined) return Object.fromEntries(members);
  return Object.fromEntries(order.flatMap((key) => (members.has(key) ? [[key, members.get(key)]] : [])));
}

function keysOf(members: Members): readonly string[] {
  return Object.keys(members).filter((key) => members[key] !== undefined);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
