import type { FormEvent, ReactNode, RefObject } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords } from '../words/use-words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './sheet.module.css';

type SheetProps = {
  title: string;
  /** Something is asked that should not be passed over. */
  isAlert?: boolean;
  /** What went wrong; null while nothing has. */
  trouble: ReactNode;
  /** The buttons at its end. */
  footer: ReactNode;
  children: ReactNode;
  formRef?: RefObject<HTMLFormElement | null>;
  onSubmit: () => void;
  onClose: () => void;
};

/** A form over the page; on a phone it comes up from below. Escape and its cross close it, a press beside it does not. */
export function Sheet(props: SheetProps) {
  const { title, isAlert = false, trouble, footer, children, formRef, onSubmit, onClose } = props;
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <ModalOverlay className={styles.veil ?? ''} isOpen isDismissable={false} onOpenChange={onClose}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''} role={isAlert ? 'alertdialog' : 'dialog'}>
          <form ref={formRef} onSubmit={submit} noValidate>
            <header className={styles.header}>
              <Heading slot="title" className={styles.title ?? ''}>
                {title}
              </Heading>
              <IconButton label={t('form.close')} onClick={onClose}>
                <Icon name="close" />
              </IconButton>
            </header>
            <div className={styles.body}>{children}</div>
            <footer className={styles.footer}>
              <div role="alert" className={styles.trouble}>
                {trouble}
              </div>
              {footer}
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
