import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsApi } from '@/api/assets';
import type { BoundGroup, BoundOut, LeavingOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { lookUp, type Matches } from '@/entities/asset';
import { LocationPicker } from '@/entities/location';
import { PersonPicker } from '@/entities/person';
import { TextField } from '@/shared/form';
import { formatNumber } from '@/shared/lib/format';
import { Scanner, type ReadCode, type Reading } from '@/shared/scanner';
import { Button, Card } from '@/shared/ui';
import { HandedList } from './HandedList';
import classes from './leaving.module.css';
import type { Way } from './pieces';
import type { useHanding } from './useHanding';

interface HandingProps {
  leaving: LeavingOut;
  groups: BoundGroup[];
  handing: ReturnType<typeof useHanding>;
}

type Handed = 'assets' | 'loans';

const NONE: BoundOut[] = [];
const within = (group: BoundGroup | undefined): number => (group ? group.total - group.hidden : 0);

/** What the person has in hand: read or ticked, then given back, passed on or taken back, all in one go. */
export function HandingCard({ leaving, groups, handing }: HandingProps) {
  const { t } = useTranslation('leaving');
  const of = (kind: Handed) => groups.find((group) => group.kind === kind);
  const [listed, loans] = [of('assets')?.items ?? NONE, of('loans')?.items ?? NONE];
  const [read, setRead] = useState<BoundOut[]>([]); // by their codes, and not among those that are told
  const assets = useMemo(() => [...read.filter((item) => !listed.some((one) => one.id === item.id)), ...listed], [read, listed]);
  const out = useMemo(() => loans.filter((item) => item.state === 'active'), [loans]);
  const [ticked, setTicked] = useState<ReadonlySet<Id>>(new Set());
  const [all, setAll] = useState<ReadonlySet<Handed>>(new Set());
  const tick = useCallback((ids: Id[], on: boolean) => {
    setTicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
    if (!on) setAll(new Set());
  }, []);
  const more = within(of('assets')) > listed.length;
  const reading = useReading(leaving.person.id, assets, out, more, (item) => setRead((before) => [item, ...before.filter((one) => one.id !== item.id)]));
  const onReading = useCallback((one: Reading<Matches>) => one.data?.length === 1 && one.verdict?.tone === 'success' && tick([one.data[0]!.id], true), [tick]);
  const chosen = { assets: assets.filter((item) => ticked.has(item.asset_id!)), loans: out.filter((item) => ticked.has(item.asset_id!)) };
  const count = (kind: Handed) => (all.has(kind) ? within(of(kind)) : chosen[kind].length);
  const clear = () => {
    setTicked(new Set());
    setAll(new Set());
    setRead([]);
  };
  const run = (way: Way) => handing.run(way, { assets: all.has('assets') ? 'all' : chosen.assets, loans: all.has('loans') ? 'all' : chosen.loans }, count('assets') + count('loans'), clear);
  const list = (kind: Handed, items: BoundOut[]) => (
    <HandedList title={t(`kind.${kind}`)} items={items} total={within(of(kind))} ticked={ticked} onTick={tick} all={all.has(kind)} onAll={() => setAll((before) => new Set([...before, kind]))} loans={kind === 'loans'} />
  );
  return (
    <Card title={t('hand.title')}>
      <div className={classes.hand}>
        <Scanner<Matches> label={t('hand.code')} hint={t('hand.codeHint')} read={reading} onReading={(one) => void onReading(one)} />
        {list('assets', assets)}
        {list('loans', loans)}
        <Where leaving={leaving} assets={count('assets')} loans={count('loans')} busy={handing.busy} onRun={(way) => void run(way)} />
      </div>
    </Card>
  );
}

/** What a code means here: something of this person, or not. What is borrowed goes back to its loan. */
function useReading(person: Id, assets: BoundOut[], loans: BoundOut[], more: boolean, onRead: (item: BoundOut) => void): ReadCode<Matches> {
  const { t } = useTranslation('leaving');
  return useCallback(
    async (code) => {
      const known = [...loans, ...assets].find((item) => item.code.toLowerCase() === code.toLowerCase());
      const matches: Matches = known ? [{ id: known.asset_id!, tag: known.code, name: known.name ?? '', matched_by: 'tag' }] : await lookUp(code);
      const one = matches.length === 1 ? matches[0]! : null;
      if (one && loans.some((item) => item.asset_id === one.id)) return { data: matches, verdict: { tone: 'success', title: t('hand.borrowed'), plate: one.tag, text: one.name } };
      const theirs = one && (assets.some((item) => item.asset_id === one.id) || (more && (await assetsApi.get(one.id)).responsible?.id === person));
      if (one && theirs) {
        if (!known && more) onRead({ id: one.id, code: one.tag, name: one.name, document: null, target_id: one.id, asset_id: one.id, state: null });
        return { data: matches, verdict: { tone: 'success', title: t('hand.theirs'), plate: one.tag, text: one.name } };
      }
      if (one) return { data: matches, verdict: { tone: 'warning', title: t('hand.other'), plate: one.tag, text: one.name, to: `/ativos/${one.id}` } };
      return { data: [], verdict: { tone: 'danger', title: t('hand.unknown', { code }) } };
    },
    [person, assets, loans, more, onRead, t],
  );
}

interface WhereProps {
  leaving: LeavingOut;
  assets: number;
  loans: number;
  busy: boolean;
  onRun: (way: Way) => void;
}

/** Where it goes: to a place, with nobody answering for it, or to another person. */
function Where({ leaving, assets, loans, busy, onRun }: WhereProps) {
  const { t } = useTranslation('leaving');
  const ways = leaving.allowed_actions.filter((action) => action === 'give_back' || action === 'pass_on');
  const [kind, setKind] = useState<'give_back' | 'pass_on' | null>(null);
  const [place, setPlace] = useState<Id | null>(null);
  const [person, setPerson] = useState<Id | null>(null);
  const [reason, setReason] = useState<string | null>(t('hand.usualReason', { name: leaving.person.name }).slice(0, 500));
  const [strict, setStrict] = useState(false);
  const way = kind ?? ways[0] ?? null;
  const count = assets + loans;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setStrict(true);
    const wanting = assets > 0 && (way === 'give_back' ? place === null : person === null);
    if (count === 0 || wanting || !reason?.trim() || busy) return;
    setStrict(false);
    onRun({ kind: way, place, person, reason: reason.trim() });
  };
  return (
    <form className={classes.where} onSubmit={submit} noValidate>
      {ways.length > 1 && <SegmentedControl aria-label={t('hand.way')} value={way ?? ''} onChange={(next) => setKind(next as 'give_back')} data={ways.map((value) => ({ value, label: t(`hand.${value}`) }))} />}
      {way === 'give_back' && <LocationPicker label={t('hand.to')} required value={place} onChange={setPlace} error={strict && assets > 0 && place === null ? t('hand.toMissing') : null} />}
      {way === 'pass_on' && (
        <>
          <PersonPicker label={t('hand.toPerson')} required value={person} onChange={setPerson} error={strict && assets > 0 && person === null ? t('hand.personMissing') : null} />
          <LocationPicker label={t('hand.also')} description={t('hand.alsoHint')} value={place} onChange={setPlace} />
        </>
      )}
      <TextField label={t('hand.reason')} required maxLength={500} value={reason} onChange={setReason} error={strict && !reason?.trim() ? t('hand.reasonMissing') : null} />
      {strict && count === 0 && (
        <p role="alert" className={classes.wrong}>
          {t('hand.nothing')}
        </p>
      )}
      <Button type="submit" variant="primary" loading={busy}>
        {count > 0 ? t('hand.run', { count, formatted: formatNumber(count) }) : t('hand.finish')}
      </Button>
    </form>
  );
}
