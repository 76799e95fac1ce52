import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';

type ButtonLinkProps = { href: string; look?: 'primary' | 'secondary'; isBig?: boolean; children: ReactNode };

/** A way to another page that looks like the action it is. */
export function ButtonLink({ href, look = 'primary', isBig = false, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={`${styles.button} ${styles[look]} ${isBig ? styles.big : ''}`}>
      {children}
    </Link>
  );
}
