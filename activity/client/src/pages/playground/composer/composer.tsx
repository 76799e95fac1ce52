import type { Suggestion } from '@echochat/activity-protocol/playground.ts';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { IconButton } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { optionId, SuggestionList } from '../../../parts/suggestion-list.tsx';
import { useFirstFocus } from '../../../parts/use-first-focus.ts';
import { useWords } from '../../../words/use-words.ts';
import styles from './composer.module.css';
import { isOpen } from './suggestions.ts';
import { useSuggestions } from './use-suggestions.ts';

type ComposerProps = {
  handle: string;
  /** What was typed before, oldest first. */
  lines: readonly string[];
  onRun: (line: string) => void;
};

const LIST = 'composer-suggestions';
const LONGEST_LINE = 20_000;

/** A combobox, as in a chat: the focus stays in the line; arrows move through the list, Tab or Enter takes, Enter sends. */
export function Composer({ handle, lines, onRun }: ComposerProps) {
  const { t } = useWords();
  const [suggestions, dispatch] = useSuggestions(handle);
  const [hasFocus, setFocus] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const recalled = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  useFirstFocus(input);
  const { line, items, active } = suggestions;
  const isListed = hasFocus && isOpen(suggestions);
  const needsSlash = line.trim() !== '' && !line.trimStart().startsWith('/');

  const type = (text: string) => {
    setRefused(false);
    dispatch({ type: 'typed', line: text });
  };
  const take = (suggestion: Suggestion) => {
    type(suggestion.insert);
    input.current?.focus();
  };
  const send = () => {
    const text = line.trim();
    if (text === '') return;
    if (needsSlash) return setRefused(true);
    recalled.current = 0;
    type('');
    onRun(text);
  };
  const recall = (by: 1 | -1) => {
    recalled.current = Math.min(lines.length, Math.max(0, recalled.current + by));
    type(recalled.current === 0 ? '' : (lines.at(-recalled.current) ?? ''));
    dispatch({ type: 'dismissed' });
  };
  const isRecalled = line === '' || (recalled.current > 0 && line === lines.at(-recalled.current));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const highlighted = isListed ? items[active] : undefined;
    if (isArrow && isListed) dispatch({ type: 'moved', by: event.key === 'ArrowDown' ? 1 : -1 });
    else if (isArrow && isRecalled && lines.length > 0) recall(event.key === 'ArrowUp' ? 1 : -1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && highlighted !== undefined && !event.shiftKey) {
      take(highlighted);
    } else if (event.key === 'Escape' && isListed) dispatch({ type: 'dismissed' });
    else return;
    event.preventDefault();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  return (
    <form className={styles.composer} onSubmit={submit}>
      {isListed ? (
        <SuggestionList
          id={LIST}
          label={t('composer.suggestions')}
          items={items}
          active={active}
          side="above"
          onTake={take}
          onPoint={(at) => dispatch({ type: 'pointed', at })}
        />
      ) : null}
      <div className={styles.line}>
        <input
          ref={input}
          id="composer"
          value={line}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label')}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="send"
          maxLength={LONGEST_LINE}
          role="combobox"
          aria-expanded={isListed}
          aria-controls={LIST}
          aria-autocomplete="list"
          aria-activedescendant={isListed && active >= 0 ? optionId(LIST, active) : undefined}
          aria-describedby="composer-hint"
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton type="submit" look="primary" label={t('composer.send')} className={styles.send}>
          <Icon name="send" />
        </IconButton>
      </div>
      <p
        className={`${styles.hint} ${isRefused ? styles.refused : ''}`}
        id="composer-hint"
        role={isRefused ? 'alert' : undefined}
      >
        {needsSlash ? t('composer.slash') : t('composer.hint')}
      </p>
    </form>
  );
}
