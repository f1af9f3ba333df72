import { IconDownload, IconFileCertificate, IconMail, IconSignature, IconUser, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toProblem } from '@/api/problem';
import type { SignatureOut, TermOut } from '@/api/generated/model';
import { termsApi } from '@/api/terms';
import { documentHref } from '@/entities/document';
import { TermBadge } from '@/entities/term';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import { Button, DateText, ErrorState, KeyValue, PersonText, SkeletonRows, type KeyValueItem } from '@/shared/ui';
import { LinkDialog, RefuseDialog, SignDialog, SignedPdfDialog } from './dialogs';
import { useTerm } from './queries';
import classes from './terms.module.css';
import { TermText } from './TermText';

const actions: DetailAction<TermOut>[] = [
  { id: 'sign', label: 'terms:act.sign', icon: <IconSignature size={16} />, Dialog: SignDialog },
  { id: 'collect', label: 'terms:act.collect', icon: <IconSignature size={16} />, Dialog: SignDialog },
  { id: 'send_link', label: 'terms:act.link', icon: <IconMail size={16} />, Dialog: LinkDialog },
  { id: 'add_signed_pdf', label: 'terms:act.signedPdf', icon: <IconFileCertificate size={16} />, Dialog: SignedPdfDialog },
  { id: 'refuse', label: 'terms:act.refuse', icon: <IconX size={16} />, Dialog: RefuseDialog, danger: true },
];

/** The page of one term: what it says, who signed it, and how. */
export function TermDetail({ id }: { id: number }) {
  const { t } = useTranslation('terms');
  const { data, error, isError, refetch, isFetching } = useTerm(id);
  usePageTitle(data?.number ?? t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded term={data} />;
}

function Loaded({ term }: { term: TermOut }) {
  const { t } = useTranslation('terms');
  const seesHistory = usePermission('history.read');
  const history = { id: 'historico', label: t('history'), content: <Sheet><EntityTimeline entity="term" id={term.id} /></Sheet> };
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/termos' }, { label: term.number }]}
      picture={<IconSignature size={40} stroke={1.25} aria-hidden />}
      badges={<TermBadge state={term.state} />}
      title={term.number}
      meta={
        <span>
          <IconUser size={16} aria-hidden />
          <PersonText person={term.signer} />
        </span>
      }
      actions={<ActionBar item={term} allowed={term.allowed_actions} actions={actions} quiet={false} onGo={() => undefined} />}
      tabs={[
        {
          id: 'termo',
          label: t('text'),
          content: (
            <Sheet>
              <h2 className={classes.title}>{term.title}</h2>
              <TermText paragraphs={term.paragraphs} lines={term.lines} total={term.total} />
            </Sheet>
          ),
          aside: (
            <Aside title={t('facts')}>
              <Facts term={term} />
              <Papers term={term} />
              {term.signature && <Signature said={term.signature} />}
            </Aside>
          ),
        },
        ...(seesHistory ? [history] : []),
      ]}
    />
  );
}

/** The document that brought the term with it. */
function Document({ term }: { term: TermOut }) {
  const to = documentHref(term.subject_kind, term.subject_id);
  return to ? (
    <Link to={to} className="mono">
      {term.subject_number}
    </Link>
  ) : (
    <span className="mono">{term.subject_number}</span>
  );
}

function Facts({ term }: { term: TermOut }) {
  const { t } = useTranslation('terms');
  const items: KeyValueItem[] = [
    { label: t('column.document'), value: <Document term={term} /> },
    { label: t('column.created'), value: <DateText value={term.created_at} time /> },
  ];
  if (term.link_sent_at) items.push({ label: t('linkSent'), value: <DateText value={term.link_sent_at} time /> });
  return <KeyValue items={items} />;
}

function Papers({ term }: { term: TermOut }) {
  const { t } = useTranslation('terms');
  const [busy, setBusy] = useState(false);
  const save = async (signed: boolean) => {
    setBusy(true);
    try {
      await termsApi.save(term, signed);
    } catch (error) {
      toast({ tone: 'danger', title: (await toProblem(error)).title });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.papers}>
      {term.signed_pdf_sha256 && (
        <Button icon={<IconDownload size={16} aria-hidden />} loading={busy} onClick={() => void save(true)}>
          {t('signedPdf')}
        </Button>
      )}
      <Button icon={<IconDownload size={16} aria-hidden />} loading={busy} onClick={() => void save(false)}>
        {t('pdf')}
      </Button>
      <p className="cap">
        {t('hash')} <span className={classes.hash}>{term.signed_pdf_sha256 ?? term.pdf_sha256}</span>
      </p>
    </div>
  );
}

function Signature({ said }: { said: NonNullable<SignatureOut> }) {
  const { t } = useTranslation('terms');
  const items: KeyValueItem[] = [
    { label: t('signature.when'), value: <DateText value={said.at} time /> },
    { label: t('signature.how'), value: t(`signature.method.${said.method}`) },
    { label: t('signature.from'), value: said.address },
  ];
  if (said.decision === 'sign') items.splice(2, 0, { label: t('signature.level'), value: t(`signature.levels.${said.level}`) });
  if (said.collected_by) items.push({ label: t('signature.collectedBy'), value: <PersonText person={said.collected_by} /> });
  if (said.confirmed_email) items.push({ label: t('signature.email'), value: said.confirmed_email });
  if (said.certificate) items.push({ label: t('signature.certificate'), value: `${said.certificate.name} (${said.certificate.issuer})` });
  if (said.note) items.push({ label: t('note'), value: said.note });
  return (
    <section className={classes.part}>
      <h3>{t(said.decision === 'sign' ? 'signature.signed' : 'signature.refused', { name: said.signer_name })}</h3>
      <KeyValue items={items} />
      {said.certificate && <p className="cap">{t('signature.chain')}</p>}
    </section>
  );
}
