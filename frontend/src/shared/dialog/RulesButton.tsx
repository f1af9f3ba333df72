import type { UseQueryResult } from '@tanstack/react-query';
import { IconAdjustments } from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import type { Permission } from '@/api/types';
import { useIsPhone } from '../hooks';
import { usePermission } from '../store/store';
import { Button, ErrorState, IconButton, SkeletonRows } from '../ui';
import { ActDialog } from './ActDialog';

export interface RulesEditorProps<T> {
  rules: T;
  onClose: () => void;
}

interface RulesButtonProps<T> {
  /** Who configures sees the button. */
  permission: Permission;
  words: { button: string; title: string; failed: string };
  useRules: () => UseQueryResult<T>;
  Editor: ComponentType<RulesEditorProps<T>>;
}

/** "Regras" beside a list: what holds for the whole organisation, for who may change it. */
export function RulesButton<T>({ permission, words, ...reading }: RulesButtonProps<T>) {
  const configures = usePermission(permission);
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  if (!configures) return null;
  const icon = <IconAdjustments size={16} aria-hidden />;
  return (
    <>
      {phone ? (
        <IconButton label={words.button} onClick={() => setOpen(true)}>
          {icon}
        </IconButton>
      ) : (
        <Button icon={icon} onClick={() => setOpen(true)}>
          {words.button}
        </Button>
      )}
      {open && <Read words={words} {...reading} onClose={() => setOpen(false)} />}
    </>
  );
}

function Read<T>({ words, useRules, Editor, onClose }: Omit<RulesButtonProps<T>, 'permission'> & { onClose: () => void }) {
  const { data, error, isError, refetch, isFetching } = useRules();
  if (data) return <Editor rules={data} onClose={onClose} />;
  return (
    <ActDialog title={words.title} onClose={onClose}>
      {isError ? <ErrorState error={error} title={words.failed} onRetry={() => void refetch()} retrying={isFetching} /> : <SkeletonRows rows={5} />}
    </ActDialog>
  );
}
