import { FileInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermOut } from '@/api/generated/model';
import { termsApi, type Strokes } from '@/api/terms';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { useSettled } from './queries';
import { SignaturePad } from './SignaturePad';

type Act = 'sign' | 'refuse' | 'link' | 'signedPdf';

interface TermDialogProps extends DetailActionProps<TermOut> {
  act: Act;
  danger?: boolean;
  size?: number;
  /** Null: something is missing, and the dialog says so. */
  run: (term: TermOut, keyFor: (body: unknown) => string) => Promise<TermOut> | null;
  children?: (errors: FieldErrors) => ReactNode;
}

/** One act on a term: what it does in a sentence, what it needs, and the button. */
function TermDialog({ item, onClose, act, danger, size, run, children }: TermDialogProps) {
  const { t } = useTranslation('terms');
  const settled = useSettled();
  const [term, setTerm] = useState(item);
  const submit = async (keyFor: (body: unknown) => string) => {
    const done = run(term, keyFor);
    if (done === null) return;
    settled(await done);
    toast({ tone: 'success', title: t(`done.${act}`, { number: term.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`act.${act}Title`, { number: term.number })} submitLabel={t(`act.${act}Submit`)} danger={danger} size={size} onClose={onClose} onSubmit={submit} onStale={(current) => setTerm(current as TermOut)}>
      {(errors) => (
        <>
          <p className="t2">{t(`act.${act}Text`, { name: term.signer.name, count: term.items })}</p>
          {children?.(errors)}
        </>
      )}
    </ActDialog>
  );
}

/** Sign on this screen: the signer himself, or before who collects it. */
export function SignDialog(props: DetailActionProps<TermOut>) {
  const { t } = useTranslation('terms');
  const [strokes, setStrokes] = useState<Strokes>([]);
  const [missing, setMissing] = useState(false);
  const run = (term: TermOut, keyFor: (body: unknown) => string) => {
    setMissing(strokes.length === 0);
    if (strokes.length === 0) return null;
    const body = { decision: 'sign' as const, strokes };
    return termsApi.decide(term.id, body, term.version, { idempotencyKey: keyFor([body, term.version]) });
  };
  return (
    <TermDialog {...props} act="sign" size={640} run={run}>
      {() => <SignaturePad value={strokes} onChange={setStrokes} error={missing ? t('pad.missing') : null} />}
    </TermDialog>
  );
}

/** Refuse, and say why; custody goes back. */
export function RefuseDialog(props: DetailActionProps<TermOut>) {
  const { t } = useTranslation('terms');
  const [note, setNote] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const run = (term: TermOut, keyFor: (body: unknown) => string) => {
    const given = note?.trim() || null;
    setMissing(given === null);
    if (given === null) return null;
    const body = { decision: 'refuse' as const, strokes: [], note: given };
    return termsApi.decide(term.id, body, term.version, { idempotencyKey: keyFor([body, term.version]) });
  };
  return (
    <TermDialog {...props} act="refuse" danger run={run}>
      {(errors) => <TextAreaField label={t('note')} required maxLength={500} value={note} error={errors.note ?? (missing ? t('noteMissing') : null)} onChange={(next) => (setNote(next), setMissing(false))} />}
    </TermDialog>
  );
}

/** Send the signer a one-time link. */
export const LinkDialog = (props: DetailActionProps<TermOut>) => <TermDialog {...props} act="link" run={(term, keyFor) => termsApi.sendLink(term.id, term.version, { idempotencyKey: keyFor(['link', term.version]) })} />;

/** Record the PDF that was signed with a certificate. */
export function SignedPdfDialog(props: DetailActionProps<TermOut>) {
  const { t } = useTranslation('terms');
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const run = (term: TermOut) => {
    setMissing(file === null);
    return file && termsApi.addSignedPdf(term.id, file, term.version);
  };
  return (
    <TermDialog {...props} act="signedPdf" run={run}>
      {() => <FileInput label={t('file')} placeholder={t('filePlaceholder')} accept="application/pdf" clearable clearButtonProps={{ 'aria-label': t('fileClear') }} required value={file} error={missing ? t('fileMissing') : null} onChange={(next) => (setFile(next), setMissing(false))} />}
    </TermDialog>
  );
}
