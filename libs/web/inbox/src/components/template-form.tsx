import { Button, TextField } from '@parley/ui';
import { ChevronLeft, SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { Template, TemplateParameter } from '../api/schema.js';
import type { TemplateValues } from '../model/fill-template.js';
import { fileProblem } from '../model/template-file.js';
import type { SendingTemplate } from '../model/use-send-template.js';
import { useWords, type Say, type WordId } from '../model/use-words.js';
import { TemplateChips } from './template-chips.js';
import { TemplateFileField } from './template-file-field.js';
import { TemplatePreview } from './template-preview.js';

export interface TemplateFormProps {
  readonly template: Template;
  readonly sending: SendingTemplate;
  readonly onBack: () => void;
}

/** One template: its values, what the customer will read, and Send. */
export const TemplateForm = ({ template, sending, onBack }: TemplateFormProps) => {
  const say = useWords();
  const [values, setValues] = useState<TemplateValues>({});
  const [file, setFile] = useState<File | null>(null);
  const [fileFault, setFileFault] = useState<string | null>(null);
  const { parameters } = template;
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const fault = fileProblem(say, template, file);
        setFileFault(fault);
        if (fault === null && !sending.isSending) sending.send(template, values, file);
      }}
    >
      <div className="flex flex-col gap-1.5">
        <p className="font-label [overflow-wrap:anywhere]">
          <bdi>{template.name}</bdi>
        </p>
        <TemplateChips template={template} />
        <p className="text-sm text-ink-soft">{say(`template.cost.${template.category}`)}</p>
      </div>
      <TemplateFileField
        template={template}
        error={fileFault ?? sending.faults['file'] ?? null}
        onChoose={(chosen) => {
          setFile(chosen);
          setFileFault(chosen && fileProblem(say, template, chosen));
          sending.forget();
        }}
      />
      {parameters.map((parameter, index) => (
        <TextField
          key={parameter.key}
          label={labelOf(say, template, parameter)}
          value={values[parameter.key] ?? ''}
          onChange={(value) => {
            setValues((before) => ({ ...before, [parameter.key]: value }));
            sending.forget();
          }}
          error={sending.faults[parameter.key]}
          maxLength={parameter.maxLength}
          autoFocus={index === 0}
          {...(parameter.example === null ? {} : { hint: say('template.example', { example: parameter.example }) })}
        />
      ))}
      <TemplatePreview template={template} values={values} />
      {sending.problem ? (
        <p role="alert" className="text-sm text-danger">
          {say('template.not-sent', { reason: sending.problem })}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onPress={onBack}>
          <ChevronLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
          {say('template.back')}
        </Button>
        <Button type="submit" tone="primary" isDisabled={sending.isSending} autoFocus={parameters.length === 0}>
          {say('template.send')}
          <SendHorizontal size={15} aria-hidden="true" className="rtl:-scale-x-100" />
        </Button>
      </div>
    </form>
  );
};

const places: Readonly<Record<string, WordId>> = {
  'header.latitude': 'template.place.latitude',
  'header.longitude': 'template.place.longitude',
  'header.name': 'template.place.name',
  'header.address': 'template.place.address',
};

const labelOf = (say: Say, { header }: Template, { key, part, name }: TemplateParameter): string => {
  const place = header?.kind === 'location' ? places[key] : undefined;
  if (place) return say(place);
  return say(`template.value.${part}`, { name });
};
