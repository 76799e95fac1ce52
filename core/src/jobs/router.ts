import { router } from '../platform/procedures.ts';
import { getDead } from './get-dead.ts';
import { retryDead } from './retry-dead.ts';

export const jobs = router({ getDead, retryDead });
