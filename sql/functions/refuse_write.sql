-- refuse_write(): trigger
-- Purpose: refuses UPDATE, DELETE and TRUNCATE on tables that are only ever added to, whoever asks.
-- Errors: PM004 always.
create or replace function promptuary.refuse_write() returns trigger
language plpgsql set search_path = promptuary, pg_temp as $$
begin
    raise exception using errcode = 'PM004',
        message = format('%s is refused on %s.', tg_op, tg_table_name),
        hint = 'Its rows are history: they are added to, never changed or removed.';
end
$$;
