// "This is already public" (POST /v1/portal/organs/{organ}:suggest): never in the way of filing. The text may tell of persons,
// so it is sent in the body.
import { newKey, post } from '../api';

export interface Suggestion {
  item: string; // divisions/330108/catalogues/03/items/01j9…
  title: string;
  source: string; // whose catalogue it is in, and who publishes it
  address: string; // where it is shown
}

interface Answer {
  suggestions?: { hit?: { item?: string; catalogueTitle?: string; titles?: { text?: string }[]; responsibleBodies?: { text?: string }[] } }[];
}

const LONGEST = 2000; // characters that the service takes

// Nothing where it fails.
export async function suggestionsFor(organ: string, text: string): Promise<Suggestion[]> {
  if ([...text.trim()].length < 2) return [];
  const wanted = [...text.trim()].slice(0, LONGEST).join('');
  const answer = await post<Answer>(`/v1/portal/organs/${encodeURIComponent(organ)}:suggest`, { text: wanted }).catch(() => null);
  return (answer?.suggestions ?? []).flatMap(({ hit }) => {
    if (!hit?.item || !/^divisions\/[\w-]+\/catalogues\/[\w-]+\/items\/[\w-]+$/.test(hit.item)) return [];
    const title = (hit.titles ?? []).map((one) => one.text ?? '').join(' › ');
    const source = [hit.catalogueTitle, hit.responsibleBodies?.[0]?.text].filter(Boolean).join(' · ');
    return [{ item: hit.item, title: title || hit.item, source, address: `/${hit.item}` }];
  });
}

// Counts a request that was not needed. Whether that works is nothing to the reader.
export async function countAvoided(item: string): Promise<void> {
  await post(`/v1/${item}:avoided`, {}, newKey()).catch(() => null);
}
