// What the applicant takes away: number and access code, to be printed; and the uploads that follow the filing.
import { useEffect, useRef, useState } from 'preact/hooks';
import { newKey, postForFile } from '../api';
import { type Access, upload, uploadFault } from '../attachments';
import { saveFile } from '../files';
import { chinese, words } from '../lang';
import type { Organ } from '../organs';
import { Facts } from '../parts/fields';
import type { Receipt } from './draft';

type Progress = { file: File; key: string; state: 'waiting' | 'uploading' | 'uploaded' | 'failed'; fault: string };

// One after the other, each with a key of its own, so that a repetition adds nothing twice.
function useUploads(files: readonly File[], access: Access) {
  const [all, setAll] = useState<Progress[]>(() => files.map((file) => ({ file, key: newKey(), state: 'waiting', fault: '' })));
  const change = (at: number, to: Partial<Progress>) => setAll((before) => before.map((one, i) => (i === at ? { ...one, ...to } : one)));
  const run = async (at: number) => {
    const one = all[at];
    if (!one) return;
    change(at, { state: 'uploading', fault: '' });
    try {
      await upload(one.file, access, one.key);
      change(at, { state: 'uploaded' });
    } catch (failure) {
      change(at, { state: 'failed', fault: uploadFault(failure, words) });
    }
  };
  useEffect(() => {
    void (async () => {
      for (let i = 0; i < all.length; ++i) await run(i);
    })();
    // Once: the files of a filing do not change.
    // eslint-disable-next-line
  }, []);
  return { all, run };
}

function Uploads({ files, access }: { files: readonly File[]; access: Access }) {
  const { all, run } = useUploads(files, access);
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="uploads" class="uploads">
      <h3 id="uploads">{words.files.title}</h3>
      <ul class="rows" aria-live="polite">
        {all.map(({ file, state, fault }, i) => (
          <li key={i} class={state}>
            {file.name} <small>{state === 'uploaded' ? words.files.uploaded : state === 'failed' ? words.files.failed : words.files.uploading}</small>
            {fault && <p class="fault">{fault}</p>}
            {state === 'failed' && <button type="button" class="plain" onClick={() => void run(i)}>{words.files.again}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  receipt: Receipt;
  organ: Organ | undefined;
  files: readonly File[];
  done: () => void; // the code is noted
  noted: boolean;
}

export function ReceiptView({ receipt, organ, files, done, noted }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const access: Access = { number: receipt.number, accessCode: receipt.accessCode };
  const official = async () => {
    const file = await postForFile('/v1/requests:fetchDocument', { ...access, document: 'receipt', format: 'DOCX' }).catch(() => null);
    if (file) saveFile(file, `${receipt.number}.docx`);
  };
  const route = (words.wanted.routes as Record<string, string>)[receipt.route] ?? '';
  return (
    <div class="receipt">
      {receipt.earlier && <p class="notice">{words.errors.earlierKept}</p>}
      <h2 tabIndex={-1} ref={heading}>{words.receipt.title}</h2>
      <p class="notice keep">{words.receipt.keep}</p>
      <dl class="codes">
        <div><dt>{words.receipt.number}</dt><dd id="receipt-number">{receipt.number}</dd></div>
        <div><dt>{words.receipt.code}</dt><dd id="receipt-code">{receipt.accessCode}</dd></div>
      </dl>
      <Facts
        rows={[
          [words.receipt.organ, <span lang={chinese}>{organ?.name ?? receipt.organ}</span>],
          [words.receipt.date, receipt.date],
          [words.receipt.applicant, receipt.displayName],
          [words.receipt.subject, receipt.subject],
          [words.receipt.how, route],
          [words.receipt.where, `${location.origin}/requests/track`],
          ...(organ?.phone ? [[words.receipt.phone, organ.phone] as const] : []),
        ]}
      />
      <p class="actions">
        <button type="button" onClick={() => { window.print(); done(); }}>{words.act.print}</button>
        <button type="button" class="plain" onClick={() => void official()}>{words.receipt.official}</button>
      </p>
      <Uploads files={files} access={access} />
      <section aria-labelledby="next">
        <h3 id="next">{words.receipt.next}</h3>
        <ol class="next">{words.receipt.nextSteps.map((text) => <li key={text}>{text}</li>)}</ol>
      </section>
      <p class="actions">
        <a class="button" href="/requests/track">{words.receipt.track}</a>
        <a href="/requests/new" onClick={done}>{words.receipt.again}</a>
        {!noted && <button type="button" class="plain" onClick={done}>{words.receipt.saved}</button>}
      </p>
      {noted && <p class="hint" role="status">{words.receipt.cleared}</p>}
    </div>
  );
}
