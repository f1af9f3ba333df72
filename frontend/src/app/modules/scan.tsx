import { IconScan } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Texts of the dialogs that other modules offer for what was read. */
const slotTexts = async () => (await import('../registry')).slotTexts;

/** Codes that are read, typed, or opened by a phone's camera. */
const scan: AppModule = {
  routes: [
    { path: 'ler', lazy: lazyPage(() => import('../pages/ReadCodePage'), ['scan', 'scanner'], slotTexts) },
    { path: 'q/:code', lazy: lazyPage(() => import('../pages/CodePage'), ['scan', 'scanner']) },
  ],
  commands: [{ id: 'read-code', label: 'command.readCode', icon: <IconScan size={16} />, to: '/ler', permission: 'assets.read' }],
};

export default scan;
