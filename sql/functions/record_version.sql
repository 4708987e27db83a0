-- record_version(): deferred constraint trigger after insert or update on prompt_versions
-- Purpose: puts a version's saving, importing, archiving and restoring into the audit trail, with the hash of its
--   content and everything else that check_audit_chain compares.
create or replace function promptuary.record_version() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        insert into audit_events (action, subject, template_id, number, details)
        values (case when new.imported_by is null then 'saved' else 'imported' end, 'version', new.template_id, new.number,
                jsonb_build_object('parent', coalesce(new.parent, 0), 'author', new.author, 'note', new.note,
                                   'created_at', audit_time(new.created_at),
                                   'sha256', encode(new.content_sha256, 'hex'), 'source', new.source));
    elsif new.archived_at is distinct from old.archived_at then
        insert into audit_events (action, subject, template_id, number, details)
        values (case when new.archived_at is null then 'restored' else 'archived' end, 'version', new.template_id,
                new.number, '{}');
    end if;
    return null;
end
$$;
