-- check_audit_chain(): (event_id bigint, problem text)
-- Purpose: finds tampering: events changed, removed, inserted, reordered or cut off; versions whose content is not what
--   was saved; versions and activations that no event tells of; guards that are switched off.
-- Returns: one row per problem, none where all is well; event_id is 0 where the problem is no event's.
create or replace function promptuary.check_audit_chain() returns table (event_id bigint, problem text)
language plpgsql stable security definer set search_path = promptuary, pg_temp as $$
declare
    head record;
    last record;
begin
    return query
        select c.id, p.problem
        from (select e.id, e.previous_hash, e.hash as stored,
                     audit_hash(e.previous_hash, e.id, e.at, e.actor, e.action, e.subject, e.template_id, e.number,
                                e.details) as computed,
                     lag(e.hash, 1, sha256('')) over chain as hash_before, lag(e.id, 1, 0::bigint) over chain as id_before
              from audit_events e
              window chain as (order by e.id)) c,
             lateral (values
                 (c.id <> c.id_before + 1, format('Events %s to %s are missing.', c.id_before + 1, c.id - 1)),
                 (c.stored <> c.computed, format('Event %s is not what was recorded.', c.id)),
                 (c.previous_hash <> c.hash_before, format('Event %s does not follow the event before it.', c.id))
             ) as p (wrong, problem)
        where p.wrong;

    select h.id, h.hash into head from audit_head h;
    select e.id, e.hash into last from audit_events e order by e.id desc limit 1;
    if head is null then
        return query select 0::bigint, 'The trail''s head is missing.';
    elsif head.id > coalesce(last.id, 0) then
        return query select head.id, format('The end of the trail is missing: events %s to %s.', coalesce(last.id, 0) + 1, head.id);
    elsif head.id <> coalesce(last.id, 0) or head.hash <> coalesce(last.hash, sha256('')) then
        return query select last.id, format('Event %s is not the one the trail ended with.', last.id);
    end if;

    return query
        select coalesce(e.id, 0), format('Version %s of template %s is not what was saved.', v.number, v.template_id)
        from prompt_versions v
        left join audit_events e on e.subject = 'version' and e.template_id = v.template_id and e.number = v.number
                                    and e.action in ('saved', 'imported')
        where content_hash(v.messages, v.format, v.variables, v.model_config) <> v.content_sha256
           or e.details ->> 'sha256' <> encode(v.content_sha256, 'hex');
    return query
        select 0::bigint, format('No event tells of version %s of template %s.', v.number, v.template_id)
        from prompt_versions v
        where not exists (select from audit_events e
                          where e.subject = 'version' and e.template_id = v.template_id and e.number = v.number
                            and e.action in ('saved', 'imported'));
    return query
        select coalesce(e.id, 0), format('Version %s of template %s was recorded but is gone.', e.number, e.template_id)
        from audit_events e
        where e.subject = 'version' and e.action in ('saved', 'imported')
          and not exists (select from prompt_versions v where v.template_id = e.template_id and v.number = e.number);
    return query
        select coalesce(e.id, 0), format('Activation %s of template %s is not what was recorded.',
                                         coalesce(a.id::text, e.details ->> 'activation'), coalesce(a.template_id, e.template_id))
        from activations a
        full join (select x.id, x.template_id, x.actor, x.details from audit_events x where x.subject = 'activation') e
            on (e.details ->> 'activation')::bigint = a.id
        where (a.template_id, a.environment, coalesce(a.previous, 0), coalesce(a.active, 0), a.reason, a.actor)
              is distinct from
              (e.template_id, e.details ->> 'environment', (e.details ->> 'previous')::integer,
               (e.details ->> 'active')::integer, e.details ->> 'reason', e.actor);
    return query
        select 0::bigint, format('What serves of template %s in %s is not what the log says.',
                                 coalesce(s.template_id, l.template_id), coalesce(s.environment, l.environment))
        from active_versions s
        full join (select distinct on (a.template_id, a.environment) a.template_id, a.environment, a.active
                   from activations a order by a.template_id, a.environment, a.id desc) l
            on l.template_id = s.template_id and l.environment = s.environment
        where s.number is distinct from l.active
        union all
        select 0::bigint, format('The summary of what serves of template %s is wrong.', t.id)
        from prompt_templates t
        where t.active <> (select coalesce(jsonb_object_agg(a.environment, a.number), '{}')
                           from active_versions a where a.template_id = t.id);

    return query
        select 0::bigint, format('The guard %s on %s is switched off.', t.tgname, t.tgrelid::regclass)
        from pg_trigger t
        join pg_class r on r.oid = t.tgrelid
        where r.relnamespace = 'promptuary'::regnamespace and not t.tgisinternal and t.tgenabled <> 'A';
end
$$;
