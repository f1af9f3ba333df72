import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterQuery } from '@/api/types';
import { usePermission } from '../store/store';
import { toast } from '../toast/toast';
import { Button } from '../ui/Button';
import type { ListExport } from './types';

/** Exactly what is filtered, in the order shown, as a file. */
export function ExportMenu({ definition, query, counted }: { definition: ListExport; query: FilterQuery; counted: string }) {
  const { t } = useTranslation('shared');
  const [busy, setBusy] = useState(false);
  const allowed = usePermission(definition.permission);
  if (!allowed) return null;
  const run = async (format: 'csv' | 'xlsx') => {
    setBusy(true);
    try {
      const { page: _page, page_size: _size, ...rest } = query;
      await definition.run(format, rest);
      toast({ tone: 'success', title: t('list.exported') });
    } catch (error) {
      toast({ tone: 'danger', title: t('list.exportFailed'), text: error instanceof Error ? error.message : undefined });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu>
      <Menu.Target>
        <Button icon={<IconDownload size={16} />} loading={busy}>
          {t('list.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {definition.formats.map((format) => (
          <Menu.Item key={format} onClick={() => void run(format)}>
            {t('list.exportAs', { total: counted, format: format.toUpperCase() })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
