import { classNames } from '@parley/ui';
import type { Template } from '../api/schema.js';
import { fillTemplate, type FilledStretch, type TemplateValues } from '../model/fill-template.js';
import { useWords } from '../model/use-words.js';

/** The bubble as the customer gets it. */
export const TemplatePreview = ({ template, values }: { readonly template: Template; readonly values: TemplateValues }) => {
  const say = useWords();
  const { header, body, footer, buttons } = fillTemplate(template, values);
  return (
    <figure aria-label={say('template.preview')} className="rounded-md bg-canvas p-3">
      <div className="rounded-md bg-bubble-agent px-3 py-2 text-md text-ink">
        {header.length > 0 ? <Stretches of={header} className="mb-1 font-name" /> : null}
        <Stretches of={body} />
        {footer ? (
          <p dir="auto" className="mt-1 text-xs text-ink-soft">
            {footer}
          </p>
        ) : null}
      </div>
      {buttons.length > 0 ? (
        <ul role="list" aria-label={say('bubble.choices')} className="mt-1.5 flex flex-wrap gap-1.5">
          {buttons.map((title, index) => (
            <li
              key={index}
              dir="auto"
              className="rounded-sm border border-line-strong bg-surface px-2.5 py-1 text-sm font-label text-ink-soft"
            >
              {title}
            </li>
          ))}
        </ul>
      ) : null}
    </figure>
  );
};

const Stretches = ({ of, className }: { readonly of: readonly FilledStretch[]; readonly className?: string }) => (
  <p dir="auto" className={classNames('whitespace-pre-wrap [overflow-wrap:anywhere]', className)}>
    {of.map(({ text, isGap }, index) => (
      <span key={index} className={isGap ? 'underline decoration-dotted underline-offset-4' : undefined}>
        {text}
      </span>
    ))}
  </p>
);
