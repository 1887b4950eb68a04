// What the applicant may do himself (docs/requests.md 申请人自行办理).
import { useState } from 'preact/hooks';
import { Failure, newKey, post } from '../api';
import { type Access, accept, fileFault, upload, uploadFault } from '../attachments';
import { words } from '../lang';
import { TextField } from '../parts/fields';
import type { Tracked } from './explain';

interface ActProps {
  id: string;
  verb: 'supplyCorrection' | 'giveReasons' | 'withdraw';
  field: 'text' | 'reasons' | 'reason';
  title: string;
  hint: string;
  label: string;
  required: boolean;
  ask?: string;
  open?: boolean;
  access: Access;
  took: (tracked: Tracked) => void;
}

function failureText(failure: unknown): string {
  if (!(failure instanceof Failure)) return words.track.failed;
  const said = failure.violations.find(({ description }) => /[\u4e00-\u9fff]/.test(description));
  if (said) return said.description;
  if (failure.violations.some(({ description }) => description.includes('emoji'))) return words.errors.printable;
  return failure.status === 0 ? words.errors.offline : words.track.failed;
}

function WrittenAct({ id, verb, field, title, hint, label, required, ask, open, access, took }: ActProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey);
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (required && !text.trim()) {
      setFault(words.errors.required(label));
      document.getElementById(id)?.focus();
      return;
    }
    if (ask && !confirm(ask)) return;
    setBusy(true);
    try {
      took(await post<Tracked>(`/v1/requests:${verb}`, { ...access, [field]: text.trim() }, `${key}-${hashOf(text)}`));
    } catch (failure) {
      setFault(failureText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <details class={open ? 'act owed' : 'act'} open={open}>
      <summary>{title}</summary>
      <form noValidate onSubmit={(event) => void send(event)}>
        <TextField id={id} label={label} hint={hint} fault={fault} value={text} onChange={setText} rows={4} optional={!required} />
        <p class="actions"><button type="submit" disabled={busy}>{busy ? words.act.working : title}</button></p>
      </form>
    </details>
  );
}

// Another text is another act: a key belongs to one content.
function hashOf(text: string): string {
  let hash = 5381;
  for (const letter of text) hash = (Math.imul(hash, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(16);
}

function Attach({ access }: { access: Access }) {
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const add = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    setSaid('');
    setFault(fileFault(file, [], words));
    if (fileFault(file, [], words)) return;
    setSaid(words.files.uploading);
    try {
      await upload(file, access, newKey());
      setSaid(`${words.files.uploaded} ${file.name}`);
    } catch (failure) {
      setSaid('');
      setFault(uploadFault(failure, words));
    }
    input.value = '';
  };
  return (
    <details class="act">
      <summary>{words.track.attach}</summary>
      <div class={`question${fault ? ' faulty' : ''}`}>
        <label for="attach">{words.files.choose}</label>
        <p class="hint" id="attach-hint">{words.files.rules}</p>
        {fault && <p class="fault" role="alert">{fault}</p>}
        <input type="file" id="attach" accept={accept} aria-describedby="attach-hint" onChange={(event) => void add(event)} />
        <p role="status">{said}</p>
      </div>
    </details>
  );
}

const ended = ['REPLIED', 'SERVED', 'WITHDRAWN', 'CLOSED'];

interface Props {
  tracked: Tracked;
  access: Access;
  took: (tracked: Tracked) => void;
}

// What the organ waits for: first on the page, and open.
export function OwedAct({ tracked, access, took }: Props) {
  const { track } = words;
  const shared = { access, took, required: true, open: true };
  if (tracked.state === 'AWAITING_CORRECTION') {
    return <WrittenAct {...shared} id="correction" verb="supplyCorrection" field="text" title={track.correction} hint={track.correctionHint} label={track.correctionText} />;
  }
  if (tracked.state === 'AWAITING_REASONS') {
    return <WrittenAct {...shared} id="reasons" verb="giveReasons" field="reasons" title={track.reasons} hint={track.reasonsHint} label={track.reasonsText} />;
  }
  return null;
}

export function Acts({ tracked, access, took }: Props) {
  const { track } = words;
  if (ended.includes(tracked.state)) return null;
  return (
    <section aria-labelledby="acts" class="no-print">
      <h3 id="acts">{track.acts}</h3>
      <Attach access={access} />
      <WrittenAct access={access} took={took} id="withdraw" verb="withdraw" field="reason" title={track.withdraw} hint={track.withdrawHint} label={track.withdrawReason} required={false} ask={track.withdrawAsk} />
    </section>
  );
}
