import { IconPlus } from '@tabler/icons-react';
import { Suspense, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@/api/types';
import { usePermission } from '../store/store';
import { Button } from '../ui/Button';

interface CreateActionProps {
  permission: Permission;
  /** Key of the label, with namespace. */
  label: string;
  /** The form, loaded when it is opened. */
  Form: ComponentType<{ onClose: () => void }>;
}

/** The filled button of a list: makes one more, for who may. */
export function CreateAction({ permission, label, Form }: CreateActionProps) {
  const { t } = useTranslation('shared');
  const may = usePermission(permission);
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t(label)}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Form onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
