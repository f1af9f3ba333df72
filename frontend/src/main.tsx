import '@/shared/styles/index.css';
import { createRoot } from 'react-dom/client';
import { restoreSession } from '@/api/auth';
import { App } from '@/app/App';
import { createRouter } from '@/app/router';
import { startI18n } from '@/shared/i18n/i18n';
import { createQueryClient } from '@/shared/lib/query';
import { useStore } from '@/shared/store/store';

/** Texts and session side by side, then the screen: nothing is shown that would have to be taken back. */
async function start(): Promise<void> {
  const session = restoreSession().catch(() => useStore.setState({ status: 'signed-out' }));
  await Promise.all([startI18n(['app', 'entities']), session]);
  const queries = createQueryClient();
  let user = useStore.getState().user?.id;
  useStore.subscribe((state) => {
    if (state.user && user !== undefined && state.user.id !== user) queries.clear(); // another person: nothing of the one before
    user = state.user?.id ?? user;
  });
  createRoot(document.getElementById('root')!).render(<App queries={queries} router={createRouter()} />);
}

void start();
