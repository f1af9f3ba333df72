import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconEye, IconSend } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceholderOut, TemplateOut, TemplateVersionOut } from '@/api/generated/model';
import { newIdempotencyKey } from '@/api/http';
import { toProblem, type ApiProblem } from '@/api/problem';
import { templatesApi } from '@/api/terms';
import { TextAreaField, TextField } from '@/shared/form';
import { usePageTitle } from '@/shared/hooks';
import { toast } from '@/shared/toast/toast';
import { Button, Card, DateText, ErrorState, Notice, PageFrame, PersonText, SkeletonRows, useProblemText } from '@/shared/ui';
import classes from './templates.module.css';

const KEY = ['term-templates'];

/** What terms say: the text in use, its placeholders, a preview, and the versions before. */
export function TemplatesScene() {
  const { t } = useTranslation('term-templates');
  const { data, error, refetch, isFetching, isPending } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => templatesApi.list(signal) });
  usePageTitle(t('title'));
  if (isPending) return <SkeletonRows rows={10} />;
  if (!data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  return (
    <PageFrame title={t('title')} beside={<span className="t2">{t('frozen')}</span>}>
      {data.items.map((template) => (
        <Template key={`${template.id}-${template.version}`} template={template} placeholders={data.placeholders} />
      ))}
    </PageFrame>
  );
}

function Template({ template, placeholders }: { template: TemplateOut; placeholders: PlaceholderOut[] }) {
  const { t } = useTranslation('term-templates');
  const { current } = template;
  const kind = t(`kind.${template.kind}`);
  return (
    <section className={classes.body} aria-label={kind}>
      <Card title={kind}>
        <Editor template={template} placeholders={placeholders} />
      </Card>
      <Card title={t('version', { number: current.number })}>
        <p className="t2">
          {t('since')} <DateText value={current.created_at} time />
        </p>
        {template.versions.length > 1 && (
          <>
            <h3 className={classes.before}>{t('history')}</h3>
            {template.versions.slice(1).map((version) => (
              <Before key={version.number} version={version} />
            ))}
          </>
        )}
      </Card>
    </section>
  );
}

function Before({ version }: { version: TemplateVersionOut }) {
  const { t } = useTranslation('term-templates');
  return (
    <details className={classes.version}>
      <summary>
        {t('version', { number: version.number })} · <DateText value={version.created_at} time /> {version.author && <PersonText person={version.author} />}
      </summary>
      <b>{version.title}</b>
      <p>{version.body}</p>
    </details>
  );
}

function Editor({ template, placeholders }: { template: TemplateOut; placeholders: PlaceholderOut[] }) {
  const { t } = useTranslation('term-templates');
  const client = useQueryClient();
  const [title, setTitle] = useState<string | null>(template.current.title);
  const [body, setBody] = useState<string | null>(template.current.body);
  const [busy, setBusy] = useState<'preview' | 'save' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const errors = problem?.fieldErrors() ?? {};
  const text = { title: title ?? '', body: body ?? '' };
  const unchanged = text.title === template.current.title && text.body === template.current.body;
  const attempt = async (what: 'preview' | 'save', work: () => Promise<void>) => {
    setBusy(what);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      key.current = newIdempotencyKey();
      setProblem(await toProblem(error));
    } finally {
      setBusy(null);
    }
  };
  const publish = async () => {
    const saved = await templatesApi.publish(template.id, text, template.version, { idempotencyKey: key.current });
    toast({ tone: 'success', title: t('saved', { number: saved.current.number }) });
    await client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <div className={classes.editor}>
      <TextField label={t('heading')} required maxLength={200} value={title} onChange={setTitle} error={errors['/title']} />
      <TextAreaField label={t('body')} description={t('bodyHint')} required maxLength={10_000} value={body} onChange={setBody} error={errors['/body']} />
      <Placeholders items={placeholders} onInsert={(name) => setBody(`${body ?? ''}{{${name}}}`)} />
      {problem && <Failure problem={problem} />}
      <div className={classes.foot}>
        {unchanged && <span className="t2">{t('unchanged')}</span>}
        <Button icon={<IconEye size={16} aria-hidden />} loading={busy === 'preview'} onClick={() => void attempt('preview', () => templatesApi.preview(text))}>
          {t('preview')}
        </Button>
        <Button variant="primary" icon={<IconSend size={16} aria-hidden />} loading={busy === 'save'} disabled={unchanged} onClick={() => void attempt('save', publish)}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}

function Placeholders({ items, onInsert }: { items: PlaceholderOut[]; onInsert: (name: string) => void }) {
  const { t } = useTranslation('term-templates');
  return (
    <section>
      <h3 className={classes.before}>{t('placeholders')}</h3>
      <p className="cap">{t('placeholdersText')}</p>
      <ul className={classes.placeholders}>
        {items.map((item) => (
          <li key={item.name}>
            <button type="button" className="mono" onClick={() => onInsert(item.name)}>{`{{${item.name}}}`}</button>
            <span className="t2">{item.about}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Failure({ problem }: { problem: ApiProblem }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}
