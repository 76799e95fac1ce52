import { router } from '../platform/procedures.ts';
import { arrive } from './arrive.ts';
import { leave } from './leave.ts';

import { getSetup, updateSetup } from './setup.ts';

export const communities = router({ arrive, leave, getSetup, updateSetup });
