import { refusal } from './say.ts';
import type { Sure } from './sure.model.ts';

interface SureProps {
  sure: Sure;
  question: string;
  yes: string;
  no: string;
}

/** A step between a press and what cannot be undone. */
export function SurePicture({ sure, question, yes, no }: SureProps) {
  const problem = sure.problem.value;
  return (
    <fieldset class="sure" aria-label={question}>
      <p>{question}</p>
      {problem && (
        <p class="problem" role="alert">
          {refusal(problem)}
        </p>
      )}
      <div class="choices">
        <button type="button" class="main small" data-start onClick={() => void sure.yes()}>
          {yes}
        </button>
        <button type="button" class="quiet" onClick={sure.stay}>
          {no}
        </button>
      </div>
    </fieldset>
  );
}
