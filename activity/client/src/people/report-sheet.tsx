import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { SelectMenu } from '../parts/select-menu.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './say-no.module.css';
import type { SayNoProps } from './say-no.tsx';
import { sayTrouble } from './say-trouble.ts';

const reasons = ['harassment', 'hate', 'sexual', 'spam', 'danger', 'minor', 'impersonation', 'other'] as const;
type Reason = (typeof reasons)[number];
const maxDetails = 1_000;

/** Asks for help about somebody. Where it does not go through, everything that was said stays. */
export function ReportSheet({ person, about, open, onBlocked, onClose }: SayNoProps & { onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason | null>(null);
  const [details, setDetails] = useState('');
  const [alsoBlock, setAlsoBlock] = useState(false);
  const [stage, setStage] = useState<'asks' | 'sends' | 'sent'>('asks');
  const [trouble, setTrouble] = useState<string | null>(null);
  const { displayName: name, userId } = person;
  const close = () => {
    onClose();
    if (stage === 'sent' && alsoBlock) onBlocked?.();
  };
  const send = () => {
    if (stage !== 'asks') return;
    if (reason === null) return setTrouble(t('no.trouble.reason'));
    setTrouble(null);
    setStage('sends');
    open()
      .safety.report.mutate({ person: { userId }, reason, details, about, alsoBlock })
      .then(
        () => setStage('sent'),
        (error: unknown) => {
          setTrouble(sayTrouble(error));
          setStage('asks');
        },
      );
  };
  if (stage === 'sent') {
    const done = (
      <Button type="submit" look="primary">
        {t('no.close')}
      </Button>
    );
    return (
      <Sheet title={t('no.sent-title')} trouble={null} footer={done} onSubmit={close} onClose={close}>
        <p role="status">{t('no.sent-text')}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={t('no.report-title', { name })}
      trouble={trouble}
      footer={
        <>
          <Button onClick={close}>{t('no.keep')}</Button>
          <Button type="submit" look="primary" isPending={stage === 'sends'}>
            {t('no.send')}
          </Button>
        </>
      }
      onSubmit={send}
      onClose={close}
    >
      <p>{t('no.report-text', { name })}</p>
      <SelectMenu
        label={t('no.reason')}
        isLabelInside
        choices={reasons.map((value) => ({ value, label: t(`no.reason.${value}`) }))}
        value={reason}
        onChange={(value) => setReason(reasons.find((one) => one === value) ?? null)}
      />
      <label className={styles.details}>
        {t('no.details')}
        <textarea
          rows={4}
          maxLength={maxDetails}
          value={details}
          onChange={(event) => setDetails(event.target.value)}
        />
      </label>
      <label className={styles.too}>
        <input type="checkbox" checked={alsoBlock} onChange={(event) => setAlsoBlock(event.target.checked)} />
        {t('no.too', { name })}
      </label>
    </Sheet>
  );
}
