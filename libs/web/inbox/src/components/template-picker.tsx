import { Button, Dialog } from '@parley/ui';
import { LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import type { Conversation, Template } from '../api/schema.js';
import { contactLabel } from '../model/contact-label.js';
import { useSendTemplate } from '../model/use-send-template.js';
import { useWords } from '../model/use-words.js';
import { TemplateForm } from './template-form.js';
import { TemplateList } from './template-list.js';

/** The one way to write outside the window: choose a template, fill it, see it, send it. */
export const TemplatePicker = ({ conversation }: { readonly conversation: Conversation }) => {
  const say = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button tone="primary" onPress={() => setOpen(true)}>
        <LayoutTemplate size={16} aria-hidden="true" />
        {say('template.open')}
      </Button>
      <Dialog
        title={say('template.title', { name: contactLabel(conversation.contact) })}
        closeLabel={say('panel.close')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <Steps conversation={conversation} onSent={() => setOpen(false)} />
      </Dialog>
    </>
  );
};

const Steps = ({ conversation, onSent }: { readonly conversation: Conversation; readonly onSent: () => void }) => {
  const [search, setSearch] = useState('');
  const [template, setTemplate] = useState<Template | null>(null);
  const sending = useSendTemplate(conversation.id, onSent);
  if (template === null)
    return <TemplateList language={conversation.contact.language} search={search} onSearch={setSearch} onChoose={setTemplate} />;
  const back = (): void => {
    sending.forget();
    setTemplate(null);
  };
  return <TemplateForm template={template} sending={sending} onBack={back} />;
};
