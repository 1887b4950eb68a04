// What was typed, kept in this tab only and never with the identity number, so that a reload or a failure loses nothing.
import { emptyForm, type Form } from './model';

export interface Receipt {
  number: string;
  accessCode: string;
  organ: string;
  date: string;
  subject: string;
  displayName: string;
  route: string;
  earlier: boolean;
}
interface Kept {
  form: Omit<Form, 'identityNumber'>;
  key: string; // Idempotency-Key of the last try; "" before the first
}

const draftName = 'disclosure.request.draft';
const receiptName = 'disclosure.request.receipt';

// A browser may refuse storage (private mode, full): the form works without.
function read<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(name);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // kept in memory only
  }
}

export function loadDraft(): { form: Form; key: string } | null {
  const kept = read<Kept>(draftName);
  if (!kept || typeof kept.form !== 'object') return null;
  const form = emptyForm('');
  for (const field of Object.keys(form) as (keyof Form)[]) {
    const value: unknown = (kept.form as Record<string, unknown>)[field];
    if (typeof value === 'string' && field !== 'identityNumber') form[field] = value;
  }
  return { form, key: typeof kept.key === 'string' ? kept.key : '' };
}

export function saveDraft(form: Form, key: string): void {
  const { identityNumber: _, ...rest } = form;
  write(draftName, { form: rest, key } satisfies Kept);
}

export const clearDraft = (): void => write(draftName, null);
export const loadReceipt = (): Receipt | null => read<Receipt>(receiptName);
export const saveReceipt = (receipt: Receipt): void => write(receiptName, receipt);
export const clearReceipt = (): void => write(receiptName, null);
