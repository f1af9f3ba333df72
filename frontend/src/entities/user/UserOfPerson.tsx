import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usersApi } from '@/api/users';

/** Who signs in as this person, for who may see users. */
export function UserOfPerson({ personId }: { personId: number }) {
  const { t } = useTranslation('entities');
  const { data } = useQuery({ queryKey: ['users', 'of-person', personId], queryFn: ({ signal }) => usersApi.list({ person_id: personId, page_size: 1 }, signal) });
  const user = data?.items[0];
  if (!data) return null;
  return user ? <Link to={`/usuarios/${user.id}`}>{user.username}</Link> : <span className="t2">{t('user.none')}</span>;
}
