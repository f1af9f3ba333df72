import { AccountView } from '@/features/account';

/** One's own account. */
export default function AccountPage() {
  return <AccountView />;
}
