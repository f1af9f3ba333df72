import { IconPackage } from '@tabler/icons-react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Id } from '@/api/types';
import { ActionBar, Sheet, Tabs } from '../detail';
import { useIsPhone } from '../hooks';
import { formatNumber } from '../lib/format';
import { usePermission } from '../store/store';
import { LinkButton } from '../ui/Button';
import { PagePath } from '../ui/codes';
import { ErrorState, Skeleton, SkeletonRows } from '../ui/states';
import { ChildrenTable, DrillList } from './Children';
import listClasses from './children.module.css';
import classes from './node.module.css';
import type { TreeDefinition, TreeNode } from './types';
import { levelKey } from './useTreeLines';

interface PanelProps<N extends TreeNode> {
  definition: TreeDefinition<N>;
  query: UseQueryResult<N>;
  heading: 'h1' | 'h2';
}

/** The chosen node: where it is, what it holds, what can be done with it, and what lies directly below. */
export function NodePanel<N extends TreeNode>({ definition, query, heading }: PanelProps<N>) {
  const { t } = useTranslation('tree');
  if (query.isError && !query.data) return <ErrorState error={query.error} title={t(definition.texts.nodeFailed)} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  if (!query.data) return <PanelSkeleton />;
  const node = query.data;
  const { texts, basePath, Facts } = definition;
  const steps = [{ label: t(texts.title), to: basePath }, ...node.path.map((step) => ({ label: step.name, to: step.id === node.id ? undefined : `${basePath}/${step.id}` }))];
  return (
    <>
      <div className={classes.crumbs}>
        <PagePath steps={steps} label={t('path')} />
      </div>
      <NodeHead definition={definition} node={node} heading={heading} />
      <dl className={classes.stats}>
        <Stat label={t('assetsOwn')} value={node.asset_count} />
        <Stat label={t('assetsTotal')} value={node.asset_count_total} />
        <Stat label={t('inside')} value={node.child_count} />
      </dl>
      {Facts && (
        <div className={classes.facts}>
          <Facts node={node} />
        </div>
      )}
      <Sections definition={definition} node={node} />
    </>
  );
}

/** What lies below a node and, for who may read it, its history. */
function Sections<N extends TreeNode>({ definition, node }: { definition: TreeDefinition<N>; node: N }) {
  const { t } = useTranslation('tree');
  const seesHistory = usePermission('history.read');
  const { texts, History } = definition;
  const children = { definition, parentId: node.id, title: t(texts.children), none: t(texts.noChildren), known: node.child_count };
  if (!History || !seesHistory) return <ChildrenPart {...children} />;
  const history = (
    <div className={classes.history}>
      <Sheet>
        <History node={node} />
      </Sheet>
    </div>
  );
  return (
    <div className={classes.sections}>
      <Tabs
        tabs={[
          { id: 'dentro', label: t(texts.children), count: node.child_count, content: <ChildrenPart {...children} named /> },
          { id: 'historico', label: t('history'), content: history },
        ]}
      />
    </div>
  );
}

function NodeHead<N extends TreeNode>({ definition, node, heading: Heading }: { definition: TreeDefinition<N>; node: N; heading: 'h1' | 'h2' }) {
  const { t } = useTranslation('tree');
  const navigate = useNavigate();
  const seesAssets = usePermission('assets.read');
  const { Icon, Remark } = definition;
  // who may edit is told why something cannot be deleted, instead of missing the button
  const allowed = node.allowed_actions.includes('edit') ? [...node.allowed_actions, 'delete'] : node.allowed_actions;
  const count = node.asset_count_total;
  return (
    <header className={classes.hero}>
      <span className={classes.disc} aria-hidden>
        <Icon node={node} size={24} />
      </span>
      <div className={classes.heroText}>
        <Heading tabIndex={-1}>{node.name}</Heading>
        {Remark && (
          <p className="t2">
            <Remark node={node} />
          </p>
        )}
      </div>
      <div className={classes.heroActions}>
        {seesAssets && count !== 0 && (
          <LinkButton to={definition.assetsHref(node)} icon={<IconPackage size={16} aria-hidden />}>
            {t('seeAssets', { count: count ?? 2, formatted: count === null ? '' : formatNumber(count) })}
          </LinkButton>
        )}
        <ActionBar item={node} allowed={allowed} actions={definition.actions} visible={1} onGo={(to) => void navigate(to)} />
      </div>
    </header>
  );
}

function Stat({ label, value }: { label: string; value: number | null }) {
  if (value === null) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  );
}

/** The first level, while nothing is chosen. */
export function Overview<N extends TreeNode>({ definition }: { definition: TreeDefinition<N> }) {
  const { t } = useTranslation('tree');
  return <ChildrenPart definition={definition} parentId={null} title={t('firstLevel')} none="" known={null} />;
}

interface ChildrenPartProps<N extends TreeNode> {
  definition: TreeDefinition<N>;
  parentId: Id | null;
  title: string;
  none: string;
  /** How many there are, where that is known before they come. */
  known: number | null;
  /** Something above it shows the title already. */
  named?: boolean;
}

function ChildrenPart<N extends TreeNode>({ definition, parentId, title, none, known, named }: ChildrenPartProps<N>) {
  const { t } = useTranslation('tree');
  const { source, texts } = definition;
  const phone = useIsPhone();
  const level = useQuery({ queryKey: levelKey(source, parentId), queryFn: ({ signal }) => source.level(parentId, signal), enabled: known !== 0 });
  let content: ReactNode;
  if (known === 0) content = <p className={listClasses.note}>{none}</p>;
  else if (level.isError && !level.data) content = <ErrorState error={level.error} title={t(texts.failed)} onRetry={() => void level.refetch()} retrying={level.isFetching} />;
  else if (!level.data) content = <SkeletonRows rows={Math.min(known ?? 8, 12)} />;
  else if (level.data.items.length === 0) content = <p className={listClasses.note}>{none}</p>;
  else if (phone) content = <DrillList definition={definition} nodes={level.data.items} label={title} truncated={level.data.truncated} />;
  else content = <ChildrenTable definition={definition} nodes={level.data.items} label={title} truncated={level.data.truncated} />;
  return (
    <section className={classes.children}>
      <h2 className={named ? 'sr' : undefined}>{title}</h2>
      {content}
    </section>
  );
}

/** The measures of a node on its way. */
function PanelSkeleton() {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.skeleton} role="status" aria-busy aria-label={t('loading')}>
      <Skeleton width={220} />
      <Skeleton width={320} height={26} />
      <Skeleton width={420} height={40} />
      <SkeletonRows rows={8} />
    </div>
  );
}
