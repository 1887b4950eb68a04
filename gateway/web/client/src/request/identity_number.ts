// A first look at an identity number before it is sent; the service has the last word (common/identity).

export type IdFault = { kind: 'length'; have: number; want: number } | { kind: 'character' } | { kind: 'date' } | { kind: 'check' } | null;

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idChecks = '10X98765432';
const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // without I O S V Z
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

// As it is meant: blanks gone, full width and small letters folded.
export function normalNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

// GB 11643: 居民身份证号.
export function residentIdFault(text: string): IdFault {
  const id = normalNumber(text);
  if (id.length !== 18) return { kind: 'length', have: [...id].length, want: 18 };
  if (!/^\d{17}[\dX]$/.test(id)) return { kind: 'character' };
  if (!isDate(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))) return { kind: 'date' };
  const sum = idWeights.reduce((all, weight, i) => all + weight * Number(id[i]), 0);
  return idChecks[sum % 11] === id[17] ? null : { kind: 'check' };
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

// GB 32100: 统一社会信用代码.
export function creditCodeFault(text: string): IdFault {
  const code = normalNumber(text);
  if (code.length !== 18) return { kind: 'length', have: [...code].length, want: 18 };
  const values = [...code].map((letter) => creditLetters.indexOf(letter));
  if (values.includes(-1)) return { kind: 'character' };
  const sum = creditWeights.reduce((all, weight, i) => all + weight * (values[i] ?? 0), 0);
  return creditLetters[(31 - (sum % 31)) % 31] === code[17] ? null : { kind: 'check' };
}
