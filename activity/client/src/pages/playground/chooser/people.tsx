import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import fieldStyles from '../../../form/field.module.css';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { useSettled } from '../../../parts/use-settled.ts';
import { findPeople } from '../../../server/playground.ts';
import { Sign } from '../../../sign.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './people.module.css';
import { PersonRow } from './person-row.tsx';

const PAGE = 12;

/** The demo community, searched by name, skill or place as the server knows how. */
export function People() {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const query = useSettled(typed.trim(), 150);
  const people = useQuery({
    queryKey: ['people', query, limit],
    queryFn: ({ signal }) => findPeople(query, limit, signal),
    placeholderData: keepPreviousData,
  });
  const found = people.data ?? [];

  return (
    <section className={styles.people} aria-labelledby="people">
      <div className={styles.head}>
        <h2 id="people">{t('people.title')}</h2>
        <div className={styles.search}>
          <Icon name="search" size={18} />
          <input
            className={fieldStyles.input}
            type="search"
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setLimit(PAGE);
            }}
          />
        </div>
      </div>
      <p className="unseen" role="status">
        {people.isSuccess ? t('people.found', { count: found.length }) : ''}
      </p>
      {people.isPending ? (
        <div className={styles.note}>
          <Sign size={32} loading />
          <p>{t('people.loading')}</p>
        </div>
      ) : null}
      {people.isError && found.length === 0 ? (
        <div className={styles.note}>
          <p>{t('people.failed')}</p>
          <Button onClick={() => void people.refetch()}>{t('again')}</Button>
        </div>
      ) : null}
      {people.isSuccess && found.length === 0 ? <p className={styles.note}>{t('people.none', { query })}</p> : null}
      <ul className={styles.list}>
        {found.map((person) => (
          <li key={person.handle}>
            <PersonRow person={person} />
          </li>
        ))}
      </ul>
      {found.length >= limit ? (
        <Button
          className={styles.more}
          isPending={people.isPlaceholderData}
          onClick={() => setLimit((before) => before + PAGE)}
        >
          {t('people.more')}
        </Button>
      ) : null}
    </section>
  );
}
