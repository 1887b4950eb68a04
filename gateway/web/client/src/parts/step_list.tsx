// Where in the guided path the reader is.
import { words } from '../lang';
import { stepNames, type StepName } from '../request/model';

export function StepList({ step, reached, go }: { step: StepName; reached: number; go: (step: StepName) => void }) {
  const at = stepNames.indexOf(step);
  return (
    <nav class="steps" aria-label={words.steps.progress(at + 1, stepNames.length)}>
      <ol>
        {stepNames.map((name, i) => (
          <li key={name} class={i === at ? 'here' : i < at ? 'past' : ''} aria-current={i === at ? 'step' : undefined}>
            <span class="step-number" aria-hidden="true">{i + 1}</span>
            {i !== at && i <= reached ? (
              <button type="button" class="link" onClick={() => go(name)}>{words.steps[name]}{i < at && <span class="only-read"> {words.steps.done}</span>}</button>
            ) : (
              <span>{words.steps[name]}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
