import { whyNoChat } from '../hours/opening.ts';
import { charactersLeft } from '../messages/composer.model.ts';
import { Growing, Left } from '../messages/composer.tsx';
import { waitToCome } from '../queue/wait-words.ts';
import { EmailField, into, NameField } from '../ui/fields.tsx';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { refusal, say } from '../ui/say.ts';

interface WelcomeProps {
  panel: PanelModel;
}

/** The first form: a chat when somebody can answer, else the same words as a message. */
export function Welcome({ panel }: WelcomeProps) {
  const { words } = say();
  const { welcome, session } = panel;
  const ways = panel.ways.here.value;
  const instead = ways?.instead();
  if (instead) return instead;
  const isAsking = welcome.mode.value === 'ask';
  return (
    <form
      class="screen"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        welcome.send();
      }}
    >
      <div class="scroll">
        <label class="question" for="words">
          {isAsking ? words.question : words.leaveTitle}
        </label>
        {isAsking ? <WaitNow panel={panel} /> : <Why panel={panel} />}
        {isAsking && panel.session.site.value.surge && <p class="slip">{words.surge}</p>}
        <Problem panel={panel} />
        <FirstWords panel={panel} />
        {!isAsking && <EmailField email={welcome.email} isBad={welcome.missing.value === 'email'} />}
        <DepartmentField panel={panel} />
        <NameField name={welcome.name} />
      </div>
      <div class="foot">
        <button type="submit" class="main">
          {isAsking ? words.start : words.sendMessage}
        </button>
        <div class="quiets">
          {welcome.isOpen.value && (
            <button type="button" class="quiet" onClick={welcome.turn}>
              {isAsking ? words.messageInstead : words.chatInstead}
            </button>
          )}
          {welcome.isWaitHard.value && session.site.value.offers.callback && ways?.callInstead()}
        </div>
      </div>
    </form>
  );
}

function FirstWords({ panel }: WelcomeProps) {
  const { words } = say();
  const { draft, missing, send } = panel.welcome;
  const isMissing = missing.value === 'text';
  return (
    <div class="row">
      <div class="field tall">
        <Growing
          id="words"
          label={words.question}
          placeholder={words.questionPlaceholder}
          rows={4}
          value={draft.text.value}
          describedBy={isMissing ? 'words-missing' : undefined}
          onWritten={draft.set}
          onSend={send}
        />
      </div>
      <Left left={charactersLeft(draft.text.value)} />
      {isMissing && (
        <p class="problem" id="words-missing" role="alert">
          {words.textMissing}
        </p>
      )}
    </div>
  );
}

/** Asked only where there is a choice. */
function DepartmentField({ panel }: WelcomeProps) {
  const { words } = say();
  const { department } = panel.welcome;
  const { departments } = panel.session.site.value;
  if (departments.length < 2) return null;
  return (
    <div class="row">
      <label for="department">{words.department}</label>
      <select id="department" class="line" value={department.value} onChange={into(department)}>
        <option value="">{words.anyDepartment}</option>
        {departments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function WaitNow({ panel }: WelcomeProps) {
  const wait = waitToCome(say(), panel.welcome.chosen.value.wait);
  if (!wait) return null;
  return (
    <p class="wait">
      <Icon name="clock" />
      <span>
        <strong>{wait.likely}</strong>
        {wait.promise && <span class="soft">{wait.promise}</span>}
      </span>
    </p>
  );
}

function Why({ panel }: WelcomeProps) {
  const { words } = say();
  const { session, welcome } = panel;
  if (welcome.isOpen.value) return <p class="why">{words.whyChosen}</p>;
  const { status, wait } = welcome.chosen.value;
  const { opensAt } = session.site.value;
  const back = wait.kind === 'away' && waitToCome(say(), wait)?.promise;
  return (
    <p class="why" role="status">
      {whyNoChat(say(), { status, opensAt }, session.serverNowMs())} {back && `${back}. `}
      {welcome.areWordsKept.value && words.wordsKept}
    </p>
  );
}

/** A refusal that the form itself does not explain. */
function Problem({ panel }: WelcomeProps) {
  const link = panel.session.link.value;
  const code = typeof link === 'object' ? link.refused : panel.session.sending.returned.value;
  if (!code || code === 'closed_now') return null;
  return (
    <p class="problem" role="alert">
      {refusal(code)}
    </p>
  );
}
