import type { PanelModel } from '../ui/panel.model.ts';
import { refusal, say } from '../ui/say.ts';
import { clock } from '../ui/times.ts';

/** Why her words wait, while the server asks for patience. */
export function Paused({ panel }: { panel: PanelModel }) {
  const { words, language } = say();
  const paused = panel.session.sending.paused.value;
  if (!paused) return null;
  const isFast = paused.code === 'slow_down';
  return (
    <p class="problem paused" role="status">
      {isFast ? words.slowUntil(clock(language, paused.untilMs)) : refusal(paused.code)}
    </p>
  );
}
