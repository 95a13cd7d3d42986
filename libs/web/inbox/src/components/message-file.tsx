import { FileText, Image, Mic, Sticker, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../api/schema.js';
import { useWords, type WordId } from '../model/use-words.js';

type Media = NonNullable<Message['media']>;

const kinds: Partial<Record<Message['type'], { readonly word: WordId; readonly icon: ReactNode }>> = {
  image: { word: 'type.image', icon: <Image size={16} aria-hidden="true" /> },
  video: { word: 'type.video', icon: <Video size={16} aria-hidden="true" /> },
  audio: { word: 'type.audio', icon: <Mic size={16} aria-hidden="true" /> },
  document: { word: 'type.document', icon: <FileText size={16} aria-hidden="true" /> },
  sticker: { word: 'type.sticker', icon: <Sticker size={16} aria-hidden="true" /> },
};

const addressOf = (media: Media): string => `/api/admin/media/${media.id}`;

/** Above a template stands a picture, a film or a document; its own type says which. */
const typeAbove = ({ mimeType }: Media): Message['type'] => {
  if (mimeType?.startsWith('image/')) return 'image';
  return mimeType?.startsWith('video/') ? 'video' : 'document';
};

/** The file of a message: shown where a browser can, else to be saved; and said in words while it is not there. */
export const MessageFile = ({ message, media }: { readonly message: Message; readonly media: Media }) => {
  const say = useWords();
  const type = message.type === 'template' ? typeAbove(media) : message.type;
  const kind = kinds[type];
  const word = say(kind?.word ?? 'type.document');
  if (media.state === 'stored') {
    if (type === 'image' || type === 'sticker') {
      return (
        <img
          src={addressOf(media)}
          alt={message.type === 'template' ? word : (message.text ?? word)}
          loading="lazy"
          className="mb-1 max-h-72 max-w-full rounded-md"
        />
      );
    }
    // Nobody writes captions for what a customer records; the words beside it are all there is.
    if (type === 'audio') return <audio controls preload="none" src={addressOf(media)} aria-label={word} className="max-w-full" />;
    if (type === 'video')
      return <video controls preload="none" src={addressOf(media)} aria-label={word} className="mb-1 max-h-72 max-w-full" />;
  }
  const name = (
    <span className="min-w-0">
      <span dir="auto" className="font-label text-ink [overflow-wrap:anywhere]">
        {media.filename ?? word}
      </span>
      {media.state === 'stored' ? null : (
        <span className="block text-xs">{media.reason ?? say(media.state === 'pending' ? 'media.pending' : 'media.unavailable')}</span>
      )}
    </span>
  );
  return (
    <span className="flex items-center gap-2 text-ink-soft">
      {kind?.icon}
      {media.state === 'stored' ? (
        <a href={addressOf(media)} download className="underline" aria-label={say('media.save', { name: media.filename ?? word })}>
          {name}
        </a>
      ) : (
        name
      )}
    </span>
  );
};
