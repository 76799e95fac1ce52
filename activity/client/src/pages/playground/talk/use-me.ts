import type { Person } from '@echochat/activity-protocol/playground.ts';
import { useQuery } from '@tanstack/react-query';
import { whoAmI } from '../../../server/playground.ts';

/** Who speaks here. Somebody whom the community does not know yet is called by their handle. */
export function useMe(handle: string): Person {
  const { data } = useQuery({
    queryKey: ['person', handle],
    queryFn: ({ signal }) => whoAmI(handle, signal),
  });
  const displayName = handle.charAt(0).toUpperCase() + handle.slice(1);
  return data ?? { handle, displayName, teaches: [], learns: [], isNewcomer: true };
}
