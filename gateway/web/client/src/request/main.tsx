// The request form (申请公开) as a short guided path. The page lists the organs; this takes its place.
import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { chinese, words } from '../lang';
import { type Organ, organsOfPage } from '../organs';
import { ErrorSummary } from '../parts/error_summary';
import { Facts } from '../parts/fields';
import { StepList } from '../parts/step_list';
import { clearDraft, clearReceipt, loadDraft, loadReceipt, type Receipt, saveDraft, saveReceipt } from './draft';
import { adviceOf } from './failure_words';
import { Filing, type Outcome } from './filing';
import { bodyOf, emptyForm, type Faults, faultsOf, type Field, type Form, kindsFor, stepNames, type StepName, stepOf } from './model';
import { ReceiptView } from './receipt';
import { ApplicantStep, FilesStep, OrganStep, ReviewStep, WantedStep } from './steps';

interface Start {
  form: Form;
  key: string;
  restored: boolean;
}

// The draft of this tab; the organ in the address has the last word.
function startOf(organ: string): Start {
  const draft = loadDraft();
  const form = draft?.form ?? emptyForm(organ);
  if (organ) form.organ = organ;
  return { form, key: draft?.key ?? '', restored: draft !== null && (form.subject !== '' || form.displayName !== '') };
}

const stepOfAddress = (): StepName | undefined => stepNames.find((name) => `#${name}` === location.hash);

// The step is in the address, so that the browser's own back and forward work.
function useStep(first: StepName): [StepName, (step: StepName) => void] {
  const [step, setStep] = useState<StepName>(first);
  useEffect(() => {
    history.replaceState(null, '', `#${first}`);
    const follow = () => setStep(stepOfAddress() ?? first);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
    // eslint-disable-next-line
  }, []);
  const go = (to: StepName) => {
    history.pushState(null, '', `#${to}`);
    setStep(to);
  };
  return [step, go];
}

