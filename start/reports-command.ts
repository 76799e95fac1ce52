// npm run reports -- list [all] | show <id> | close <id> upheld|dismissed [note]: what people ask for help with that no
// organiser can look at, in the database of the environment.
import type { Core } from '@echochat/core/core.ts';
import { ConfigError, readConfig } from '@echochat/core/platform/config.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import type { ReportView } from '@echochat/core/safety/report-view.ts';
import { openFromConfig } from './open.ts';

const [, , verb = 'list', what, outcome, ...note] = process.argv;
const reportId = /^\d{1,9}$/.test(what ?? '') ? Number(what) : null;

/** One line of the terminal: what people wrote can neither forge nor hide others. */
const plain = (text: string, max: number): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, max);

const nameOf = ({ person }: ReportView): string => {
  const known = plain(person.name ?? '', 80) || 'somebody';
  if (person.handle !== null) return `${known} (@${person.handle})`;
  return person.externalId === null ? known : `${known} (${person.platform} ${person.externalId})`;
};

const lineOf = (report: ReportView): string =>
  `  ${report.id}  ${report.createdAt.toISOString()}  ${nameOf(report)}  ${report.items.map(({ reason }) => reason).join(', ')}  ` +
  (report.community ? plain(report.community.name, 60) : 'no community');

async function list({ safety }: ReturnType<Core['as']>): Promise<string> {
  const { items, total } = await safety.getOperatorReports({ isAll: what === 'all' });
  return [total === 0 ? 'No report waits for you.' : `${total} wait for you:`, ...items.map(lineOf)].join('\n');
}

async function show({ safety }: ReturnType<Core['as']>, id: number): Promise<string> {
  const report = await safety.getOperatorReport({ reportId: id });
  const by = report.reporter
    ? `${plain(report.reporter.displayName, 80)} (@${report.reporter.handle})`
    : 'somebody who is gone';
  const items = report.items.flatMap((item) => [
    `  ${item.createdAt.toISOString()}  ${item.reason}, about ${item.subject}${item.title === null ? '' : ` “${plain(item.title, 200)}”`}`,
    ...(item.details === null ? [] : [`    said: ${plain(item.details, 1_000)}`]),
    ...(item.messageText === null ? [] : [`    message: ${plain(item.messageText, 2_000)}`]),
    ...(item.messageLink === null ? [] : [`    at: ${plain(item.messageLink, 500)}`]),
  ]);
  const closed = report.closedAt
    ? [`  ${report.status} ${report.closedAt.toISOString()}  ${plain(report.note ?? '', 500)}`]
    : [];
  return [lineOf(report), `  made by ${by}`, ...items, ...closed].join('\n');
}

/** What it says once it is done; null where it was not understood. */
async function answer(): Promise<string | null> {
  const isClosing = verb === 'close' && (outcome === 'upheld' || outcome === 'dismissed');
  if (verb !== 'list' && (reportId === null || (verb !== 'show' && !isClosing))) return null;
  const core = await openFromConfig(readConfig(process.env));
  const api = core.as({ kind: 'system', name: 'reports-command' });
  try {
    if (verb === 'list' || reportId === null) return await list(api);
    if (verb === 'show') return await show(api, reportId);
    const closing = { reportId, outcome: outcome === 'upheld' ? 'upheld' : 'dismissed', note: note.join(' ') } as const;
    return `Closed:\n${lineOf(await api.safety.closeOperatorReport(closing))}`;
  } catch (error) {
    const { code } = asEchoError(error);
    if (code === 'report_not_found') return `There is no report ${what}.`;
    if (code === 'report_closed') return `Report ${what} is closed already, with another outcome.`;
    throw error;
  } finally {
    await core.close();
  }
}

try {
  const said = await answer();
  if (said === null)
    process.stderr.write(
      'Say what to do: npm run reports -- list [all], show <id>, or close <id> upheld|dismissed [note]\n',
    );
  else process.stdout.write(`${said}\n`);
  process.exit(said === null ? 1 : 0);
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
