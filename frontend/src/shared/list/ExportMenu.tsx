import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import type { useExport } from './useExport';

/** The formats that what is filtered can be had in. */
export function ExportMenu({ file, counted }: { file: ReturnType<typeof useExport>; /** How many there are, where that is known. */ counted?: string }) {
  const { t } = useTranslation('shared');
  if (file.formats.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button icon={<IconDownload size={16} />} loading={file.busy}>
          {t('list.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {file.formats.map((format) => (
          <Menu.Item key={format} onClick={() => void file.run(format)}>
            {counted === undefined ? format.toUpperCase() : t('list.exportAs', { total: counted, format: format.toUpperCase() })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
