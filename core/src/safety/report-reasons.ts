/** Why somebody asks for help about another. */
export const reportReasons = [
  'harassment',
  'hate',
  'sexual',
  'spam',
  'danger',
  'minor',
  'impersonation',
  'other',
] as const;
export type ReportReason = (typeof reportReasons)[number];

export const reportOutcomes = ['upheld', 'dismissed'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];
