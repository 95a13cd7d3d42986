import { useId } from 'react';
import type { Template } from '../api/schema.js';
import { wantedFile } from '../model/template-file.js';
import { useWords } from '../model/use-words.js';

interface TemplateFileFieldProps {
  readonly template: Template;
  readonly error: string | null;
  readonly onChoose: (file: File | null) => void;
}

/** The file above the text, chosen with the browser's own means; the error is tied to it. */
export const TemplateFileField = ({ template, error, onChoose }: TemplateFileFieldProps) => {
  const say = useWords();
  const id = useId();
  const wanted = wantedFile(template);
  if (wanted === null) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-label text-ink">
        {say(`template.file.${wanted.kind}`)}
      </label>
      <input
        id={id}
        type="file"
        accept={wanted.types.join(',')}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
        className="w-full min-w-0 rounded-sm border border-edge bg-surface p-2 text-md text-ink aria-invalid:border-danger"
      />
      {error === null ? null : (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
};
