import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LoanLineOut, LoanOut } from '@/api/generated/model';
import { loanAttachments } from '@/api/loans';
import type { AssetCondition } from '@/api/types';
import { ConditionBadge } from '@/entities/asset';
import { documentHref } from '@/entities/document';
import { AttachmentsButton } from '@/shared/attachments';
import { usePermission } from '@/shared/store/store';
import { Badge, DateText, Plate } from '@/shared/ui';
import { LineBadge } from './badges';
import classes from './loans.module.css';

/** The assets of a loan: what went with each, how it left, how it came back. */
export function Lines({ loan }: { loan: LoanOut }) {
  const { t } = useTranslation('loans');
  return (
    <>
      <VisuallyHidden component="h2">{t('tab.assets')}</VisuallyHidden>
      <ul className={classes.lines}>
        {loan.lines.map((line) => (
          <li key={line.asset_id}>
            <Plate code={line.tag} />
            <Link to={`/ativos/${line.asset_id}`} className={classes.name}>
              {line.name}
            </Link>
            <Standing line={line} />
            <AttachmentsButton name="loans" root={loanAttachments(line)} count={line.attachments} of={line.tag} />
            <About line={line} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What became of it; what was lost leads to its disposal. */
function Standing({ line }: { line: LoanLineOut }) {
  if (!line.disposal) return <LineBadge status={line.status} />;
  return (
    <Link to={documentHref('disposal', line.disposal.id)!}>
      <LineBadge status={line.status} />
    </Link>
  );
}

function About({ line }: { line: LoanLineOut }) {
  const { t } = useTranslation('loans');
  const back = line.status === 'returned' || line.status === 'lost';
  if (!line.accessories && !line.category && !line.handed_over_at && !back) return null;
  return (
    <div className={classes.about}>
      {line.category && <span className="t2">{t('reservation.anyOf', { category: line.category.name })}</span>}
      {line.accessories && <span>{t('with', { accessories: line.accessories })}</span>}
      {line.handed_over_at && <Passage label={t('wentOut')} at={line.handed_over_at} condition={line.out_condition} note={line.out_note} />}
      {back && <Passage label={t('cameBack')} at={line.ended_at} condition={line.in_condition} note={line.in_note} />}
      {line.missing_accessories.length > 0 && (
        <Badge tone="warning" icon={<IconAlertTriangle size={13} stroke={2} />}>
          {t('missing', { accessories: line.missing_accessories.join(', ') })}
        </Badge>
      )}
      {line.occurrence_id !== null && (
        <Occurrence id={line.occurrence_id} />
      )}
    </div>
  );
}

/** That it came back damaged or incomplete, as a way to what is done about it for who may see that. */
function Occurrence({ id }: { id: number }) {
  const { t } = useTranslation('loans');
  const badge = (
    <Badge tone="danger" icon={<IconAlertTriangle size={13} stroke={2} />}>
      {t('occurrence', { id })}
    </Badge>
  );
  return usePermission('occurrences.read') ? <Link to={`/ocorrencias/${id}`}>{badge}</Link> : badge;
}

interface PassageProps {
  label: string;
  at: string | null;
  condition: AssetCondition | null;
  note: string | null;
}

/** Once over the desk: when, in what condition, and what was noted. */
function Passage({ label, at, condition, note }: PassageProps) {
  return (
    <span className={classes.passage}>
      <span className="t2">{label}</span>
      <DateText value={at} time />
      {condition && <ConditionBadge condition={condition} />}
      {note && <span>{note}</span>}
    </span>
  );
}
