import type { FormField, Suggestion } from '@echochat/activity-protocol/playground.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { optionId, SuggestionList } from '../parts/suggestion-list.tsx';
import { useFirstFocus } from '../parts/use-first-focus.ts';
import { useSettled } from '../parts/use-settled.ts';
import { suggestValue } from '../server/playground.ts';
import { useWords } from '../words/use-words.ts';
import fieldStyles from './field.module.css';
import type { FieldProps } from './field-view.tsx';
import styles from './search-field.module.css';

type SearchProps = FieldProps<Extract<FormField, { kind: 'search' }>> & { form: string; as: string };

const nothing: Suggestion[] = [];

/** Text with suggestions from the server. Free text is welcome: nothing is taken that was not chosen. */
export function SearchField(props: SearchProps) {
  const { id, field, value, isInvalid, describedBy, isFirst, onChange, form, as } = props;
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useFirstFocus(input, isFirst);
  const query = useSettled(value, 80);
  const { data: items = nothing } = useQuery({
    queryKey: ['suggest value', as, form, field.name, query],
    queryFn: ({ signal }) => suggestValue(as, { form, field: field.name, query }, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isListed = isOpen && items.length > 0 && !(items.length === 1 && items[0]?.insert === value);
  const list = `${id}-list`;

  const take = (suggestion: Suggestion) => {
    onChange(suggestion.insert);
    setOpen(false);
    setActive(-1);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const suggestion = isListed ? items[active] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const places = items.length + 1;
      setActive((at) => ((at + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1);
    } else if (event.key === 'Enter' && suggestion !== undefined) {
      event.preventDefault();
      take(suggestion);
    } else if (event.key === 'Escape' && isListed) {
      // This Escape closes the list, not the form.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Tab' && suggestion !== undefined) take(suggestion);
  };

  return (
    <div className={styles.search}>
      <input
        ref={input}
        id={id}
        className={fieldStyles.input}
        value={value}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        required={field.required}
        aria-expanded={isListed}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isListed && active >= 0 ? optionId(list, active) : undefined}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isListed ? (
        <SuggestionList
          id={list}
          label={t('form.suggestions', { field: field.label })}
          items={items}
          active={active}
          side="below"
          onTake={take}
          onPoint={setActive}
        />
      ) : null}
    </div>
  );
}
