import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import fieldStyles from '../../../form/field.module.css';
import { Button } from '../../../parts/button.tsx';
import { comeIn as askToComeIn } from '../../../server/playground.ts';
import { useWords } from '../../../words/use-words.ts';
import styles from './newcomer.module.css';
import { talkAddress } from './talk-address.ts';

export function Newcomer() {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [isPending, setPending] = useState(false);

  const comeIn = async () => {
    setPending(true);
    // Where nobody can be asked, the talk itself says what is wrong.
    const handle = await askToComeIn(name).then(
      (person) => person.handle,
      () => name.trim(),
    );
    navigate(talkAddress(handle));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() !== '' && !isPending) void comeIn();
  };

  return (
    <section className={styles.newcomer} aria-labelledby="newcomer">
      <h2 id="newcomer">{t('newcomer.title')}</h2>
      <p className={styles.text}>{t('newcomer.text')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <label htmlFor="first-name">{t('newcomer.name')}</label>
        <div className={styles.line}>
          <input
            id="first-name"
            className={fieldStyles.input}
            autoComplete="given-name"
            maxLength={40}
            value={name}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? 'first-name-missing' : undefined}
            onChange={(event) => {
              setName(event.target.value);
              setMissing(false);
            }}
          />
          <Button type="submit" look="primary" isPending={isPending}>
            {t('newcomer.come-in')}
          </Button>
        </div>
        {isMissing ? (
          <p className={fieldStyles.complaint} id="first-name-missing" role="alert">
            {t('newcomer.missing')}
          </p>
        ) : null}
      </form>
    </section>
  );
}
