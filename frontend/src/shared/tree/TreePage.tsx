import { IconPlus, IconSearchOff } from '@tabler/icons-react';
import { useQuery, useQueryClient, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Id } from '@/api/types';
import { useIsPhone, usePageTitle, useShortcuts } from '../hooks';
import { formatNumber } from '../lib/format';
import { usePermission } from '../store/store';
import { Button } from '../ui/Button';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states';
import { DrillList } from './Children';
import { NodePanel, Overview } from './NodePanel';
import { Tree, TreeColumns } from './Tree';
import { TreeSearch } from './TreeSearch';
import classes from './page.module.css';
import type { TreeDefinition, TreeLevel, TreeNode } from './types';
import { useTreeLines, type TreeState } from './useTreeLines';

/** The page of a tree: the tree at the left, the chosen node at the right; on a phone one level at a time. */
export function TreePage<N extends TreeNode>({ definition }: { definition: TreeDefinition<N> }) {
  const { t } = useTranslation('shared');
  const { source, texts, basePath } = definition;
  const navigate = useNavigate();
  const phone = useIsPhone();
  const param = Number(useParams().id);
  const id = Number.isInteger(param) && param > 0 ? param : null;
  const [text, setText] = useState('');
  const [creating, setCreating] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const mayCreate = usePermission(definition.createPermission);
  const node = useNode(definition, id);
  const tree = useTreeLines(source, text, node.data);
  const total = useQuery({ queryKey: [source.key, 'count'], queryFn: ({ signal }) => source.total(signal) });
  usePageTitle(node.data && id !== null ? node.data.name : t(texts.title));
  useShortcuts({ '/': () => searchRef.current?.focus() }, !phone || id === null);

  const empty = !tree.searching && !tree.pending && !tree.error && tree.lines.length === 0;
  const create = mayCreate && (
    <Button variant={id === null ? 'primary' : 'default'} icon={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t(texts.create)}
    </Button>
  );
  const dialog = creating && (
    <Suspense fallback={null}>
      <definition.Create parent={null} onClose={() => setCreating(false)} />
    </Suspense>
  );
  const search = <TreeSearch value={text} onChange={setText} label={t(texts.search)} inputRef={searchRef} onDown={() => pane.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"], a')?.focus()} />;

  if (phone && id !== null) {
    return (
      <div className={classes.page}>
        <NodePanel definition={definition} query={node} heading="h1" />
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 tabIndex={-1}>{t(texts.title)}</h1>
        <span className={classes.total}>{total.data !== undefined && formatNumber(total.data)}</span>
        <span className="grow" />
        {!empty && create}
      </header>
      {empty ? (
        <EmptyState icon={definition.emptyIcon} title={t(texts.emptyTitle)} text={t(texts.emptyText)} actions={create} />
      ) : (
        <div className={classes.body}>
          <div className={classes.side} ref={pane}>
            {search}
            {phone ? (
              <PhoneTree definition={definition} tree={tree} />
            ) : (
              <SideTree definition={definition} tree={tree} chosenId={id} onChoose={(chosen) => void navigate(`${basePath}/${chosen.id}`, { preventScrollReset: true })} />
            )}
          </div>
          {!phone && (
            <section className={classes.main} aria-label={id === null ? t('tree:firstLevel') : (node.data?.name ?? t('loading'))}>
              {id === null ? <Overview definition={definition} /> : <NodePanel key={id} definition={definition} query={node} heading="h2" />}
            </section>
          )}
        </div>
      )}
      {dialog}
    </div>
  );
}

/** One node; what the tree already knows of it is shown at once. */
function useNode<N extends TreeNode>({ source }: TreeDefinition<N>, id: Id | null): UseQueryResult<N> {
  const client = useQueryClient();
  const known = () =>
    client
      .getQueriesData<TreeLevel<N>>({ queryKey: [source.key, 'tree'] })
      .flatMap(([, level]) => level?.items ?? [])
      .find((item) => item.id === id);
  const options = { queryKey: [source.key, 'detail', id], queryFn: ({ signal }: { signal: AbortSignal }) => source.one(id!, signal), enabled: id !== null, placeholderData: known };
  return useQuery(options as UseQueryOptions<N>); // a node is never a function, which the types cannot know of N
}

interface PartProps<N extends TreeNode> {
  definition: TreeDefinition<N>;
  tree: TreeState<N>;
}

function SideTree<N extends TreeNode>({ definition, tree, chosenId, onChoose }: PartProps<N> & { chosenId: Id | null; onChoose: (node: N) => void }) {
  const { t } = useTranslation();
  const { texts } = definition;
  return (
    <>
      <TreeColumns />
      <div className={classes.scroll}>
        {tree.pending ? (
          <SkeletonRows rows={14} />
        ) : tree.error ? (
          <ErrorState error={tree.error} title={t(texts.failed)} onRetry={() => tree.retry(null)} />
        ) : tree.lines.length === 0 ? (
          <NoMatch title={t(texts.noMatch)} />
        ) : (
          <Tree lines={tree.lines} label={t(texts.title)} chosenId={chosenId} Icon={definition.Icon} onToggle={tree.toggle} onChoose={onChoose} onRetry={tree.retry} searching={tree.searching} />
        )}
      </div>
    </>
  );
}

/** The first level, or what a search found, as links. */
function PhoneTree<N extends TreeNode>({ definition, tree }: PartProps<N>) {
  const { t } = useTranslation('tree');
  const { texts } = definition;
  if (tree.pending) return <SkeletonRows rows={10} />;
  if (tree.error) return <ErrorState error={tree.error} title={t(texts.failed)} onRetry={() => tree.retry(null)} />;
  const nodes = tree.lines.flatMap((line) => (line.kind === 'node' && (tree.searching ? line.node.matched !== false : line.level === 1) ? [line.node] : []));
  if (nodes.length === 0) return <NoMatch title={t(texts.noMatch)} />;
  return <DrillList definition={definition} nodes={nodes} label={t(texts.title)} withPath={tree.searching} truncated={tree.lines.some((line) => line.kind === 'truncated' && line.level === 1)} />;
}

function NoMatch({ title }: { title: string }) {
  const { t } = useTranslation('tree');
  return <EmptyState icon={<IconSearchOff size={28} stroke={1.5} />} title={title} text={t('noMatchText')} />;
}
