import { useQuery } from '@tanstack/react-query';
import { decisionsApi } from '@/api/approvals';
import { formatNumber } from '@/shared/lib/format';
import { CountBadge } from '@/shared/ui';

/** How many approvals wait for one's own decision; nothing while none does. */
export default function WaitingCount() {
  const { data } = useQuery({ queryKey: ['approvals', 'waiting'], queryFn: ({ signal }) => decisionsApi.waiting(signal) });
  return data && data.waiting > 0 ? <CountBadge hot value={formatNumber(data.waiting)} /> : null;
}
