import { CircleDot, Contact, FileText, Image, MapPin, MessageCircleQuestionMark, Mic, Smile, Sticker, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../api/schema.js';
import { useWords, type WordId } from '../model/use-words.js';
import { MessageText } from './message-text.js';

const kinds: Partial<Record<Message['type'], { readonly word: WordId; readonly icon: ReactNode }>> = {
  image: { word: 'type.image', icon: <Image size={16} aria-hidden="true" /> },
  video: { word: 'type.video', icon: <Video size={16} aria-hidden="true" /> },
  audio: { word: 'type.audio', icon: <Mic size={16} aria-hidden="true" /> },
  document: { word: 'type.document', icon: <FileText size={16} aria-hidden="true" /> },
  sticker: { word: 'type.sticker', icon: <Sticker size={16} aria-hidden="true" /> },
  location: { word: 'type.location', icon: <MapPin size={16} aria-hidden="true" /> },
  contacts: { word: 'type.contacts', icon: <Contact size={16} aria-hidden="true" /> },
  reaction: { word: 'type.reaction', icon: <Smile size={16} aria-hidden="true" /> },
  unsupported: { word: 'type.unsupported', icon: <MessageCircleQuestionMark size={16} aria-hidden="true" /> },
};

/** What a message says. A kind we cannot draw yet is named, never hidden. */
export const MessageBody = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  const tapped = message.content?.tapped;
  const kind = kinds[message.type];
  if (tapped) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <CircleDot size={14} aria-hidden="true" className="shrink-0 text-bot" />
        <span dir="auto">{message.text || tapped.title}</span>
      </span>
    );
  }
  return (
    <>
      {kind ? (
        <span className="flex items-center gap-2 text-ink-soft">
          {kind.icon}
          <span>
            <span className="font-label text-ink">{say(kind.word)}</span>
            {message.type === 'reaction' ? null : <span className="block text-xs">{say('type.in-whatsapp')}</span>}
          </span>
        </span>
      ) : null}
      {message.text ? (
        <span dir="auto" className={kind ? 'mt-1 block whitespace-pre-wrap' : 'whitespace-pre-wrap'}>
          <MessageText text={message.text} />
        </span>
      ) : null}
    </>
  );
};
