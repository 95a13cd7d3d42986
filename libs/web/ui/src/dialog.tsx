import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from './class-names.js';
import { IconButton } from './icon-button.js';

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `side`: a drawer at the end edge, full height; `middle`: a card. */
  readonly place?: 'middle' | 'side';
  readonly role?: 'dialog' | 'alertdialog';
}

const places = {
  middle: { overlay: 'items-center justify-center p-4', box: 'max-h-full w-full max-w-md rounded-lg' },
  side: { overlay: 'items-stretch justify-end', box: 'h-full w-full max-w-80' },
} as const;

/** Focus is kept inside and given back on closing; Esc and a click beside it close it. */
export const Dialog = ({ title, closeLabel, isOpen, onClose, children, place = 'middle', role = 'dialog' }: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable
    className={classNames('fixed inset-0 z-40 flex bg-scrim', places[place].overlay)}
  >
    <Modal className={classNames('overflow-auto border border-line bg-raised text-ink shadow-raised', places[place].box)}>
      <AriaDialog role={role} className="outline-none">
        <header className="flex items-center justify-between gap-3 px-5 pt-4 pb-2">
          <Heading slot="title" className="text-lg font-name">
            {title}
          </Heading>
          <IconButton label={closeLabel} icon={<X size={18} strokeWidth={1.75} />} onPress={onClose} />
        </header>
        <div className="px-5 pb-5">{children}</div>
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
