// The steps of the guided path, each a set of questions about the form.
import { useEffect, useRef, useState } from 'preact/hooks';
import { accept, fileFault } from '../attachments';
import { chinese, words } from '../lang';
import { findOrgans, type Organ } from '../organs';
import { Choice, Facts, TextField } from '../parts/fields';
import { type Faults, fieldsOf, type Form, isPerson, kindsFor, labelOf, mostOf, type Field, type StepName } from './model';
import { countAvoided, type Suggestion, suggestionsFor } from './suggestions';

export interface StepProps {
  form: Form;
  faults: Faults;
  set: (field: Field, value: string) => void;
}

const pairs = (labels: Record<string, string>, values = Object.keys(labels)) => values.map((value) => [value, labels[value] ?? value] as const);

export function OrganStep({ form, faults, set, organs }: StepProps & { organs: readonly Organ[] }) {
  const [text, setText] = useState('');
  const found = findOrgans(organs, text);
  return (
    <>
      <p class="hint">{words.organ.hint}</p>
      <TextField id="find" label={words.organ.find} value={text} onChange={setText} />
      <p class="hint" role="status">{found.length > 0 ? words.organ.found(found.length) : words.organ.none}</p>
      <fieldset class={`question organ-list${faults.organ ? ' faulty' : ''}`} id="organ" tabIndex={-1}>
        <legend class="only-read">{words.organ.unit}</legend>
        {faults.organ && <p class="fault">{faults.organ}</p>}
        <div class="options tall" lang={chinese}>
          {found.map((organ) => (
            <label class="option" key={organ.code} for={`organ-${organ.code}`}>
              <input type="radio" id={`organ-${organ.code}`} name="organ" checked={form.organ === organ.code} onChange={() => set('organ', organ.code)} />
              <span>
                <strong>{organ.name}</strong>
                {organ.domains && <small>{organ.domains}</small>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

// Asks a moment after the reader stopped typing.
function useSuggestions(organ: string, text: string): Suggestion[] {
  const [suggestions, setSuggestions] = useState<Suggestion[]>([]);
  useEffect(() => {
    let dropped = false;
    const timer = setTimeout(async () => {
      const found = await suggestionsFor(organ, text);
      if (!dropped) setSuggestions(found);
    }, 600);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [organ, text]);
  return suggestions;
}

function Suggestions({ organ, text }: { organ: string; text: string }) {
  const suggestions = useSuggestions(organ, text);
  const [mine, setMine] = useState('');
  const take = (item: string) => {
    setMine(item);
    void countAvoided(item);
  };
  return (
    <div class="suggestions" aria-live="polite">
      {suggestions.length > 0 && (
        <section class="notice calm" aria-labelledby="suggested">
          <h3 id="suggested">{words.wanted.public}</h3>
          <p>{words.wanted.publicHint}</p>
          <ul class="rows" lang={chinese}>
            {suggestions.map(({ item, title, source, address }) => (
              <li key={item}>
                <a href={address} target="_blank" rel="noopener">{title}</a>
                {source && <span>{source}</span>}
                {mine === item ? <p class="glad">{words.wanted.glad}</p> : <button type="button" class="plain" onClick={() => take(item)}>{words.wanted.mine}</button>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {suggestions.length === 0 && [...text.trim()].length >= 2 && (
        <p class="hint"><a href="/search" target="_blank" rel="noopener">{words.wanted.search}</a></p>
      )}
    </div>
  );
}

export function WantedStep({ form, faults, set }: StepProps) {
  const { wanted } = words;
  return (
    <>
      <TextField id="subject" label={wanted.subject} hint={`${wanted.subjectHint}${wanted.subjectExample}`} fault={faults.subject} value={form.subject} onChange={(value) => set('subject', value)} rows={5} />
      <Suggestions organ={form.organ} text={form.subject} />
      <Choice id="form" label={wanted.form} fault={faults.form} value={form.form} options={pairs(wanted.forms)} onChange={(value) => set('form', value)} />
      <Choice id="route" label={wanted.route} fault={faults.route} value={form.route} options={pairs(wanted.routes)} onChange={(value) => set('route', value)} />
      <TextField id="purpose" label={wanted.purpose} hint={wanted.purposeHint} optional fault={faults.purpose} value={form.purpose} onChange={(value) => set('purpose', value)} rows={2} />
    </>
  );
}

export function ApplicantStep({ form, faults, set }: StepProps) {
  const { applicant } = words;
  const text = (id: Field, more: Partial<Parameters<typeof TextField>[0]> = {}) => (
    <TextField id={id} label={labelOf(id, form, words)} fault={faults[id]} value={form[id]} onChange={(value) => set(id, value)} maxLength={2 * (mostOf[id] ?? 2000)} {...more} />
  );
  return (
    <>
      <p class="hint">{applicant.privacy}</p>
      <Choice id="applicantClass" label={applicant.class} fault={faults.applicantClass} value={form.applicantClass} options={pairs(applicant.classes)} onChange={(value) => set('applicantClass', value)} />
      {text('displayName', { autocomplete: isPerson(form) ? 'name' : 'organization' })}
      {!isPerson(form) && text('agentName', { optional: true })}
      <Choice id="identityKind" label={applicant.kind} fault={faults.identityKind} value={form.identityKind} options={pairs(applicant.kinds, [...kindsFor(form)])} onChange={(value) => set('identityKind', value)} />
      {form.identityKind === 'OTHER_IDENTITY' && text('identityKindText', { hint: applicant.kindTextHint })}
      {text('identityNumber', { hint: applicant.numberHint, narrow: true })}
      <fieldset class="question group" aria-describedby="contact-hint">
        <legend>{applicant.contact}</legend>
        <p class="hint" id="contact-hint">{applicant.contactHint}</p>
        {text('phone', { inputMode: 'tel', autocomplete: 'tel', narrow: true })}
        {text('email', { inputMode: 'email', autocomplete: 'email', narrow: true })}
        {text('address', { autocomplete: 'street-address' })}
        {text('postcode', { inputMode: 'numeric', autocomplete: 'postal-code', narrow: true, optional: true })}
      </fieldset>
      {isPerson(form) && text('agentName', { optional: true })}
    </>
  );
}

export function FilesStep({ files, setFiles }: { files: readonly File[]; setFiles: (files: File[]) => void }) {
  const [fault, setFault] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null) => {
    const chosen = [...files];
    const faults: string[] = [];
    for (const file of list ?? []) {
      const refused = fileFault(file, chosen, words);
      if (refused) faults.push(refused);
      else chosen.push(file);
    }
    setFault(faults.join('；'));
    setFiles(chosen);
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <p class="hint">{words.files.hint}</p>
      <div class={`question${fault ? ' faulty' : ''}`}>
        <label for="attachments">{words.files.choose}<span class="optional">{words.act.optional}</span></label>
        <p class="hint" id="attachments-hint">{words.files.rules}</p>
        {fault && <p class="fault" role="alert">{fault}</p>}
        <input ref={input} type="file" id="attachments" multiple accept={accept} aria-describedby="attachments-hint" onChange={(event) => add((event.target as HTMLInputElement).files)} />
      </div>
      {files.length > 0 && (
        <>
          <h3>{words.files.chosen}</h3>
          <ul class="rows files">
            {files.map((file, i) => (
              <li key={`${file.name}-${i}`}>
                {file.name} <small>{sizeText(file.size)}</small>
                <button type="button" class="plain" onClick={() => setFiles(files.filter((_, j) => j !== i))}>{words.act.remove}<span class="only-read"> {file.name}</span></button>
              </li>
            ))}
          </ul>
          <p class="hint">{words.files.kept}</p>
        </>
      )}
    </>
  );
}

export const sizeText = (bytes: number): string => (bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

// What a field says to a reader: the words of a choice, the text of the others.
export function shownValue(field: Field, form: Form, organs: readonly Organ[]): string {
  const { wanted, applicant } = words;
  const value = form[field].trim();
  switch (field) {
    case 'organ': return organs.find(({ code }) => code === value)?.name ?? '';
    case 'form': return (wanted.forms as Record<string, string>)[value] ?? '';
    case 'route': return (wanted.routes as Record<string, string>)[value] ?? '';
    case 'applicantClass': return (applicant.classes as Record<string, string>)[value] ?? '';
    case 'identityKind': return (applicant.kinds as Record<string, string>)[value] ?? '';
    default: return value;
  }
}

interface ReviewProps {
  form: Form;
  files: readonly File[];
  organs: readonly Organ[];
  go: (step: StepName) => void;
}

export function ReviewStep({ form, files, organs, go }: ReviewProps) {
  const shown = (field: Field) => field !== 'identityKindText' || form.identityKind === 'OTHER_IDENTITY';
  return (
    <>
      {(['organ', 'wanted', 'applicant'] as const).map((step) => (
        <section class="review" key={step} aria-labelledby={`review-${step}`}>
          <h3 id={`review-${step}`}>{words.steps[step]}</h3>
          <button type="button" class="plain" onClick={() => go(step)}>{words.act.change}<span class="only-read"> {words.steps[step]}</span></button>
          <Facts rows={fieldsOf[step].filter(shown).map((field) => [labelOf(field, form, words), shownValue(field, form, organs) || <span class="none">{words.review.none}</span>] as const)} />
        </section>
      ))}
      <section class="review" aria-labelledby="review-files">
        <h3 id="review-files">{words.steps.files}</h3>
        <button type="button" class="plain" onClick={() => go('files')}>{words.act.change}<span class="only-read"> {words.steps.files}</span></button>
        <p>{files.length === 0 ? words.review.noFiles : words.review.files(files.length)}</p>
        <ul>{files.map((file, i) => <li key={i}>{file.name}</li>)}</ul>
      </section>
      <p class="hint">{words.review.note}</p>
    </>
  );
}
