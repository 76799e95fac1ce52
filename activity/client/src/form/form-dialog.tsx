import type { Form } from '@echochat/activity-protocol/playground.ts';
import { useId, useRef, useState } from 'react';
import { Markdown } from '../markdown/markdown.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useWords } from '../words/use-words.ts';
import { type Complaint, checkValues } from './check-values.ts';
import { FieldView } from './field-view.tsx';
import styles from './form-dialog.module.css';

type FormDialogProps = {
  form: Form;
  /** What stands in the fields at first, by name. */
  start: Record<string, string>;
  /** Why it could not be sent, null if nothing went wrong. */
  trouble: string | null;
  isPending: boolean;
  as: string;
  onSubmit: (values: Record<string, string>) => void;
  onClose: (values: Record<string, string>) => void;
};

export function FormDialog({ form, start, trouble, isPending, as, onSubmit, onClose }: FormDialogProps) {
  const { t } = useWords();
  const [values, setValues] = useState(start);
  const [complaints, setComplaints] = useState<Record<string, Complaint>>({});
  const formElement = useRef<HTMLFormElement>(null);
  const id = useId();

  const change = (name: string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setComplaints(({ [name]: _, ...rest }) => rest);
  };

  const submit = () => {
    if (isPending) return;
    const found = checkValues(form, values);
    setComplaints(found);
    const first = form.fields.find((field) => field.name in found);
    if (first === undefined) onSubmit(values);
    else
      formElement.current
        ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(first.name)}"] :is(input, textarea, button)`)
        ?.focus();
  };

  return (
    <Sheet
      title={form.title}
      formRef={formElement}
      trouble={trouble === null ? null : <p>{trouble === '' ? t('form.unsent') : trouble}</p>}
      footer={
        <>
          <Button onClick={() => onClose(values)}>{t('form.cancel')}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {form.submit}
          </Button>
        </>
      }
      onSubmit={submit}
      onClose={() => onClose(values)}
    >
      {form.text === undefined ? null : <Markdown text={form.text} className={styles.text} />}
      {form.fields.map((field, place) => (
        <FieldView
          key={field.name}
          id={`${id}-${field.name}`}
          form={form.id}
          field={field}
          value={values[field.name] ?? ''}
          complaint={complaints[field.name] ?? null}
          isFirst={place === 0}
          as={as}
          onChange={(value) => change(field.name, value)}
        />
      ))}
    </Sheet>
  );
}
