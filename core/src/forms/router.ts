import { router } from '../platform/procedures.ts';
import { getValues, keepValues } from './kept-values.ts';

export const forms = router({ keepValues, getValues });
