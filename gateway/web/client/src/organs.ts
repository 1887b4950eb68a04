// The organs that take requests, as the page lists them for readers without scripts.
export interface Organ {
  code: string; // 330108-jyj
  name: string;
  short: string;
  domains: string;
  office: string;
  phone: string;
  address: string;
  hours: string;
  fax: string;
}

export function organsOfPage(root: ParentNode): Organ[] {
  return [...root.querySelectorAll<HTMLElement>('.organs li[data-code]')].map(({ dataset }) => ({
    code: dataset.code ?? '',
    name: dataset.name ?? '',
    short: dataset.short ?? '',
    domains: dataset.domains ?? '',
    office: dataset.office ?? '',
    phone: dataset.phone ?? '',
    address: dataset.address ?? '',
    hours: dataset.hours ?? '',
    fax: dataset.fax ?? '',
  }));
}

// The organs that `text` may mean, best first: by name, short name, then domain. Every word must be found.
export function findOrgans(organs: readonly Organ[], text: string): Organ[] {
  const sought = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (organ: Organ): number => {
    const names = `${organ.name} ${organ.short}`.toLowerCase();
    if (sought.every((word) => names.includes(word))) return 0;
    const all = `${names} ${organ.domains}`.toLowerCase();
    return sought.every((word) => all.includes(word)) ? 1 : 2;
  };
  return organs
    .map((organ) => ({ organ, at: rank(organ) }))
    .filter(({ at }) => at < 2)
    .sort((a, b) => a.at - b.at)
    .map(({ organ }) => organ);
}
