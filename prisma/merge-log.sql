-- Run at every start, after the migrations, whose runner knows no functions: it makes what is missing.

-- Processes that start together do it one after the other.
SELECT pg_advisory_xact_lock(hashtext('merge-log'));

-- What joining two accounts does to a row is written down while `echochat.merge` names the joining. At all other times
-- its condition is false and costs next to nothing. It is called after the triggers of constraints, so that of
-- rows that go together the row that others hang on comes last.
CREATE OR REPLACE FUNCTION "log_merge_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "merge_changes" ("merge_id", "table_name", "before", "after") VALUES (
    current_setting('echochat.merge')::int, TG_TABLE_NAME,
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END $$;

-- Every table that names a learner, but for what a joining ends (sign-ins and links) and what tells of joinings.
DO $$
DECLARE
  "logged" regclass;
BEGIN
  FOR "logged" IN
    SELECT 'users'::regclass UNION SELECT conrelid::regclass FROM pg_constraint
    WHERE contype = 'f' AND confrelid = 'users'::regclass AND conrelid NOT IN (
      'account_merges'::regclass, 'browser_sessions'::regclass, 'link_codes'::regclass, 'link_requests'::regclass,
      'page_doors'::regclass, 'room_doors'::regclass)
    EXCEPT SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'merge_log'
  LOOP
    EXECUTE format('CREATE TRIGGER "merge_log" AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW
      WHEN (current_setting(''echochat.merge'', true) <> '''') EXECUTE FUNCTION "log_merge_change"()', "logged");
  END LOOP;
END $$;

-- The columns of a primary key, joined as a condition that the row of `t` is the one in "key".
CREATE OR REPLACE FUNCTION "merge_key_of"("changed" regclass) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('t.%1$I = (jsonb_populate_record(NULL::%2$s, $1)).%1$I', a.attname, "changed"), ' AND ')
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
  WHERE i.indrelid = "changed" AND i.indisprimary
$$;

-- Takes one change back. What was changed again since stays as it is, but for sums: there the joined part is taken out.
CREATE OR REPLACE FUNCTION "undo_merge_change"("changed" regclass, "was" jsonb, "became" jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  "sums" CONSTANT text[] := ARRAY['total_xp', 'teaching_xp', 'learning_xp', 'used', 'session_count'];
  "current" jsonb;
  "patch" jsonb := '{}';
  "name" text;
  "columns" text;
BEGIN
  IF "became" IS NULL THEN
    SELECT string_agg(quote_ident(attname), ', ') INTO "columns" FROM pg_attribute
      WHERE attrelid = "changed" AND attnum > 0 AND NOT attisdropped AND "was" ? attname::text;
    EXECUTE format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1)', "changed", "columns")
      USING "was";
    RETURN;
  END IF;
  IF "was" IS NULL THEN
    EXECUTE format('DELETE FROM %s t WHERE %s', "changed", "merge_key_of"("changed")) USING "became";
    RETURN;
  END IF;
  EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE %s', "changed", "merge_key_of"("changed")) INTO "current" USING "became";
  IF "current" IS NULL THEN RETURN; END IF;
  FOR "name" IN SELECT jsonb_object_keys("was") LOOP
    CONTINUE WHEN "was"->"name" IS NOT DISTINCT FROM "became"->"name" OR "name" = 'updated_at' OR NOT "current" ? "name";
    IF "name" = ANY("sums") THEN
      "patch" := "patch" || jsonb_build_object("name", greatest(0,
        ("current"->>"name")::numeric - ("became"->>"name")::numeric + ("was"->>"name")::numeric));
    ELSIF "current"->"name" IS NOT DISTINCT FROM "became"->"name" THEN
      "patch" := "patch" || jsonb_build_object("name", "was"->"name");
    END IF;
  END LOOP;
  -- A pair that turns around again takes its two answers along, also one that was given since.
  IF "changed" = 'learning_matches'::regclass AND "patch" ? 'user_id_1' AND "patch" ? 'user_id_2' THEN
    "patch" := "patch" || jsonb_build_object(
      'accepted_at_1', "current"->'accepted_at_2', 'accepted_at_2', "current"->'accepted_at_1');
  END IF;
  IF "patch" = '{}' THEN RETURN; END IF;
  SELECT string_agg(format('%1$I = r.%1$I', k), ', ') INTO "columns" FROM jsonb_object_keys("patch") k;
  EXECUTE format('UPDATE %1$s t SET %2$s FROM jsonb_populate_record(NULL::%1$s, $2) r WHERE %3$s',
    "changed", "columns", "merge_key_of"("changed")) USING "became", "current" || "patch";
END $$;

-- Takes a joining back, the last change first. What something newer stands in the way of stays with the kept account.
CREATE OR REPLACE FUNCTION "undo_merge"("undone" int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  "change" "merge_changes";
BEGIN
  FOR "change" IN SELECT * FROM "merge_changes" WHERE "merge_id" = "undone" ORDER BY "id" DESC LOOP
    CONTINUE WHEN to_regclass("change"."table_name") IS NULL;
    BEGIN
      PERFORM "undo_merge_change"("change"."table_name"::regclass, "change"."before", "change"."after");
    EXCEPTION WHEN integrity_constraint_violation OR foreign_key_violation OR unique_violation OR check_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
