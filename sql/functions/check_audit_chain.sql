-- check_audit_chain(): (event_id bigint, problem text)
-- Purpose: finds tampering: events changed, removed, inserted, reordered or cut off; templates and versions of which
--   anything is not what was recorded; versions and activations that no event tells of; task types and environments that are not as recorded; guards that are switched off, gone or replaced.
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
        select coalesce(c.id, 0), format('Template %s is not what was recorded.', t.id)
        from prompt_templates t
        left join audit_events c on c.subject = 'template' and c.template_id = t.id and c.action = 'created'
        left join lateral (
            select (array_agg(e.details ->> 'to' order by e.id desc) filter (where e.action = 'renamed'))[1] as name,
                   (array_agg(e.details ->> 'to' order by e.id desc) filter (where e.action = 'moved'))[1] as task_type,
                   (array_agg(e.details -> 'to' order by e.id desc) filter (where e.action = 'described'))[1] as description,
                   (array_agg(e.action order by e.id desc) filter (where e.action in ('archived', 'restored')))[1] as archival
            from audit_events e
            where e.subject = 'template' and e.template_id = t.id) l on true
        where (t.key, t.name, t.task_type, jsonb_build_object('description', t.description, 'tags', t.tags), t.source,
               t.created_by, t.archived_at is not null)
              is distinct from
              (c.details ->> 'key', coalesce(l.name, c.details ->> 'name'), coalesce(l.task_type, c.details ->> 'task_type'),
               coalesce(l.description, jsonb_build_object('description', c.details -> 'description', 'tags', c.details -> 'tags')),
               c.details ->> 'source', c.actor, coalesce(l.archival, '') = 'archived');
    return query
        select coalesce(e.id, 0), format('Version %s of template %s is not what was saved.', v.number, v.template_id)
        from prompt_versions v
        join audit_events e on e.subject = 'version' and e.template_id = v.template_id and e.number = v.number
                               and e.action in ('saved', 'imported')
        where content_hash(v.messages, v.format, v.variables, v.model_config) <> v.content_sha256
           or (encode(v.content_sha256, 'hex'), coalesce(v.parent, 0), v.author, v.note, audit_time(v.created_at), v.source,
               coalesce(v.imported_by, ''))
              is distinct from
              (e.details ->> 'sha256', (e.details ->> 'parent')::integer, e.details ->> 'author', e.details ->> 'note',
               e.details ->> 'created_at', e.details ->> 'source', case e.action when 'imported' then e.actor else '' end);
    return query
        select coalesce(e.id, 0), format('Whether version %s of template %s is archived is not what was recorded.', v.number,
                                         v.template_id)
        from prompt_versions v
        left join (select distinct on (x.template_id, x.number) x.id, x.template_id, x.number, x.action
                   from audit_events x where x.subject = 'version' and x.action in ('archived', 'restored')
                   order by x.template_id, x.number, x.id desc) e on e.template_id = v.template_id and e.number = v.number
        where (v.archived_at is not null) <> (coalesce(e.action, '') = 'archived');
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
        full join (select x.id, x.template_id, x.actor, x.action, x.details from audit_events x where x.subject = 'activation') e
            on (e.details ->> 'activation')::bigint = a.id
        where (a.template_id, a.environment, coalesce(a.previous, 0), coalesce(a.active, 0), a.reason, a.actor, audit_time(a.at),
               a.imported_by,
               case when a.imported_by is not null then 'imported' when a.kind = 'activate' then 'activated'
                    when a.kind = 'rollback' then 'rolled back' else 'deactivated' end)
              is distinct from
              (e.template_id, e.details ->> 'environment', (e.details ->> 'previous')::integer,
               (e.details ->> 'active')::integer, e.details ->> 'reason',
               case e.action when 'imported' then e.details ->> 'author' else e.actor end, e.details ->> 'at',
               case e.action when 'imported' then e.actor end, e.action);
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
        select coalesce(e.id, 0), format('The %s %s is not what was recorded.', replace(coalesce(s.subject, e.subject), '_', ' '),
                                         coalesce(s.content ->> 'key', e.content ->> 'key'))
        from (select 'task_type' as subject, to_jsonb(t) as content from task_types t
              union all select 'environment', to_jsonb(n) from environments n) s
        full join (select distinct on (x.subject, k.content ->> 'key') x.id, x.subject, x.action, k.content
                   from audit_events x, lateral (select coalesce(x.details -> 'to', x.details) as content) k
                   where x.subject in ('task_type', 'environment')
                   order by x.subject, k.content ->> 'key', x.id desc) e
            on e.subject = s.subject and e.content ->> 'key' = s.content ->> 'key'
        where case when coalesce(e.action, 'deleted') = 'deleted' then s.content is not null
                   else s.content is distinct from e.content end;

    -- A guard that is switched off, gone, or replaced by another of its name guards nothing.
    return query
        select 0::bigint, p.problem
        from expected_triggers() x
        full join (select t.tgrelid::regclass::text as relation, t.tgname::text as name, t.tgenabled as enabled,
                          pg_get_triggerdef(t.oid) as definition
                   from pg_trigger t join pg_class r on r.oid = t.tgrelid
                   where r.relnamespace = 'promptuary'::regnamespace and not t.tgisinternal) t
            on t.relation = x.relation and t.name = x.name,
             lateral (select case
                 when t.name is null then format('The guard %s on %s is missing.', x.name, x.relation)
                 when x.name is null then format('The trigger %s on %s is none of this schema''s.', t.name, t.relation)
                 when t.enabled <> 'A' then format('The guard %s on %s is switched off.', x.name, x.relation)
                 when t.definition <> x.definition then format('The guard %s on %s is not what it was made as.', x.name, x.relation)
             end) as p (problem)
        where p.problem is not null
        union all
        select 0::bigint, format('The rule %s rewrites what is done to %s.', w.rulename, w.ev_class::regclass)
        from pg_rewrite w
        join pg_class r on r.oid = w.ev_class
        where r.relnamespace = 'promptuary'::regnamespace and w.ev_type <> '1';
end
$$;
