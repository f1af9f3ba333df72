import { IconArchive, IconArrowsExchange, IconRestore, IconUser } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import type { AppModule } from '../registry';

/** A dialog with its texts, fetched when it is first opened. */
const dialog = <T,>(load: () => Promise<T>) => async () => {
  const [module] = await Promise.all([load(), loadTexts(['asset-move', 'dialog'])]);
  return module;
};

/** What moves assets and takes them out of the lists. */
const assetMove: AppModule = {
  texts: ['asset-move'],
  assetActions: [
    { id: 'move', weight: 10, label: 'asset-move:action', icon: <IconArrowsExchange size={16} />, Dialog: lazy(dialog(() => import('@/features/asset-move/MoveDialog'))) },
    { id: 'unarchive', weight: 15, label: 'asset-move:unarchiveAction', icon: <IconRestore size={16} />, Dialog: lazy(dialog(() => import('@/features/asset-move/UnarchiveDialog'))) },
    { id: 'archive', weight: 90, label: 'asset-move:archiveAction', icon: <IconArchive size={16} />, Dialog: lazy(dialog(() => import('@/features/asset-move/ArchiveDialog'))) },
  ],
  assetBulk: [
    { id: 'move', weight: 10, label: 'asset-move:action', icon: <IconArrowsExchange size={16} />, permission: 'assets.move', Dialog: lazy(dialog(() => import('@/features/asset-move/BulkMoveDialog'))) },
    { id: 'assign', weight: 20, label: 'asset-move:assign', icon: <IconUser size={16} />, permission: 'assets.move', Dialog: lazy(dialog(() => import('@/features/asset-move/BulkAssignDialog'))) },
  ],
};

export default assetMove;
