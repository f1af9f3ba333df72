import { CloseButton, Combobox, InputBase, useCombobox } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import i18next from 'i18next';
import { ApiProblem } from '@/api/problem';
import { useLatest } from '../hooks';
import { cx } from '../lib/cx';
import { useOwnPortal } from '../lib/inPopover';
import { toast } from '../toast/toast';
import classes from './picker.module.css';
import { useChosen, useMatches, type PickerOption, type PickerSource } from './useOptions';
import { useTree } from './useTree';

export interface PickerProps {
  label: ReactNode;
  value: number | null;
  onChange: (id: number | null, option: PickerOption | null) => void;
  source: PickerSource;
  icon?: ReactNode;
  /** Makes what was typed, where it is missing and the user may. */
  onCreate?: (name: string) => Promise<PickerOption>;
  error?: string | null;
  description?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** Open as soon as it is there: the only thing in a popover. */
  autoOpen?: boolean;
  /** Not to be offered (a node and what lies below it, when it is moved). */
  exclude?: number[];
}

const CREATE = 'create';
/** Ends of what a keyboard-wedge scanner sends. */
const SUFFIX = /[\r\n\t]+$/;

/** Choose one of many by typing; where the source has children, also by walking the tree. */
export function Picker({ label, value, onChange, source, icon, onCreate, exclude = [], autoOpen, ...input }: PickerProps) {
  const { t } = useTranslation('shared');
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const tell = useLatest(onChange); // people type on in other fields while one is made
  const ownPortal = useOwnPortal();
  const combobox = useCombobox({ defaultOpened: autoOpen, onDropdownClose: () => (setText(null), combobox.resetSelectedOption()) });
  const searching = (text ?? '').trim() !== '';
  const matches = useMatches(source, text ?? '', combobox.dropdownOpened);
  const tree = useTree(source, combobox.dropdownOpened && !searching);
  const chosen = useChosen(source, value);
  const walk = source.children !== undefined && !searching;
  const options = (walk ? tree.lines : matches.options).filter((option) => !exclude.includes(option.id));
  const pending = walk ? tree.pending : matches.awaited && options.length === 0;
  const failed = walk ? tree.failed : matches.failed;
  const exact = options.some((option) => option.name.toLowerCase() === (text ?? '').trim().toLowerCase());

  const choose = async (id: string) => {
    let option = options.find((item) => String(item.id) === id) ?? null;
    if (id === CREATE && onCreate) {
      setBusy(true);
      option = await onCreate((text ?? '').trim()).catch(say).finally(() => setBusy(false));
      if (!option) return;
    }
    tell.current(option?.id ?? null, option);
    combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && combobox.dropdownOpened) event.stopPropagation();
    const by = event.key === 'ArrowRight' ? true : event.key === 'ArrowLeft' ? false : null;
    const line = walk && by !== null ? options[combobox.getSelectedOptionIndex()] : undefined;
    if (!line?.expandable) return;
    event.preventDefault();
    tree.toggle(line.id, by ?? undefined);
  };
  const shown = text ?? (chosen.data && value !== null ? nameOf(chosen.data) : '');
  return (
    <Combobox store={combobox} onOptionSubmit={(id) => void choose(id)} withinPortal={ownPortal}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          {...input}
          label={label}
          leftSection={icon}
          value={shown}
          placeholder={input.placeholder ?? t('picker.search')}
          autoComplete="off"
          aria-autocomplete="list"
          aria-busy={(combobox.dropdownOpened && pending) || busy}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.currentTarget.value.replace(SUFFIX, ''));
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          rightSectionPointerEvents={value !== null ? 'all' : 'none'}
          rightSection={
            value !== null && !input.disabled ? (
              <CloseButton size="sm" aria-label={t('picker.clear')} onMouseDown={(event) => event.preventDefault()} onClick={() => (setText(null), onChange(null, null))} />
            ) : (
              <IconChevronDown size={16} aria-hidden />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label={typeof label === 'string' ? label : undefined}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={String(option.id)} active={option.id === value}>
              <Line option={option} open={tree.isOpen(option.id)} walk={walk} onToggle={() => tree.toggle(option.id)} />
            </Combobox.Option>
          ))}
          {onCreate && searching && !exact && !matches.awaited && (
            <Combobox.Option value={CREATE} disabled={busy}>
              <span className={classes.line}>
                <IconPlus size={14} aria-hidden />
                {t('picker.create', { name: (text ?? '').trim() })}
              </span>
            </Combobox.Option>
          )}
          {pending && <Combobox.Empty>{t('loading')}</Combobox.Empty>}
          {failed && <Combobox.Empty>{t('picker.failed')}</Combobox.Empty>}
          {!pending && !failed && options.length === 0 && !(onCreate && searching) && <Combobox.Empty>{t('picker.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Line({ option, open, walk, onToggle }: { option: PickerOption; open: boolean; walk: boolean; onToggle: () => void }) {
  return (
    <span className={classes.line} style={walk ? { paddingLeft: (option.depth ?? 0) * 16 } : undefined} title={option.hint ? `${option.hint} › ${option.name}` : option.name}>
      {walk && (
        <span
          className={cx(classes.twist, open && classes.open)}
          aria-hidden
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => {
            if (!option.expandable) return;
            event.stopPropagation();
            onToggle();
          }}
        >
          {option.expandable && <IconChevronRight size={14} />}
        </span>
      )}
      <span className={classes.name}>{option.name}</span>
      {option.hint && !walk && <span className={classes.hint}>{option.hint}</span>}
    </span>
  );
}

/** Why something was not made; a rejection with nothing in it was a change of mind. */
function say(thrown: unknown): null {
  if (thrown instanceof ApiProblem) toast({ tone: 'danger', title: thrown.title || i18next.t('shared:picker.notCreated'), text: thrown.errors[0]?.message ?? thrown.detail ?? undefined });
  return null;
}

function nameOf(option: PickerOption): string {
  return option.hint ? `${option.name} · ${option.hint}` : option.name;
}
