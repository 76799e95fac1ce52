import type { FormField } from '@echochat/activity-protocol/playground.ts';
import { useRef } from 'react';
import { useFirstFocus } from '../parts/use-first-focus.ts';
import { useWords } from '../words/use-words.ts';
import styles from './field.module.css';
import type { FieldProps } from './field-view.tsx';

/** From here on the room that is left is counted. */
const NEARLY_FULL = 0.8;

export function TextField(props: FieldProps<Extract<FormField, { kind: 'text' }>>) {
  const { id, field, value, isInvalid, describedBy, isFirst, onChange } = props;
  const { t } = useWords();
  const line = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useFirstFocus(field.multiline ? area : line, isFirst);
  const left = field.maxLength - [...value].length;
  const shared = {
    id,
    className: styles.input,
    value,
    required: field.required,
    'aria-invalid': isInvalid,
    'aria-describedby': describedBy,
  };
  return (
    <>
      {field.multiline ? (
        <textarea {...shared} ref={area} rows={4} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} ref={line} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      )}
      {left < field.maxLength * (1 - NEARLY_FULL) ? (
        <span className={styles.left}>{t('form.left', { count: left })}</span>
      ) : null}
    </>
  );
}
