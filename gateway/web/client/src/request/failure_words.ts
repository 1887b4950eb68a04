// What a refused or failed submit means to the applicant: a sentence for the whole, and one for each field.
import { Failure } from '../api';
import type { Words } from '../lang';
import { type Faults, type Field, type Form, faultsOf, labelOf, stepNames } from './model';

const hasChinese = /[\u4e00-\u9fff]/;

// applicant.identity_number, applicant.identityNumber → identityNumber; parent → organ.
export function fieldOf(path: string, form: Form): Field | null {
  const last = path.split('.').pop() ?? '';
  const name = last.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (name === 'parent') return 'organ';
  return name in form ? (name as Field) : null;
}

// The service's own words where they are Chinese, else ours for the field.
function textOf(field: Field, description: string, form: Form, words: Words): string {
  for (const step of stepNames) {
    const ours = faultsOf(step, form, words)[field];
    if (ours) return ours;
  }
  if (/emoji/.test(description)) return words.errors.printable;
  // "must be given" in Chinese, from whichever part of the sentence says so.
  if (hasChinese.test(description) && !/^must|^a natural|^an organ/.test(description)) return description;
  return words.errors.required(labelOf(field, form, words));
}

export interface Advice {
  text: string; // what to do next
  faults: Faults;
}

export function adviceOf(failure: unknown, form: Form, words: Words): Advice {
  const { errors } = words;
  if (!(failure instanceof Failure)) return { text: errors.unexpected, faults: {} };
  const faults: Faults = {};
  for (const { field: path, description } of failure.violations) {
    const field = fieldOf(path, form);
    if (field && !faults[field]) faults[field] = textOf(field, description, form, words);
  }
  if (Object.keys(faults).length > 0) return { text: errors.refused, faults };
  if (failure.status === 0) return { text: errors.offline, faults };
  if (failure.reason === 'REQUEST_ID_REUSED') return { text: errors.reused, faults };
  if (failure.status === 429) return { text: errors.tooMany(failure.retrySeconds || 10), faults };
  if (failure.status === 404 || failure.reason === 'WRONG_STATE') return { text: errors.organ, faults: { organ: errors.organ } };
  if (failure.status >= 500 || failure.status === 408) return { text: errors.unavailable, faults };
  return { text: errors.unexpected, faults };
}
