import { Menu, Popover } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { InPopover } from '../lib/inPopover';
import { Button } from '../ui/Button';
import { FilterEditor, FilterValue } from './FilterEditors';
import classes from './list.module.css';
import { paramsOf, type ListState } from './useListState';
import type { FilterValues, ListFilter } from './types';

const SEARCH_DELAY_MS = 250;

interface FiltersProps {
  filters: ListFilter[];
  state: ListState;
  /** Title of the list, for the name of the search box. */
  name: string;
  /** Without it there is no text to search by. */
  searchRef?: RefObject<HTMLInputElement | null>;
}

/** Text and filters of a list as chips; each chip opens its editor again. */
export function Filters({ filters, state, name, searchRef }: FiltersProps) {
  const { t } = useTranslation('shared');
  const [editing, setEditing] = useState<string | null>(null);
  const isSet = (filter: ListFilter) => paramsOf(filter).some((param) => (state.values[param]?.length ?? 0) > 0);
  const shown = filters.filter((filter) => isSet(filter) || editing === filter.id);
  const free = filters.filter((filter) => !filter.hidden && !isSet(filter));
  const remove = (filter: ListFilter) => state.setFilters(Object.fromEntries(paramsOf(filter).map((param) => [param, []])));
  const add = (filter: ListFilter) => {
    if (filter.kind === 'flag') state.setFilters({ [filter.param]: ['true'] });
    else setEditing(filter.id);
  };
  return (
    <div className={classes.chips}>
      {searchRef && <SearchBox value={state.q} onChange={state.setQ} label={t('list.searchIn', { name })} inputRef={searchRef} />}
      {shown.map((filter) => (
        <Chip
          key={filter.id}
          filter={filter}
          values={state.values}
          set={isSet(filter)}
          open={editing === filter.id}
          onOpen={(open) => setEditing((now) => (open && filter.kind !== 'flag' ? filter.id : now === filter.id ? null : now))} // one that closes late must not close the next
          onChange={state.setFilters}
          onRemove={() => remove(filter)}
        />
      ))}
      {free.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={classes.addChip} aria-label={t('list.addFilter')}>
              <IconPlus size={14} aria-hidden />
              {t('list.filter')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((filter) => (
              <Menu.Item key={filter.id} onClick={() => add(filter)}>
                {t(filter.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <span className="grow" />
      {state.hasFilter && (
        <Button variant="link" size="sm" onClick={state.clearFilters}>
          {t('list.clearFilters')}
        </Button>
      )}
    </div>
  );
}

interface ChipProps {
  filter: ListFilter;
  values: FilterValues;
  set: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (patch: FilterValues) => void;
  onRemove: () => void;
}

function Chip({ filter, values, set, open, onOpen, onChange, onRemove }: ChipProps) {
  const { t } = useTranslation('shared');
  const name = t(filter.label);
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-start" trapFocus returnFocus withinPortal>
      <span className={classes.chip}>
        <Popover.Target>
          <button type="button" onClick={() => onOpen(!open)} title={t('list.editFilter', { name })}>
            {filter.kind === 'flag' ? <b>{name}</b> : name}
            {set && filter.kind !== 'flag' && (
              <b>
                <FilterValue filter={filter} values={values} />
              </b>
            )}
          </button>
        </Popover.Target>
        <button type="button" aria-label={t('list.removeFilter', { name })} title={t('list.removeFilter', { name })} onClick={() => (set ? onRemove() : onOpen(false))}>
          <IconX size={14} aria-hidden />
        </button>
      </span>
      <Popover.Dropdown p={0} aria-label={name}>
        <InPopover value={true}>
          <FilterEditor filter={filter} values={values} onChange={onChange} onDone={() => onOpen(false)} />
        </InPopover>
      </Popover.Dropdown>
    </Popover>
  );
}

interface SearchBoxProps {
  value: string;
  label: string;
  onChange: (value: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Typed text goes to the address when the fingers rest; Escape empties it, then leaves it. */
function SearchBox({ value, label, onChange, inputRef }: SearchBoxProps) {
  const { t } = useTranslation('shared');
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const sent = useRef(value);
  if (value !== known) {
    // the address changed: by our own typing (leave the text alone) or from outside (take it over)
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value || wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      onChange(wanted);
    }, SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    sent.current = value;
  }, [value]);
  return (
    <div className={classes.search}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={inputRef}
        type="search"
        value={text}
        aria-label={label}
        placeholder={t('list.search')}
        aria-keyshortcuts="/"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (text) setText('');
          else event.currentTarget.blur();
        }}
      />
      {text ? (
        <button type="button" aria-label={t('list.clearSearch')} onClick={() => setText('')}>
          <IconX size={14} aria-hidden />
        </button>
      ) : (
        <kbd aria-hidden>/</kbd>
      )}
    </div>
  );
}
