// What is wrong with a step, at its top: focused when it appears, each entry leading to its field.
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../lang';

interface Props {
  text?: string; // what to do next, where no field is at fault
  faults: readonly (readonly [id: string, text: string])[];
  shown: number; // changes each time that it shall be looked at
}

export function ErrorSummary({ text, faults, shown }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown > 0) box.current?.focus();
  }, [shown]);
  if (!text && faults.length === 0) return null;
  const lead = (event: Event, id: string) => {
    event.preventDefault();
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: 'center' });
    const inner = field?.matches('fieldset') ? field.querySelector<HTMLElement>('input:checked, input') : field;
    inner?.focus();
  };
  return (
    <div class="notice strong errors" role="alert" tabIndex={-1} ref={box}>
      {text && <p>{text}</p>}
      {faults.length > 0 && (
        <>
          <h3>{words.errors.summary(faults.length)}</h3>
          <ul>
            {faults.map(([id, fault]) => (
              <li key={id}><a href={`#${id}`} onClick={(event) => lead(event, id)}>{fault}</a></li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