function useLeaveWarning(needed: boolean) {
  useEffect(() => {
    if (!needed) return;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = '';
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [needed]);
}

function OtherWays({ organ }: { organ: Organ | undefined }) {
  if (!organ) return null;
  const { other } = words;
  const rows = ([[other.office, organ.office], [other.phone, organ.phone], [other.address, organ.address], [other.hours, organ.hours], [other.fax, organ.fax]] as const).filter(([, text]) => text !== '');
  return (
    <aside class="other" aria-labelledby="other">
      <h2 id="other">{other.title}</h2>
      <p>{other.text}</p>
      <p><strong lang={chinese}>{organ.name}</strong></p>
      {rows.length > 0 ? <div lang={chinese}><Facts rows={rows} /></div> : <p>{other.missing}</p>}
    </aside>
  );
}

function receiptOf({ filed, earlier }: Outcome, form: Form): Receipt {
  const { number, arrivedOn } = filed.request;
  return { number, accessCode: filed.accessCode, organ: form.organ, date: arrivedOn, subject: form.subject.trim(), displayName: form.displayName.trim(), route: form.route, earlier };
}

function App({ organs, organ: asked }: { organs: readonly Organ[]; organ: string }) {
  const start = useMemo(() => startOf(asked), [asked]);
  const [form, setForm] = useState(start.form);
  const [files, setFiles] = useState<File[]>([]);
  const [step, go] = useStep(start.form.organ ? 'wanted' : 'organ');
  const [faults, setFaults] = useState<Faults>({});
  const [advice, setAdvice] = useState('');
  const [shown, setShown] = useState(0); // how often the summary of faults was put before the reader
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [receipt, setReceipt] = useState<Receipt | null>(loadReceipt);
  const [noted, setNoted] = useState(false);
  const key = useRef(start.key);
  const typed = useRef(form);
  typed.current = form;
  // Kept before it is sent: the page may be left while the answer is awaited.
  const filing = useMemo(() => new Filing(undefined, start.key, (now) => {
    key.current = now;
    saveDraft(typed.current, now);
  }), [start.key]);
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);

  const dirty = form.subject !== '' || form.displayName !== '' || form.identityNumber !== '' || files.length > 0;
  useLeaveWarning(receipt === null ? dirty : !noted);
  useEffect(() => {
    if (receipt === null && (dirty || form.organ !== '')) saveDraft(form, key.current);
  }, [form, dirty, receipt]);
  useEffect(() => {
    // Not when the page opens: the reader begins at its top.
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [step]);

  const organ = organs.find(({ code }) => code === form.organ);
  const set = (field: Field, value: string) => {
    setForm((before) => {
      const after = { ...before, [field]: value };
      if (field === 'applicantClass' && !kindsFor(after).includes(after.identityKind)) after.identityKind = kindsFor(after)[0] ?? '';
      return after;
    });
    if (faults[field]) setFaults(({ [field]: _, ...rest }) => rest);
  };
  const show = (text: string, found: Faults) => {
    setAdvice(text);
    setFaults(found);
    setShown((times) => times + 1);
  };
  const move = (to: StepName) => {
    setAdvice('');
    go(to);
  };
  const next = () => {
    const found = faultsOf(step, form, words);
    if (Object.keys(found).length > 0) return show('', found);
    setFaults({});
    move(stepNames[stepNames.indexOf(step) + 1] ?? 'review');
  };
  const submit = async () => {
    const found = Object.assign({}, ...stepNames.map((name) => faultsOf(name, form, words))) as Faults;
    if (Object.keys(found).length > 0) return lead('', found);
    setBusy(true);
    setAdvice('');
    try {
      const outcome = await filing.file(form.organ, bodyOf(form));
      const made = receiptOf(outcome, form);
      saveReceipt(made);
      clearDraft();
      setReceipt(made);
    } catch (failure) {
      setTried(true);
      const { text, faults: refused } = adviceOf(failure, form, words);
      lead(text, refused);
    } finally {
      setBusy(false);
    }
  };
  // To the first step that has a fault.
  const lead = (text: string, found: Faults) => {
    const to = stepNames.find((name) => (Object.keys(found) as Field[]).some((field) => stepOf(field) === name));
    if (to && to !== step) go(to);
    show(text, found);
  };
  const clear = () => {
    if (!confirm(words.act.clearAsk)) return;
    clearDraft();
    setForm(emptyForm(asked));
    setFiles([]);
    setFaults({});
    move('organ');
  };
  const done = () => {
    clearReceipt();
    setNoted(true);
  };

  if (receipt) return <ReceiptView receipt={receipt} organ={organs.find(({ code }) => code === receipt.organ)} files={files} done={done} noted={noted} />;
  const at = stepNames.indexOf(step);
  const reached = stepNames.findIndex((name) => Object.keys(faultsOf(name, form, words)).length > 0);
  const listed = Object.entries(faults).filter(([field]) => stepOf(field as Field) === step) as [string, string][];
  const props = { form, faults, set };
  return (
    <div class="guided">
      <div>
        {start.restored && <p class="notice calm" role="status">{words.draft.restored}</p>}
        <StepList step={step} reached={Math.max(at, reached < 0 ? stepNames.length : reached)} go={move} />
        <form noValidate onSubmit={(event) => { event.preventDefault(); if (busy) return; if (step === 'review') void submit(); else next(); }}>
          <p class="overline">{words.steps.progress(at + 1, stepNames.length)}</p>
          <h2 tabIndex={-1} ref={heading}>{titleOf(step)}</h2>
          {step !== 'organ' && step !== 'review' && organ && <p class="to-organ">{words.organ.unit}：<strong lang={chinese}>{organ.name}</strong> <button type="button" class="link" onClick={() => move('organ')}>{words.act.change}<span class="only-read"> {words.organ.unit}</span></button></p>}
          <ErrorSummary text={advice} faults={listed} shown={shown} />
          {step === 'organ' && <OrganStep {...props} organs={organs} />}
          {step === 'wanted' && <WantedStep {...props} />}
          {step === 'applicant' && <ApplicantStep {...props} />}
          {step === 'files' && <FilesStep files={files} setFiles={setFiles} />}
          {step === 'review' && <ReviewStep form={form} files={files} organs={organs} go={move} />}
          <p class="actions">
            <button type="submit" disabled={busy}>{step !== 'review' ? words.act.next : busy ? words.act.submitting : tried ? words.act.retry : words.act.submit}</button>
            {at > 0 && <button type="button" class="plain" disabled={busy} onClick={() => move(stepNames[at - 1] ?? 'organ')}>{words.act.back}</button>}
            {dirty && <button type="button" class="link" disabled={busy} onClick={clear}>{words.act.clear}</button>}
          </p>
        </form>
      </div>
      <OtherWays organ={organ} />
    </div>
  );
}

function titleOf(step: StepName): string {
  const titles: Record<StepName, string> = { organ: words.organ.title, wanted: words.wanted.title, applicant: words.applicant.title, files: words.files.title, review: words.review.title };
  return titles[step];
}

const root = document.getElementById('client');
const fallback = document.getElementById('fallback');
if (root && fallback) {
  const organs = organsOfPage(fallback);
  fallback.hidden = true;
  render(<App organs={organs} organ={root.dataset.organ ?? ''} />, root);
}
