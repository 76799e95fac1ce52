import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Sign } from '../sign.tsx';
import styles from './button.module.css';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  look?: 'primary' | 'secondary' | 'danger' | 'quiet';
  /** Its work is under way: the sign pulses, a second press does nothing, and the focus stays. */
  isPending?: boolean;
  children: ReactNode;
};

export function Button({ look = 'secondary', isPending = false, onClick, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${styles[look]} ${className ?? ''}`}
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      onClick={(event) => (isPending ? event.preventDefault() : onClick?.(event))}
    >
      {isPending ? <Sign size={16} loading className={styles.sign} /> : null}
      {children}
    </button>
  );
}

/** A button that is only a picture; its label is spoken, and shown as a tip. */
export function IconButton({ label, children, ...rest }: { label: string } & ButtonProps) {
  return (
    <Button
      {...rest}
      look={rest.look ?? 'quiet'}
      className={`${styles.icon} ${rest.className ?? ''}`}
      aria-label={label}
      title={label}
    >
      {children}
    </Button>
  );
}
