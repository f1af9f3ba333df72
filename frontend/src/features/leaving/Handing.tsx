import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoundGroup, BoundOut, LeavingOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { lookUp, type Matches } from '@/entities/asset';
import { LocationPicker } from '@/entities/location';
import { PersonPicker } from '@/entities/person';
import { TextField } from '@/shared/form';
import { Scanner, type ReadCode, type Reading } from '@/shared/scanner';
import { Button, Card, Notice, useProblemText } from '@/shared/ui';
import { HandedList } from './HandedList';
import classes from './leaving.module.css';
import { Outcomes } from './Outcomes';
import { useHanding, type Way } from './useHanding';

interface HandingProps {
  leaving: LeavingOut;
  groups: BoundGroup[];
}

const ofKind = (groups: BoundGroup[], kind: BoundGroup['kind']): BoundOut[] => groups.find((group) => group.kind === kind)?.items ?? [];

/** What the person has in hand: read or ticked, then given back, passed on or taken back, all in one go. */
export function Handing({ leaving, groups }: HandingProps) {
  const { t } = useTranslation('leaving');
  const assets = ofKind(groups, 'assets');
  const loans = ofKind(groups, 'loans');
  const out = useMemo(() => loans.filter((item) => item.state === 'active'), [loans]);
  const [ticked, setTicked] = useState<ReadonlySet<Id>>(new Set());
  const handing = useHanding(leaving.person.id);
  const tick = useCallback((ids: Id[], on: boolean) => setTicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)))), []);
  const read = useReading(assets, out);
  const onReading = useCallback((reading: Reading<Matches>) => reading.data?.length === 1 && reading.verdict?.tone === 'success' && tick([reading.data[0]!.id], true), [tick]);
  const chosen = assets.filter((item) => ticked.has(item.asset_id!));
  const returned = out.filter((item) => ticked.has(item.asset_id!));
  const run = async (way: Way) => {
    await handing.run(way, chosen, returned);
    setTicked(new Set());
  };
  return (
    <Card title={t('hand.title')}>
      <div className={classes.hand}>
        <Scanner<Matches> label={t('hand.code')} hint={t('hand.codeHint')} read={read} onReading={(reading) => void onReading(reading)} />
        <HandedList title={t('kind.assets')} items={assets} ticked={ticked} onTick={tick} />
        <HandedList title={t('kind.loans')} items={loans} ticked={ticked} onTick={tick} loans />
        <Where leaving={leaving} assets={chosen.length} loans={returned.length} busy={handing.busy} onRun={(way) => void run(way)} />
        {handing.problem && <Failed problem={handing.problem} />}
        <Outcomes items={handing.outcomes} document={handing.document} />
      </div>
    </Card>
  );
}

function Failed({ problem }: { problem: Parameters<typeof useProblemText>[0] }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}

/** What a code means here: something of this person, or not. What is borrowed goes back to its loan. */
function useReading(assets: BoundOut[], loans: BoundOut[]): ReadCode<Matches> {
  const { t } = useTranslation('leaving');
  return useCallback(
    async (code) => {
      const known = [...loans, ...assets].find((item) => item.code.toLowerCase() === code.toLowerCase());
      const matches: Matches = known ? [{ id: known.asset_id!, tag: known.code, name: known.name ?? '', matched_by: 'tag' }] : await lookUp(code);
      const one = matches.length === 1 ? matches[0]! : null;
      if (one && loans.some((item) => item.asset_id === one.id)) return { data: matches, verdict: { tone: 'success', title: t('hand.borrowed'), plate: one.tag, text: one.name } };
      if (one && assets.some((item) => item.asset_id === one.id)) return { data: matches, verdict: { tone: 'success', title: t('hand.theirs'), plate: one.tag, text: one.name } };
      if (one) return { data: matches, verdict: { tone: 'warning', title: t('hand.other'), plate: one.tag, text: one.name, to: `/ativos/${one.id}` } };
      return { data: [], verdict: { tone: 'danger', title: t('hand.unknown', { code }) } };
    },
    [assets, loans, t],
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
        {count > 0 ? t('hand.run', { count }) : t('hand.finish')}
      </Button>
    </form>
  );
}
