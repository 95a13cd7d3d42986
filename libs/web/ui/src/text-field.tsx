import { type ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Text } from 'react-aria-components/Text';
import { Input, Label, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly error?: ReactNode;
  /** What helps to fill it in; stands below, and gives way to the error. */
  readonly hint?: ReactNode;
}

/** A labelled line of text; the error below is tied to the field. */
export const TextField = ({ label, error, hint, ...props }: TextFieldProps) => (
  <AriaTextField {...props} isInvalid={Boolean(error)} className="flex flex-col gap-1.5">
    <Label className="text-sm font-label text-ink">{label}</Label>
    <Input className="h-10 w-full rounded-sm border border-edge bg-surface px-3 text-md text-ink invalid:border-danger pointer-coarse:h-11 pointer-coarse:text-lg" />
    {error ? <FieldError className="text-sm text-danger">{error}</FieldError> : null}
    {hint && !error ? (
      <Text slot="description" className="text-xs text-ink-soft">
        {hint}
      </Text>
    ) : null}
  </AriaTextField>
);
