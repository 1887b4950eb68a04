// A request as its applicant sees it: where it stands, until when and why, what happened, the documents.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, postForFile } from '../api';
import type { Access } from '../attachments';
import { saveFile } from '../files';
import { chinese, words } from '../lang';
import type { Organ } from '../organs';
import { Facts } from '../parts/fields';
import { type Counted, type Document, periodOf, reasonsOf, type Tracked } from './explain';

function Why({ tracked }: { tracked: Tracked }) {
  const [counted, setCounted] = useState<Counted | null>(null);
  const period = periodOf(tracked, words);
  const division = /^organs\/(\d+)/.exec(tracked.organ)?.[1] ?? '';
  useEffect(() => {
    if (!period) return;
    let dropped = false;
    void get<Counted>(`/v1/calendar:dueDate?startOn=${period.startOn}&workingDays=${period.workingDays}&division=${division}`)
      .catch(() => null) // the sentence stands without the list
      .then((found) => { if (!dropped) setCounted(found); });
    return () => { dropped = true; };
    // eslint-disable-next-line
  }, [period?.startOn, period?.workingDays, division]);
  if (!period || !tracked.dueOn) return null;
  const whole = counted?.dueOn === tracked.dueOn;
  return (
    <details class="why">
      <summary>{words.track.why}</summary>
      {reasonsOf(period, tracked.dueOn, counted, words).map((text) => <p key={text}>{text}</p>)}
      {whole && (
        <>
          <p><strong>{words.track.whyDays}</strong></p>
          <ol class="days" tabIndex={0} aria-label={words.track.whyDays}>
            {counted?.days?.map((day) => (
              <li key={day.date} class={day.counted ? 'counted' : ''}>
                <time dateTime={day.date}>{day.date}</time> <span lang={chinese}>{day.counted && day.number ? words.track.dayNumber(day.number) : day.text}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

function DocumentList({ documents, access }: { documents: readonly Document[]; access: Access }) {
  const [fault, setFault] = useState('');
  const fetchOne = async (document: string, title: string, format: 'HTML' | 'DOCX') => {
    setFault('');
    try {
      const file = await postForFile('/v1/requests:fetchDocument', { ...access, document, format });
      saveFile(file, `${title}.${format.toLowerCase()}`);
    } catch {
      setFault(words.track.unavailable);
    }
  };
  const all = [...documents.map(({ id, title, number, issuedOn }) => ({ id, title, note: [number, issuedOn].filter(Boolean).join('　') })), { id: 'receipt', title: words.track.receipt, note: '' }];
  return (
    <section aria-labelledby="documents">
      <h3 id="documents">{words.track.documents}</h3>
      {documents.length === 0 && <p>{words.track.noDocuments}</p>}
      {fault && <p class="fault" role="alert">{fault}</p>}
      <ul class="rows documents">
        {all.map(({ id, title, note }) => (
          <li key={id}>
            <span lang={chinese}><strong>{title}</strong>{note && <small> {note}</small>}</span>
            <p class="no-print">
              <button type="button" class="plain" onClick={() => void fetchOne(id, title, 'HTML')}>{words.track.html}<span class="only-read"> {title}</span></button>
              <button type="button" class="plain" onClick={() => void fetchOne(id, title, 'DOCX')}>{words.track.docx}<span class="only-read"> {title}</span></button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ tracked }: { tracked: Tracked }) {
  const steps = tracked.steps ?? [];
  return (
    <section aria-labelledby="timeline">
      <h3 id="timeline">{words.track.timeline}</h3>
      <ol class="timeline">
        {steps.map(({ label, date, text }, i) => (
          <li key={i} class={i === steps.length - 1 ? 'last' : ''}>
            <time dateTime={date}>{date}</time>
            <div>
              <strong lang={chinese}>{label}</strong>
              {text && <p lang={chinese}>{text}</p>}
              {words.meaning[label] && <p class="meaning">{words.meaning[label]}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

// Where an answer is owed, so that only a missing holiday notice leaves its day open.
const owing = ['HANDLING', 'AWAITING_REASONS', 'REPLIED'];

interface Props {
  tracked: Tracked;
  organ: Organ | undefined;
  access: Access;
  children?: ComponentChildren; // after the facts
}

export function RequestView({ tracked, organ, access, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [tracked.number]);
  const { track } = words;
  const ended = ['SERVED', 'WITHDRAWN', 'CLOSED'].includes(tracked.state);
  const due = tracked.dueOn ? (
    <>
      <strong>{tracked.dueOn}</strong>
      {tracked.dueProvisional && <small> {track.provisional}</small>}
      <Why tracked={tracked} />
    </>
  ) : ['AWAITING_CORRECTION', 'AWAITING_PAYMENT'].includes(tracked.state) ? track.dueWaiting : owing.includes(tracked.state) ? track.dueUnknown : tracked.receivedOn || ended ? track.dueOver : track.dueNone;
  return (
    <>
      <h2 tabIndex={-1} ref={heading}>{tracked.number}</h2>
      <p class="state-now"><span class="only-read">{track.state}：</span><span class="state now" lang={chinese}>{tracked.stateLabel}</span></p>
      {tracked.overdueRemedy && <div class="notice strong"><h3>{track.overdue}</h3><p lang={chinese}>{tracked.overdueRemedy}</p></div>}
      <Facts
        rows={[
          [track.organ, <span lang={chinese}>{organ?.name ?? tracked.organ}</span>],
          [track.arrived, tracked.arrivedOn || '—'],
          [track.received, tracked.receivedOn || '—'],
          [track.due, due],
          ...(organ?.phone ? [[words.receipt.phone, organ.phone] as const] : []),
        ]}
      />
      {children}
      <Timeline tracked={tracked} />
      <DocumentList documents={tracked.documents ?? []} access={access} />
    </>
  );
}
