import type { Card } from '@echochat/activity-protocol/playground.ts';
import buttonStyles from '../parts/button.module.css';
import styles from './card.module.css';

/** Leads on in a tab of its own, so that the talk stays open. Only to this site or by https. */
export function CardLinks({ links }: { links: Card['links'] }) {
  const safe = links.filter(({ url }) => /^(?:https:\/\/|\/(?!\/))/.test(url));
  if (safe.length === 0) return null;
  return (
    <p className={styles.links}>
      {safe.map(({ label, url }, index) => (
        <a
          key={url}
          className={`${buttonStyles.button} ${index === 0 ? buttonStyles.primary : buttonStyles.secondary}`}
          href={url}
          target="_blank"
          rel="noreferrer"
        >
          {label}
        </a>
      ))}
    </p>
  );
}
