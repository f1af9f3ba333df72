import { IconPencil } from '@tabler/icons-react';
import { Suspense, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '../ui/Button';

interface PreviewFootProps<Row> {
  row: Row & { allowed_actions: string[] };
  to: string;
  /** Namespace of "open" and "edit". */
  texts: string;
  /** The form that changes it, loaded when it is opened. */
  Form: ComponentType<{ item: Row; onClose: () => void }>;
}

/** Foot of a preview: to the page of the thing, and for who may, its form right here. */
export function PreviewFoot<Row>({ row, to, texts, Form }: PreviewFootProps<Row>) {
  const { t } = useTranslation('shared');
  const [open, setOpen] = useState(false);
  return (
    <>
      <LinkButton to={to} variant="primary" grow>
        {t(`${texts}:open`)}
      </LinkButton>
      {row.allowed_actions.includes('edit') && (
        <Button icon={<IconPencil size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t(`${texts}:edit`)}
        </Button>
      )}
      {open && (
        <Suspense fallback={null}>
          <Form item={row} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
