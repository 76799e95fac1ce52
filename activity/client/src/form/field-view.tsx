import type { FormField } from '@echochat/activity-protocol/playground.ts';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import type { Complaint } from './check-values.ts';
import { ChoiceField } from './choice-field.tsx';
import styles from './field.module.css';
import { isScale, NumberField } from './number-field.tsx';
import { SearchField } from './search-field.tsx';
import { TextField } from './text-field.tsx';

/** What every kind of field is given. `describedBy` names its hint and its complaint for those who listen. */
export type FieldProps<Field extends FormField = FormField> = {
  id: string;
  field: Field;
  value: string;
  isInvalid: boolean;
  describedBy: string | undefined;
  isFirst: boolean;
  onChange: (value: string) => void;
};

type FieldViewProps = Omit<FieldProps, 'isInvalid' | 'describedBy'> & {
  form: string;
  as: string;
  complaint: Complaint | null;
};

type LabelProps = { id: string; htmlFor?: string; isRequired: boolean; children: ReactNode };

function isOneControl(field: FormField): boolean {
  return field.kind !== 'choice' && !(field.kind === 'number' && isScale(field));
}

function Control({ form, as, field, ...props }: FieldProps & { form: string; as: string }): ReactNode {
  switch (field.kind) {
    case 'text':
      return <TextField {...props} field={field} />;
    case 'number':
      return <NumberField {...props} field={field} />;
    case 'choice':
      return <ChoiceField {...props} field={field} />;
    case 'search':
      return <SearchField {...props} field={field} form={form} as={as} />;
  }
}

/** A label leads to the control that it names; a group of choices has none to lead to. */
function Label({ isRequired, htmlFor, id, children }: LabelProps) {
  const { t } = useWords();
  const mark = isRequired ? t('form.mark-required') : t('form.mark-optional');
  const words = (
    <>
      {children}
      <span className={styles.mark}>{mark}</span>
    </>
  );
  return htmlFor === undefined ? (
    <span className={styles.label} id={id}>
      {words}
    </span>
  ) : (
    <label className={styles.label} id={id} htmlFor={htmlFor}>
      {words}
    </label>
  );
}

/** A field with its label, its hint and what is wrong with it. Groups of choices are named by the same label. */
export function FieldView({ complaint, ...props }: FieldViewProps) {
  const { t } = useWords();
  const { id, field } = props;
  const described = [field.hint === undefined ? '' : `${id}-hint`, complaint === null ? '' : `${id}-complaint`];
  return (
    <div className={styles.field} data-field={field.name}>
      <Label id={`${id}-label`} {...(isOneControl(field) ? { htmlFor: id } : {})} isRequired={field.required}>
        {field.label}
      </Label>
      <Control {...props} isInvalid={complaint !== null} describedBy={described.join(' ').trim() || undefined} />
      {complaint === null ? null : (
        <p className={styles.complaint} id={`${id}-complaint`} role="alert">
          {t(complaint.key, complaint.values)}
        </p>
      )}
      {field.hint === undefined ? null : (
        <p className={styles.hint} id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
    </div>
  );
}
