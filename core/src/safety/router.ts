import { router } from '../platform/procedures.ts';
import { block } from './block.ts';
import { closeReport } from './close-report.ts';
import { getBlocks } from './get-blocks.ts';
import { getReport, getReports } from './get-reports.ts';
import { closeOperatorReport, getOperatorReport, getOperatorReports } from './operator-reports.ts';
import { report } from './report.ts';
import { getReportDraft, keepReportDraft } from './report-draft.ts';
import { unblock } from './unblock.ts';

export const safety = router({
  block,
  unblock,
  getBlocks,
  report,
  keepReportDraft,
  getReportDraft,
  getReports,
  getReport,
  closeReport,
  getOperatorReports,
  getOperatorReport,
  closeOperatorReport,
});
