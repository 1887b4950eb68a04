// The inputs of the forms: a label, a hint, and the fault in words beside the field, all read out together.
import type { ComponentChildren } from 'preact';
import { words } from '../lang';

interface Common {
  id: string;
  label: string;
  hint?: string;
  fault?: string | undefined;
  optional?: boolean;
}

const describedBy = ({ id, hint, fault }: Common): string | undefined =>
  [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;

function Notes({ id, hint, fault }: Common) {
  return (
    <>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {fault && <p class="fault" id={`${id}-fault`}>{fault}</p>}
    </>
  );
}

interface TextProps extends Common {
  value: string;
  onChange: (value: string) => void;
  rows?: number; // more than one: a text area
  inputMode?: 'text' | 'tel' | 'email' | 'numeric';
  autocomplete?: string;
  maxLength?: number;
  narrow?: boolean;
}

export function TextField(props: TextProps) {
  const { id, label, fault, optional, value, onChange, rows = 1, inputMode, autocomplete = 'off', maxLength, narrow } = props;
  const shared = {
    id,
    value,
    autocomplete: autocomplete as 'off',
    maxLength,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': describedBy(props),
    onInput: (event: Event) => onChange((event.target as HTMLInputElement).value),
  };
  return (
    <div class={`question${fault ? ' faulty' : ''}${narrow ? ' narrow-field' : ''}`}>
      <label for={id}>{label}{optional && <span class="optional">{words.act.optional}</span>}</label>
      <Notes {...props} />
      {rows > 1 ? <textarea {...shared} rows={rows} /> : <input {...shared} type="text" inputMode={inputMode} spellcheck={false} />}
    </div>
  );
}

interface ChoiceProps extends Common {
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

export function Choice(props: ChoiceProps) {
  const { id, label, fault, value, options, onChange } = props;
  return (
    <fieldset class={`question${fault ? ' faulty' : ''}`} id={id} tabIndex={-1} aria-describedby={describedBy(props)}>
      <legend>{label}</legend>
      <Notes {...props} />
      <div class="options">
        {options.map(([option, text]) => (
          <label class="option" key={option} for={`${id}-${option}`}>
            <input type="radio" id={`${id}-${option}`} name={id} value={option} checked={value === option} onChange={() => onChange(option)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

// Facts by name: of a review, a receipt, a request.
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
