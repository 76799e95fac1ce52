import type { Card } from '@echochat/activity-protocol/playground.ts';
import buttonStyles from '../parts/button.module.css';
import styles from './card.module.css';

/** Leads on in a tab of its own, so that the talk stays open. Only to this site or by https. */
export function CardLink({ link }: { link: NonNullable<Card['link']> }) {
  if (!/^(?:https:\/\/|\/(?!\/))/.test(link.url)) return null;
  return (
    <p className={styles.link}>
      <a className={`${buttonStyles.button} ${buttonStyles.primary}`} href={link.url} target="_blank" rel="noreferrer">
        {link.label}
      </a>
    </p>
  );
}
