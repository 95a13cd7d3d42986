import { ImagePlus, SendHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';

interface ComposerProps {
  readonly onSend: (text: string) => void;
  readonly onPicture: (picture: { data: string; mimeType: string; filename: string }) => void;
}

/** Where the customer writes. Enter sends, Shift+Enter begins a line; with an input method open, Enter belongs to it. */
export const Composer = ({ onSend, onPicture }: ComposerProps) => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 112)}px`;
  }, [text]);

  const send = () => {
    if (text.trim() === '') return;
    onSend(text);
    setText('');
    field.current?.focus();
  };

  return (
    <form
      className="flex items-end gap-2 bg-wall px-2 pt-1 pb-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex min-w-0 flex-1 items-end rounded-[22px] bg-theirs ps-4 pe-1 shadow-[0_1px_1px_rgb(23_33_31/.08)] focus-within:outline-2 focus-within:outline-focus">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder="Message"
          value={text}
          className="my-0 min-h-11 flex-1 resize-none bg-transparent py-3 text-md leading-5 text-ink outline-none placeholder:text-ink-faint"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="button"
          aria-label="Send a photo"
          title="Send a photo"
          className="grid size-11 shrink-0 place-items-center rounded-full text-ink-soft hover:text-ink"
          onClick={() => file.current?.click()}
        >
          <ImagePlus size={20} aria-hidden="true" />
        </button>
        <input
          ref={file}
          type="file"
          accept="image/jpeg,image/png"
          hidden
          onChange={(event) => {
            const picture = event.target.files?.[0];
            event.target.value = '';
            if (picture) void readPicture(picture).then(onPicture);
          }}
        />
      </div>
      <button
        type="submit"
        aria-label="Send"
        title="Send"
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors duration-(--fast) hover:bg-accent-hover"
      >
        <SendHorizontal size={20} aria-hidden="true" className="rtl:-scale-x-100" />
      </button>
    </form>
  );
};

async function readPicture(file: File): Promise<{ data: string; mimeType: string; filename: string }> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error('The picture cannot be read.'));
    reader.readAsDataURL(file);
  });
  return { data: address.slice(address.indexOf(',') + 1), mimeType: file.type, filename: file.name };
}
