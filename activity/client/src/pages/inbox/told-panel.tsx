import { useId } from 'react';
import choiceStyles from '../../form/choice-field.module.css';
import fieldStyles from '../../form/field.module.css';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sayBefore } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { Failed } from '../own/loading.tsx';
import { groups } from './notice-line.ts';
import { mostReminders, reminderChoices, type Told, toggle, usualQuiet } from './told.ts';
import styles from './told-panel.module.css';
import { useTold } from './use-told.ts';

/** How the person is told: each change is saved by itself, and can be taken back. */
export function ToldPanel() {
  const { t } = useWords();
  const { told, isFailed, again, state, change, undo } = useTold();
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header>
        <h2 id={id}>{t('told.title')}</h2>
        <p role="status" className={state === 'failed' ? styles.failed : styles.saved}>
          {state === 'saved' ? <Icon name="check" size={16} /> : null}
          {state === 'idle' ? null : t(`told.${state}`)}
        </p>
        {state === 'saved' && undo !== null ? (
          <Button look="quiet" onClick={undo}>
            {t('told.undo')}
          </Button>
        ) : null}
      </header>
      {isFailed && told === null ? <Failed onAgain={again} /> : null}
      {told === null ? null : <Fields told={told} change={change} />}
    </section>
  );
}

type FieldsProps = { told: Told; change: (part: Partial<Told>) => void };

function Fields({ told, change }: FieldsProps) {
  const { t } = useWords();
  const { directMessages, inboxOnly, quiet, remindBefore } = told;
  return (
    <>
      <Switch
        label={t('told.messages')}
        hint={t(directMessages ? 'told.messages-on' : 'told.messages-off')}
        isOn={directMessages}
        onChange={(isOn) => change({ directMessages: isOn })}
      />
      <fieldset className={styles.set} disabled={!directMessages}>
        <legend>{t('told.which')}</legend>
        {groups.map((group) => (
          <Switch
            key={group}
            label={t(`inbox.group.${group}`)}
            hint={t(inboxOnly.includes(group) ? 'told.inbox-only' : 'told.message')}
            isOn={!inboxOnly.includes(group)}
            onChange={() => change({ inboxOnly: toggle(inboxOnly, group) })}
          />
        ))}
      </fieldset>
      <div className={styles.set}>
        <Switch
          label={t('told.quiet')}
          hint={t('told.quiet-text')}
          isOn={quiet !== null}
          onChange={(isOn) => change({ quiet: isOn ? usualQuiet : null })}
        />
        {quiet === null ? null : (
          <div className={styles.hours}>
            {(['from', 'to'] as const).map((end) => (
              <label key={end} className={fieldStyles.field}>
                <span className={fieldStyles.hint}>{t(`told.quiet-${end}`)}</span>
                <input
                  className={fieldStyles.input}
                  type="time"
                  value={quiet[end]}
                  onChange={(event) => change({ quiet: { ...quiet, [end]: event.target.value } })}
                />
              </label>
            ))}
          </div>
        )}
      </div>
      <fieldset className={styles.set}>
        <legend>{t('told.remind')}</legend>
        <div className={choiceStyles.chips}>
          {reminderChoices(remindBefore).map((minutes) => (
            <label key={minutes} className={choiceStyles.chip}>
              <input
                type="checkbox"
                className="unseen"
                checked={remindBefore.includes(minutes)}
                disabled={!remindBefore.includes(minutes) && remindBefore.length >= mostReminders}
                onChange={() => change({ remindBefore: toggle(remindBefore, minutes).sort((a, b) => b - a) })}
              />
              <Icon name="check" size={16} />
              {sayBefore(minutes)}
            </label>
          ))}
        </div>
        <p className={fieldStyles.hint}>{t(remindBefore.length === 0 ? 'told.remind-none' : 'told.remind-text')}</p>
      </fieldset>
    </>
  );
}

type SwitchProps = { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void };

/** A native checkbox, dressed as a switch; its state is in words, too. */
function Switch({ label, hint, isOn, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.switch}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span id={`${id}-hint`} className={fieldStyles.hint}>
        {hint}
      </span>
    </div>
  );
}
