import { Button, EmptyState } from '@parley/ui';
import { useIntl } from 'react-intl';

/** The last resort: says what is safe and what to do. */
export const Broken = () => {
  const { formatMessage } = useIntl();
  return (
    <main className="flex min-h-dvh flex-col justify-center bg-canvas">
      <EmptyState
        title={formatMessage({ id: 'admin.broken' })}
        action={
          <Button tone="primary" onPress={() => location.reload()}>
            {formatMessage({ id: 'admin.reload' })}
          </Button>
        }
      >
        {formatMessage({ id: 'admin.broken.hint' })}
      </EmptyState>
    </main>
  );
};
