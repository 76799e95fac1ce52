import { type CSSProperties, useState } from 'react';
import styles from './avatar.module.css';
import { hueOf, initials } from './initials.ts';

type AvatarProps = { name: string; url?: string | undefined; size?: number };

/** A person's picture, or the sign with their initials in its dot. The name stands beside it, so it says nothing itself. */
export function Avatar({ name, url, size = 40 }: AvatarProps) {
  const [isBroken, setBroken] = useState(false);
  if (url !== undefined && !isBroken) {
    return (
      <img
        className={styles.picture}
        src={url}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setBroken(true)}
      />
    );
  }
  const hue: CSSProperties & Record<'--hue', number> = { '--hue': hueOf(name) };
  return (
    <svg className={styles.drawn} style={hue} width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="20" cy="28" r="19" />
      <path d="M20 6.4A21.6 21.6 0 0 1 41.6 28" />
      <path d="M20 1.500A26.5 26.5 0 0 1 46.5 28" />
      <text x="20" y="28">
        {initials(name)}
      </text>
    </svg>
  );
}
