import { Contact, FileText, ImageIcon, MapPin, Mic, Smile } from 'lucide-react';
import { useRef } from 'react';
import type { Writing } from '../api/simulator.js';
import { Action } from './message-sheet.js';
import { writingOf } from './read-file.js';
import { Sheet } from './sheet.js';

/** What is sent where nobody has anything at hand. The number belongs to nobody (+44 7700 900xxx is kept free for such use). */
const SAMPLES = {
  sticker: { type: 'sticker', sticker: {} },
  voice: { type: 'audio', audio: {} },
  photo: { type: 'image', image: {} },
  document: { type: 'document', document: { filename: 'sample.pdf' } },
  place: { type: 'location', location: { latitude: 51.5079, longitude: -0.0877, name: 'London Bridge', address: 'London SE1 9RA' } },
  contact: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Noor Haddad', first_name: 'Noor', last_name: 'Haddad' },
        phones: [{ phone: '+44 7700 900245', wa_id: '447700900245', type: 'CELL' }],
      },
    ],
  },
} as const satisfies Record<string, Writing>;

interface AttachSheetProps {
  readonly onSend: (writing: Writing | Promise<Writing>) => void;
  readonly onClose: () => void;
}

/** What a paper clip offers: files of this computer, and ready-made ones for a quick try. */
export const AttachSheet = ({ onSend, onClose }: AttachSheetProps) => {
  const file = useRef<HTMLInputElement>(null);
  return (
    <Sheet title="Attach" onClose={onClose}>
      <div className="overflow-y-auto py-1">
        <Action Icon={FileText} title="A file of this computer" onChoose={() => file.current?.click()} />
        <p className="px-4 pt-3 pb-1 text-sm font-name text-choice">Ready to send</p>
        <Action Icon={ImageIcon} title="Photo" onChoose={() => onSend(SAMPLES.photo)} />
        <Action Icon={Mic} title="Voice message" onChoose={() => onSend(SAMPLES.voice)} />
        <Action Icon={FileText} title="Document" onChoose={() => onSend(SAMPLES.document)} />
        <Action Icon={MapPin} title="Location" onChoose={() => onSend(SAMPLES.place)} />
        <Action Icon={Contact} title="Contact" onChoose={() => onSend(SAMPLES.contact)} />
        <Action Icon={Smile} title="Sticker" onChoose={() => onSend(SAMPLES.sticker)} />
      </div>
      <input
        ref={file}
        type="file"
        aria-label="File to send"
        hidden
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) onSend(writingOf(chosen));
        }}
      />
    </Sheet>
  );
};
