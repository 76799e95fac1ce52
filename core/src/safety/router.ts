import { router } from '../platform/procedures.ts';
import { block } from './block.ts';
import { getBlocks } from './get-blocks.ts';
import { unblock } from './unblock.ts';

export const safety = router({ block, unblock, getBlocks });
