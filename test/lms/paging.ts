/** A page as Django REST framework's LimitOffsetPagination answers it; the links are absolute. */
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** Page size when the request names none; the live service's is not documented. */
const DEFAULT_LIMIT = 20;

/**
 * One page of `all`.
 * @param url the request's own URL, whose query the links keep
 * @param cap the largest `limit` that is honoured
 */
export function page<T>(all: readonly T[], url: URL, cap: number): Page<T> {
  const limit = Math.min(wholeNumber(url.searchParams.get('limit'), 1) ?? DEFAULT_LIMIT, cap);
  const offset = wholeNumber(url.searchParams.get('offset'), 0) ?? 0;
  const end = offset + limit;
  return {
    count: all.length,
    next: end < all.length ? link(url, limit, end) : null,
    previous: offset > 0 ? link(url, limit, offset - limit) : null,
    results: all.slice(offset, end),
  };
}

/** People whose username or real name contains `search`, whatever the case: `user5` also finds `user50`. */
export function searched<T extends { username: string; real_name: string }>(
  all: readonly T[],
  search: string | null,
): T[] {
  const wanted = (search ?? '').trim().toLowerCase();
  if (wanted === '') return [...all];
  return all.filter((one) => contains(one.username, wanted) || contains(one.real_name, wanted));
}

/** Whether `text` contains `part` (given in lower case), whatever the case of `text`. */
export function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part);
}

function wholeNumber(text: string | null, atLeast: number): number | undefined {
  if (text === null || !/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= atLeast ? value : undefined;
}

function link(url: URL, limit: number, offset: number): string {
  const target = new URL(url);
  target.searchParams.set('limit', String(limit));
  if (offset > 0) target.searchParams.set('offset', String(offset));
  else target.searchParams.delete('offset');
  // The framework writes its links with the parameters in alphabetical order.
  target.searchParams.sort();
  return target.href;
}
