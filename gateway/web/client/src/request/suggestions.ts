// "This is already public" (GET /v1/portal/organs/{organ}:suggest): tolerated to be absent, never in the way of filing.
import { get, newKey, post } from '../api';

export interface Suggestion {
  item: string; // divisions/330108/catalogues/03/items/01j9…
  title: string;
  organ: string; // its name
  address: string; // where it is shown
}

interface Answer {
  suggestions?: { item?: string; title?: string; displayName?: string; organ?: string; organName?: string; organDisplayName?: string; url?: string; path?: string }[];
}

// Nothing where the gateway has no such method, or it fails.
export async function suggestionsFor(organ: string, text: string): Promise<Suggestion[]> {
  if ([...text.trim()].length < 2) return [];
  const query = encodeURIComponent([...text.trim()].slice(0, 100).join(''));
  const answer = await get<Answer>(`/v1/portal/organs/${encodeURIComponent(organ)}:suggest?text=${query}`).catch(() => null);
  return (answer?.suggestions ?? []).flatMap((one) => {
    if (!one.item || !/^divisions\/[\w-]+\/catalogues\/[\w-]+\/items\/[\w-]+$/.test(one.item)) return [];
    return [{ item: one.item, title: one.title ?? one.displayName ?? one.item, organ: one.organName ?? one.organDisplayName ?? '', address: `/${one.item}` }];
  });
}

// Counts a request that was not needed. Whether that works is nothing to the reader.
export async function countAvoided(item: string): Promise<void> {
  await post(`/v1/${item}:avoided`, {}, newKey()).catch(() => null);
}
