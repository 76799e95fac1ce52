import type { Card } from '@echochat/activity-protocol/playground.ts';
import { useLocation } from 'wouter';
import { CardView } from '../../card/card-view.tsx';
import { useWords } from '../../words/use-words.ts';
import type { words } from '../../words/words.ts';
import styles from './example.module.css';

function exampleCard(t: typeof words): Card {
  return {
    sign: '🎸',
    title: t('example.title'),
    tone: 'act',
    text: t('example.text'),
    fields: [
      { name: t('example.teaches'), value: t('example.teaches-what') },
      { name: t('example.learns'), value: t('example.learns-what') },
      { name: t('example.both'), value: t('example.both-when') },
      { name: t('example.level'), value: t('example.level-what') },
    ],
    rows: [],
    links: [],
    actions: [
      { id: 'example.accept', label: t('example.accept'), style: 'primary' },
      { id: 'example.pass', label: t('example.pass'), style: 'secondary' },
    ],
    selects: [],
    footer: t('example.footer'),
  };
}

/** A match as it looks in chat: the real card. It is an example, so its buttons lead to where they work. */
export function Example() {
  const { t } = useWords();
  const [, navigate] = useLocation();
  return (
    <figure className={styles.example}>
      <CardView card={exampleCard(t)} onPress={() => navigate('/playground')} />
      <figcaption>{t('example.caption')}</figcaption>
    </figure>
  );
}
