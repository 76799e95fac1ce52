import type { Card } from '@echochat/activity-protocol/playground.ts';
import { lazy, Suspense } from 'react';
import { InlineMarkdown, Markdown } from '../markdown/markdown.tsx';
import styles from './card.module.css';
import { CardActions } from './card-actions.tsx';
import { CardLinks } from './card-links.tsx';
import { CardRows } from './card-rows.tsx';
import type { Press } from './press.ts';

const CardSelect = lazy(async () => ({ default: (await import('./card-select.tsx')).CardSelect }));

export type CardViewProps = {
  card: Card;
  /** The ids whose press is under way. */
  pending?: readonly string[];
  onPress: (press: Press) => void;
};

const nothing: readonly string[] = [];

/** A card, in the order of all chats: picture, sign and title, the sentence, facts, rows, links, actions, menus, footer. */
export function CardView({ card, pending = nothing, onPress }: CardViewProps) {
  return (
    <article className={`${styles.card} ${styles[card.tone]}`}>
      {card.picture === undefined ? null : (
        <img className={styles.picture} src={card.picture.url} alt={card.picture.alt} referrerPolicy="no-referrer" />
      )}
      <h3 className={styles.title}>
        <span className={styles.sign} aria-hidden="true">
          {card.sign}
        </span>
        <span>{card.title}</span>
      </h3>
      {card.text.trim() === '' ? null : <Markdown text={card.text} />}
      {card.fields.length === 0 ? null : (
        <dl className={`${styles.fields} ${card.fields.length % 3 === 0 ? styles.threes : ''}`}>
          {card.fields.map((field) => (
            <div key={field.name}>
              <dt>{field.name}</dt>
              <dd>
                <InlineMarkdown text={field.value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {card.rows.length === 0 ? null : <CardRows rows={card.rows} pending={pending} onPress={onPress} />}
      {card.links.length === 0 ? null : <CardLinks links={card.links} />}
      {card.actions.length === 0 ? null : <CardActions actions={card.actions} pending={pending} onPress={onPress} />}
      {card.selects.length === 0 ? null : (
        <div className={styles.selects}>
          <Suspense fallback={null}>
            {card.selects.map((select) => (
              <CardSelect
                key={`${select.id} ${select.option}`}
                select={select}
                isPending={pending.includes(select.id)}
                onPress={onPress}
              />
            ))}
          </Suspense>
        </div>
      )}
      {card.footer === undefined ? null : (
        <p className={styles.footer}>
          <InlineMarkdown text={card.footer} />
        </p>
      )}
    </article>
  );
}
