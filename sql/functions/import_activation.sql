-- import_activation(template_id bigint, number integer, environment text, reason text, author text, at timestamptz):
--                   (active integer, previous integer)
-- Purpose: adds an activation that happened elsewhere, or is made up for a demonstration, to the end of the log, with its own
--   author and time. The audit trail tells who brought it in, and when. The version serves from then on, as after any
--   activation.
-- Parameters: environment, null or empty for the default one; author, empty or null for the one who imports; at, not
--   before the version was made or the activation that the log ends with, nor in the future.
-- Returns: what serves now and what served before, 0 for none.
-- Errors: PM001; PM003 it serves already; PM004 archived; PM005 with the place.
create or replace function promptuary.import_activation(template_id bigint, number integer, environment text, reason text,
    author text, at timestamptz) returns table (active integer, previous integer)
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if number is null then
        raise exception using errcode = 'PM005', detail = 'number', message = 'No version was named.',
            hint = 'Name the version that was activated.';
    end if;
    return query
        insert into activations as a (template_id, environment, kind, active, reason, actor, at, imported_by)
        values (import_activation.template_id, import_activation.environment, 'activate', import_activation.number,
                import_activation.reason, coalesce(nullif(trimmed(import_activation.author), ''), session_user),
                import_activation.at, session_user)
        returning coalesce(a.active, 0), coalesce(a.previous, 0);
end
$$;
