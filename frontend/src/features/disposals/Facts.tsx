import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DisposalOut } from '@/api/generated/model';
import { documentHref } from '@/entities/document';
import { usePermission } from '@/shared/store/store';
import { DateText, KeyValue, Money, PersonText, Text, type KeyValueItem } from '@/shared/ui';
import classes from './disposals.module.css';

/** Who receives the assets, as a way to its page for who may open it. */
function Recipient({ disposal }: { disposal: DisposalOut }) {
  const opens = usePermission('catalogue.read');
  const { recipient } = disposal;
  if (!recipient || !opens) return <Text value={recipient?.name} />;
  return <Link to={`/fornecedores/${recipient.id}`}>{recipient.name}</Link>;
}

/** What the document says, and how far it is. */
export function Facts({ disposal }: { disposal: DisposalOut }) {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  const text = (label: string, value: string | null) => value !== null && { label, value: <span className={classes.prose}>{value}</span> };
  const moment = (label: string, value: string | null) => value !== null && { label, value: <DateText value={value} time /> };
  const person = (label: string, value: DisposalOut['approver']) => value !== null && { label, value: <PersonText person={value} /> };
  const items: (KeyValueItem | false)[] = [
    { label: t('column.destination'), value: te(`disposal.destination.${disposal.destination}`) },
    disposal.recipient !== null && { label: t('column.recipient'), value: <Recipient disposal={disposal} /> },
    { label: t('value.appraised'), value: <Money value={disposal.appraised_value} /> },
    disposal.received_value !== null && { label: t('value.received'), value: <Money value={disposal.received_value} /> },
    { label: t('column.reason'), value: disposal.reason },
    text(t('report'), disposal.report),
    text(t('column.process'), disposal.process_number),
    text(t('policeReport'), disposal.police_report),
    disposal.police_report_date !== null && { label: t('policeReportDate'), value: <DateText value={disposal.police_report_date} /> },
    disposal.is_ewaste && { label: t('ewaste'), value: disposal.certificate_id === null ? t('ewasteOpen') : t('ewasteDone') },
    disposal.loan !== null && { label: t('loan'), value: <Link to={documentHref('loan', disposal.loan.id)!} className="mono">{disposal.loan.name}</Link> },
    person(t('column.requester'), disposal.requester),
    moment(t('submittedAt'), disposal.submitted_at),
    person(t('approver'), disposal.approver),
    text(t('documentNumber'), disposal.document_number),
    person(t('receiver'), disposal.receiver),
    moment(t('column.concluded'), disposal.concluded_at),
    person(t('concludedBy'), disposal.concluded_by),
    moment(t('reversedAt'), disposal.reversed_at),
    person(t('reversedBy'), disposal.reversed_by),
    text(t('closingNote'), disposal.closing_note),
  ];
  return <KeyValue items={items} />;
}

/** Who says that the assets may go; nothing while nobody was named. */
export function Commission({ disposal }: { disposal: DisposalOut }) {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  if (disposal.members.length === 0 && !disposal.commission_act) return null;
  return (
    <section className={classes.part}>
      <h3>{t('commission.title')}</h3>
      {disposal.commission_act && <p className="t2">{disposal.commission_act}</p>}
      <ul>
        {disposal.members.map(({ person, role }) => (
          <li key={person.id}>
            <PersonText person={person} />
            {role === 'chair' && <span className="t2">{te('disposal.role.chair')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
