import { Modal } from '@mantine/core';
import { IconCornerDownLeft, IconMapPin, IconPackage, IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { assetsApi } from '@/api/assets';
import { search } from '@/api/misc';
import { useDebounced } from '@/shared/hooks';
import { Plate } from '@/shared/ui';
import classes from './palette.module.css';

/** A page or action that can be called by name. */
export interface Command {
  id: string;
  text: string;
  group: string;
  icon: ReactNode;
  to?: string;
  run?: () => void;
}

interface Entry {
  id: string;
  title: string;
  subtitle?: string | null;
  code?: string | null;
  icon: ReactNode;
  go: () => void;
}

const ICONS: Record<string, ReactNode> = { asset: <IconPackage size={16} />, location: <IconMapPin size={16} />, person: <IconUser size={16} /> };
const LIST_ID = 'palette-list';

/** Ctrl+K: anything by name, plate or serial, and every page and action. An exact code goes straight to its asset. */
export default function CommandPalette({ commands, onClose }: { commands: Command[]; onClose: () => void }) {
  const { t } = useTranslation('command-palette');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const q = useDebounced(text.trim(), 160);
  const found = useQuery({ queryKey: ['search', q], queryFn: ({ signal }) => search(q, signal), enabled: q.length > 0, placeholderData: (before) => (q ? before : undefined), staleTime: 10_000 });
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  const groups = [
    ...(q && found.data ? found.data.groups : []).map((group) => ({
      id: group.type,
      title: t(`group.${group.type}`, { defaultValue: group.type }),
      entries: group.items.map((item): Entry => ({ id: `${group.type}-${item.id}`, title: item.title, subtitle: item.subtitle, code: item.code, icon: ICONS[group.type], go: () => go(item.url) })),
    })),
    ...byGroup(commands.filter((command) => fold(command.text).includes(fold(text.trim())))).map(([title, items]) => ({
      id: title,
      title,
      entries: items.map((item): Entry => ({ id: item.id, title: item.text, icon: item.icon, go: () => (item.to ? go(item.to) : (onClose(), item.run?.())) })),
    })),
  ].filter((group) => group.entries.length > 0);
  const flat = groups.flatMap((group) => group.entries);
  const current = flat[Math.min(active, flat.length - 1)];

  const submit = async () => {
    const code = text.trim();
    // a scanner types faster than the search answers: ask for the exact code first
    const exact = /\d/.test(code) ? await assetsApi.byCode(code).catch(() => null) : null;
    if (exact?.matches.length === 1) return go(`/ativos/${exact.matches[0]!.id}`);
    current?.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && flat.length > 0) {
      event.preventDefault();
      const next = (Math.min(active, flat.length - 1) + by + flat.length) % flat.length;
      setActive(next);
      list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && text.trim() !== '' && /\d/.test(text))) {
      event.preventDefault();
      if (active === 0) void submit();
      else current?.go();
    }
  };
  const nothing = q !== '' && flat.length === 0 && !found.isFetching;
  return (
    <Modal.Root opened onClose={onClose} size={640} yOffset="12vh" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')}>
      <div className={classes.search}>
        <IconSearch size={18} aria-hidden />
        <input
          autoFocus
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-activedescendant={current ? `palette-${current.id}` : undefined}
          aria-label={t('title')}
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>{t('escape')}</kbd>
      </div>
      <div className={classes.list} id={LIST_ID} role="listbox" aria-label={t('results')} ref={list} aria-busy={found.isFetching}>
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.title}>
            <div className={classes.group} aria-hidden>
              {group.title}
            </div>
            {group.entries.map((entry) => (
              <div
                key={entry.id}
                id={`palette-${entry.id}`}
                role="option"
                aria-selected={entry === current}
                className={classes.entry}
                onMouseMove={() => setActive(flat.indexOf(entry))}
                onClick={entry.go}
              >
                {entry.icon}
                {entry.code && <Plate code={entry.code} />}
                <span className={classes.title}>{entry.title}</span>
                {entry.subtitle && <span className={classes.subtitle}>{entry.subtitle}</span>}
                {entry === current && <IconCornerDownLeft size={14} aria-hidden className={classes.enter} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {nothing && (
        <p className={classes.nothing} role="status">
          {found.isError ? t('failed') : t('nothing', { text: q })}
        </p>
      )}
      </Modal.Content>
    </Modal.Root>
  );
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function byGroup(commands: Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}
