import type { Suggestion } from '@echochat/activity-protocol/playground.ts';
import { useEffect, useRef } from 'react';
import styles from './suggestion-list.module.css';

type SuggestionListProps = {
  id: string;
  label: string;
  items: readonly Suggestion[];
  active: number;
  side: 'above' | 'below';
  onTake: (suggestion: Suggestion) => void;
  onPoint: (at: number) => void;
};

export function optionId(list: string, at: number): string {
  return `${list}-${at}`;
}

/** The list of a combobox. The focus stays in its input; `aria-activedescendant` there points here. */
export function SuggestionList({ id, label, items, active, side, onTake, onPoint }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} className={`${styles.list} ${styles[side]}`} role="listbox" aria-label={label}>
      {items.map((item, at) => (
        <div
          key={`${item.insert} ${item.label}`}
          id={optionId(id, at)}
          className={styles.option}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          // Before the input loses its focus.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => (at === active ? undefined : onPoint(at))}
          onClick={() => onTake(item)}
          onKeyDown={(event) => (event.key === 'Enter' ? onTake(item) : undefined)}
        >
          <span className={styles.label}>{item.label}</span>
          {item.detail === undefined ? null : <span className={styles.detail}>{item.detail}</span>}
        </div>
      ))}
    </div>
  );
}
