// The progress of a request, by number and access code. Neither ever stands in an address.
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { Failure, post } from '../api';
import type { Access } from '../attachments';
import { words } from '../lang';
import { type Organ, organsOfPage } from '../organs';
import { ErrorSummary } from '../parts/error_summary';
import { TextField } from '../parts/fields';
import { loadReceipt } from '../request/draft';
import { Acts, OwedAct } from './acts';
import { codeText, type Tracked } from './explain';
import { RequestView } from './view';

function failureText(failure: unknown): string {
  const { track } = words;
  if (!(failure instanceof Failure)) return track.unavailable;
  if (failure.status === 429) {
    const at = new Date(Date.now() + (failure.retrySeconds || 10) * 1000);
    return track.wait(at.toLocaleTimeString('zh-CN', { hour12: false }));
  }
  if (failure.status === 0) return track.offline;
  return failure.status >= 400 && failure.status < 500 ? track.wrong : track.unavailable;
}

function App({ organs }: { organs: readonly Organ[] }) {
  // The receipt of a filing in this tab fills the form.
  const [receipt] = useState(loadReceipt);
  const [number, setNumber] = useState(receipt?.number ?? '');
  const [code, setCode] = useState(receipt?.accessCode ?? '');
  const [tracked, setTracked] = useState<Tracked | null>(null);
  const [faults, setFaults] = useState<[string, string][]>([]);
  const [advice, setAdvice] = useState('');
  const [shown, setShown] = useState(0);
  const [busy, setBusy] = useState(false);
  const access: Access = { number: number.normalize('NFKC').trim(), accessCode: codeText(code) };

  const look = async () => {
    const missing = ([['number', words.track.number, access.number], ['code', words.track.code, access.accessCode]] as const)
      .filter(([, , value]) => value === '')
      .map(([id, label]) => [id, words.errors.required(label)] as [string, string]);
    setFaults(missing);
    setAdvice('');
    setShown((times) => times + 1);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    try {
      setTracked(await post<Tracked>('/v1/requests:track', access));
    } catch (failure) {
      setAdvice(failureText(failure));
      setShown((times) => times + 1);
    } finally {
      setBusy(false);
    }
  };

  if (tracked) {
    const code = tracked.organ.replace('organs/', '');
    const organ = organs.find((one) => one.code === code);
    return (
      <div class="tracked">
        <ErrorSummary text={advice} faults={[]} shown={shown} />
        <RequestView tracked={tracked} organ={organ} access={access}>
          <OwedAct key={tracked.state} tracked={tracked} access={access} took={setTracked} />
        </RequestView>
        <Acts tracked={tracked} access={access} took={setTracked} />
        <p class="actions no-print">
          <button type="button" disabled={busy} onClick={() => void look()}>{words.track.refresh}</button>
          <button type="button" class="plain" onClick={() => { setTracked(null); setNumber(''); setCode(''); setShown(0); }}>{words.track.other}</button>
        </p>
      </div>
    );
  }
  const faultOf = (id: string) => faults.find(([field]) => field === id)?.[1];
  return (
    <form class="track" noValidate onSubmit={(event) => { event.preventDefault(); void look(); }}>
      <ErrorSummary text={advice} faults={faults} shown={shown} />
      <TextField id="number" label={words.track.number} hint={words.track.numberHint} fault={faultOf('number')} value={number} onChange={setNumber} narrow />
      <TextField id="code" label={words.track.code} hint={words.track.codeHint} fault={faultOf('code')} value={code} onChange={setCode} narrow />
      <p class="actions"><button type="submit" disabled={busy}>{busy ? words.act.working : words.track.submit}</button></p>
    </form>
  );
}

const root = document.getElementById('client');
const fallback = document.getElementById('fallback');
if (root && fallback) {
  fallback.hidden = true;
  render(<App organs={organsOfPage(fallback)} />, root);
}
