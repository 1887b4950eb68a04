// Why an answer is due on its day, from what the applicant may see: the step from which the period runs, the days that
// the law gives, the extension. What the days cannot explain, consultations do (条例第三十三条第三款).
import type { Words } from '../lang';

export interface Step {
  label: string;
  date: string; // 2026-09-18
  text?: string;
}
export interface Document {
  id: string;
  title: string;
  number?: string;
  issuedOn: string;
}
export interface Tracked {
  number: string;
  organ: string; // organs/330108-jyj
  state: string;
  stateLabel: string;
  arrivedOn?: string;
  receivedOn?: string;
  dueOn?: string;
  dueProvisional?: boolean;
  steps?: Step[];
  documents?: Document[];
  overdueRemedy?: string;
}
// As GET /v1/calendar:dueDate answers.
export interface Counted {
  dueOn: string;
  days?: { date: string; counted?: boolean; number?: number; text?: string; notice?: string; provisional?: boolean }[];
}

export interface Period {
  startOn: string;
  startText: string;
  workingDays: number;
  extension: number;
}

const answerDays = 20;

// The period that runs now; null where none does.
export function periodOf(tracked: Tracked, words: Words): Period | null {
  if (!tracked.dueOn || !tracked.receivedOn) return null;
  let startOn = tracked.receivedOn;
  let startText = words.start['提交申请'] ?? '';
  let extension = 0;
  for (const { label, date, text } of tracked.steps ?? []) {
    if (label === '提交申请') continue;
    const start = words.start[label];
    if (start !== undefined) {
      // The day of receipt may be another than that on which it was confirmed.
      startOn = label === '确认收到' ? tracked.receivedOn : date;
      startText = start;
      extension = 0;
    }
    if (label === '延长答复期限') extension += Number(/延长(\d+)个工作日/.exec(text ?? '')?.[1] ?? 0);
  }
  return { startOn, startText, workingDays: answerDays + extension, extension };
}

// Sentences, in order. `counted`: the calendar's answer for the period, if it could be had.
export function reasonsOf(period: Period, dueOn: string, counted: Counted | null, words: Words): string[] {
  const reasons = [words.track.whyFrom(period.startOn, period.startText, period.workingDays)];
  if (period.extension > 0) reasons.push(words.track.whyExtended(period.extension));
  if (counted && counted.dueOn !== dueOn) reasons.push(words.track.whyPaused);
  return reasons;
}

// abcd-efgh-jkmn-pqrs, however it was copied.
export function codeText(code: string): string {
  const letters = code.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}
