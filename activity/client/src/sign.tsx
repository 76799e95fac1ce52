import styles from './sign.module.css';

type SignProps = {
  size?: number;
  /** Waiting: the arcs pulse outward once a second. */
  loading?: boolean;
  className?: string | undefined;
};

/** The sign: a dot with three arcs opening to the upper right, an echo. Decoration; words beside it say what it means. */
export function Sign({ size = 32, loading = false, className = '' }: SignProps) {
  return (
    <svg
      className={`${styles.sign} ${loading ? styles.loading : ''} ${className}`}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
    >
      <circle cx="8" cy="24" r="4.5" />
      <path d="M8 14.5a9.5 9.5 0 0 1 9.5 9.5" />
      <path d="M8 8.75A15.25 15.25 0 0 1 23.25 24" />
      <path d="M8 3a21 21 0 0 1 21 21" />
    </svg>
  );
}
