import { useEffect } from 'react';
import { useWords } from '../words/use-words.ts';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './said-bar.module.css';

const shownMs = 12_000;

type SaidBarProps = {
  said: { text: string; back?: { label: string; act: () => void } } | null;
  onClose: () => void;
};

/** What has just been done, and a way back; it goes by itself. Always there, empty, so that it is heard when it speaks. */
export function SaidBar({ said, onClose }: SaidBarProps) {
  const { t } = useWords();
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [said, onClose]);
  return (
    <div className={styles.place} role="status">
      {said === null ? null : (
        <div className={styles.bar}>
          <span>{said.text}</span>
          {said.back === undefined ? null : <Button onClick={said.back.act}>{said.back.label}</Button>}
          <IconButton label={t('own.close')} onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
