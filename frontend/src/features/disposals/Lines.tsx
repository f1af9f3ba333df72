import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { lineAttachments } from '@/api/disposals';
import type { DisposalLineOut } from '@/api/generated/model';
import { ConditionBadge } from '@/entities/asset';
import { AttachmentsButton } from '@/shared/attachments';
import { Money, Plate } from '@/shared/ui';
import classes from './disposals.module.css';

/** The assets of a disposal: of what class each is, what it was appraised at, and what was received for it. */
export function Lines({ lines }: { lines: DisposalLineOut[] }) {
  const { t } = useTranslation('disposals');
  return (
    <>
      <VisuallyHidden component="h2">{t('tab.assets')}</VisuallyHidden>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line.asset_id}>
            <Plate code={line.tag} />
            <Link to={`/ativos/${line.asset_id}`} className={classes.name}>
              {line.name}
            </Link>
            <span className={classes.class}>{line.classification ? <ConditionBadge condition={line.classification} /> : <span className="t3">{t('unclassified')}</span>}</span>
            <AttachmentsButton name="disposals" root={lineAttachments(line)} count={line.attachments} of={line.tag} />
            <Values line={line} />
            {line.note && <span className={classes.note}>{line.note}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is known of its value: bought, appraised, received. */
function Values({ line }: { line: DisposalLineOut }) {
  const { t } = useTranslation('disposals');
  const known = [
    { label: t('value.purchase'), value: line.purchase_value },
    { label: t('value.appraised'), value: line.appraised_value },
    { label: t('value.received'), value: line.received_value },
  ].filter(({ value }) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl className={classes.values}>
      {known.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Money value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
