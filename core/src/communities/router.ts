import { router } from '../platform/procedures.ts';
import { arrive } from './arrive.ts';
import { leave } from './leave.ts';

export const communities = router({ arrive, leave });
