import { createHash } from 'node:crypto';
import plans from './plans.json' with { type: 'json' };
import { inTransaction, type SqlClient } from './sql-client.ts';
import { type SkillNode, taxonomy } from './taxonomy.ts';

/**
 * Brings the data that comes with the code (plans and the skill tree) into the database where it has changed since it
 * was last loaded. Rows are found by name and slug and keep their ids; a skill that the tree no longer has stays for
 * those who have it. Returns whether anything was loaded.
 */
export async function loadReference(client: SqlClient): Promise<boolean> {
  const nodes = taxonomy();
  const checksum = createHash('sha256')
    .update(JSON.stringify([plans, nodes]))
    .digest('hex');
  return inTransaction(client, async () => {
    // Several processes may start at once; the first one loads.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('reference-data'))");
    const { rows } = await client.query("SELECT checksum FROM reference_data WHERE name = 'all'");
    if (rows[0]?.checksum === checksum) return false;
    await loadPlans(client);
    await loadSkills(client, nodes);
    await client.query(
      `INSERT INTO reference_data (name, checksum) VALUES ('all', $1)
       ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, loaded_at = now()`,
      [checksum],
    );
    return true;
  });
}

async function loadPlans(client: SqlClient): Promise<void> {
  const columns = Object.keys(plans[0] ?? {});
  await client.query(
    `INSERT INTO subscription_plans (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::subscription_plans, $1::jsonb)
     ON CONFLICT (name) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(plans)],
  );
}

async function loadSkills(client: SqlClient, nodes: readonly SkillNode[]): Promise<void> {
  const json = JSON.stringify(nodes);
  const read = `jsonb_to_recordset($1::jsonb) AS n(slug text, name text, es text, parent text, icon text, color text,
    type skill_type, "sortOrder" int, aliases jsonb, related jsonb)`;
  await client.query(
    `INSERT INTO skill_categories (slug, name, icon, color, type, sort_order, updated_at)
     SELECT slug, name, icon, color, type, "sortOrder", now() FROM ${read}
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, icon = excluded.icon, color = excluded.color,
       type = excluded.type, sort_order = excluded.sort_order, updated_at = now()`,
    [json],
  );
  await client.query(
    `UPDATE skill_categories c SET parent_id = p.id FROM ${read}
     LEFT JOIN skill_categories p ON p.slug = n.parent WHERE c.slug = n.slug`,
    [json],
  );
  await client.query(
    `DELETE FROM skill_aliases WHERE category_id IN (SELECT c.id FROM skill_categories c JOIN ${read} ON n.slug = c.slug)`,
    [json],
  );
  await client.query(
    `INSERT INTO skill_aliases (category_id, alias, locale)
     SELECT c.id, n.es, 'es' FROM ${read} JOIN skill_categories c ON c.slug = n.slug
     UNION ALL
     SELECT c.id, a.alias, '' FROM ${read} JOIN skill_categories c ON c.slug = n.slug,
       LATERAL jsonb_array_elements_text(n.aliases) AS a(alias)
     ON CONFLICT (category_id, alias) DO NOTHING`,
    [json],
  );
  await client.query('DELETE FROM skill_relations');
  await client.query(
    `INSERT INTO skill_relations (category_id, related_id)
     SELECT c.id, r.id FROM ${read} JOIN skill_categories c ON c.slug = n.slug,
       LATERAL jsonb_array_elements_text(n.related) AS x(slug) JOIN skill_categories r ON r.slug = x.slug
     WHERE r.id <> c.id ON CONFLICT DO NOTHING`,
    [json],
  );
}
