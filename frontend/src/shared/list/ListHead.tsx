import { Menu } from '@mantine/core';
import { IconChecklist, IconDots, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatNumber } from '../lib/format';
import { hasPermission, useStore } from '../store/store';
import { IconButton, LinkButton } from '../ui/Button';
import { ColumnChooser } from './ColumnChooser';
import { ExportMenu } from './ExportMenu';
import classes from './list.module.css';
import type { ListDefinition, ListLink } from './types';
import { useExport } from './useExport';
import type { ListState } from './useListState';

interface ListHeadProps<Row extends { id: number }> {
  resource: ListDefinition<Row>;
  state: ListState;
  /** How many match; null while that is not known. */
  total: number | null;
  /** "12.480 ativos". */
  counted: string;
  phone: boolean;
  selecting: boolean;
  onSelecting: () => void;
}

/** Title and count of a list, and what can be done with the whole of it: one filled button, on a phone the rest in a menu. */
export function ListHead<Row extends { id: number }>({ resource, state, total, counted, phone, selecting, onSelecting }: ListHeadProps<Row>) {
  const { t } = useTranslation('shared');
  const navigate = useNavigate();
  const user = useStore((store) => store.user);
  const file = useExport(resource.export, state.query);
  const links = (resource.links ?? []).filter((link) => hasPermission(user, link.permission));
  const shown = phone ? links.filter((link) => link.primary) : links;
  const rest = links.filter((link) => !shown.includes(link));
  const hasMenu = phone && (resource.bulk !== undefined || rest.length > 0 || file.formats.length > 0);
  const narrow = phone && resource.Actions !== undefined; // several in one line
  const button = (link: ListLink) => (
    <LinkButton key={link.id} to={link.to} variant={link.primary ? 'primary' : 'default'} icon={link.icon} aria-label={narrow ? t(link.label) : undefined}>
      {!narrow && t(link.label)}
    </LinkButton>
  );
  return (
    <header className={classes.head}>
      <h1 tabIndex={-1}>{t(resource.title)}</h1>
      <span className={classes.total}>{total !== null && formatNumber(total)}</span>
      <span className="grow" />
      {hasMenu && (
        <Menu>
          <Menu.Target>
            <IconButton label={t('more')} aria-pressed={selecting || undefined} loading={file.busy}>
              <IconDots size={20} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {resource.bulk && (
              <Menu.Item leftSection={<IconChecklist size={16} />} onClick={onSelecting}>
                {selecting ? t('list.selectModeEnd') : t('list.selectMode')}
              </Menu.Item>
            )}
            {rest.map((link) => (
              <Menu.Item key={link.id} leftSection={link.icon} onClick={() => void navigate(link.to)}>
                {t(link.label)}
              </Menu.Item>
            ))}
            {file.formats.map((format) => (
              <Menu.Item key={format} leftSection={<IconDownload size={16} />} onClick={() => void file.run(format)}>
                {t('list.exportAs', { total: counted, format: format.toUpperCase() })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {!phone && <ColumnChooser listId={resource.id} columns={resource.columns} />}
      {!phone && <ExportMenu file={file} counted={counted} />}
      {shown.filter((link) => !link.primary).map(button)}
      {resource.Actions && <resource.Actions />}
      {shown.filter((link) => link.primary).map(button)}
    </header>
  );
}
