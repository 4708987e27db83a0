-- evaluate_alerts(at timestamptz default now()): (fired integer, resolved integer)
-- Purpose: judges every rule: opens an alert where a version got worse, resolves those that are over: because the value
--   recovered, what it was about is gone, or for a day (the rule's window, where that is longer) too few executions came to
--   judge it, which for an alert about their number is no end. That one is over when as much runs as is expected now: a Saturday
--   needs no Friday's work; or, where nothing is expected, as was expected when it fired. An alert that opens while another
--   rule's is open over the same metric, template, version and environment joins its incident. Webhooks are told of what fired during a snooze that is over and is open still. roll_up_executions() calls
--   it, so it needs no window; one session at a time does it, holding the rollups' state.
-- Parameters: at, the end of the windows, in the past to replay what was recorded.
create or replace function promptuary.evaluate_alerts(at timestamptz default now())
returns table (fired integer, resolved integer)
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    rule record;
    counted integer;
    judged integer;
    seen bigint := 0;
begin
    perform from execution_rollup_state for update;
    fired := 0;
    -- What an alert was about may be gone; no verdict says anything of it then.
    update alert_events e set resolved_at = evaluate_alerts.at, resolution = o.reason
    from (select o.id,
                 case when r.removed_at is not null then 'rule_removed'
                      when not r.enabled then 'rule_disabled'
                      when t.archived_at is not null then 'archived'
                      when not exists (select from active_versions a
                                       where a.template_id = o.template_id and a.environment = o.environment) then 'deactivated'
                      when r.metric <> 'volume'
                           and not exists (select from active_versions a
                                           where a.template_id = o.template_id and a.environment = o.environment
                                             and a.number = o.number) then 'replaced'
                      when r.task_type <> t.task_type then 'moved' end as reason
          from alert_events o
               join alert_rules r on r.id = o.rule_id
               join prompt_templates t on t.id = o.template_id
          where o.resolved_at is null) o
    where e.id = o.id and o.reason is not null;
    get diagnostics resolved = row_count;
    for rule in select r.*, r.metric in ('success_rate', 'confidence', 'volume') as has_floor
                from alert_rules r where r.enabled and r.removed_at is null order by r.id loop
        with verdicts as materialized (
                 select v.* from alert_verdicts(to_jsonb(rule), evaluate_alerts.at) v),
             known as (
                 update alert_events e
                 set last_value = v.value, last_sample = v.sample, judged_at = evaluate_alerts.at,
                     resolved_at = case when w.better then evaluate_alerts.at end,
                     resolution = case when w.better then 'recovered' end
                 from verdicts v,
                      alert_events o,
                      lateral (select case when rule.metric = 'volume' then v.value >= coalesce(v.recovers_at, o.recovers_at)
                                           when rule.has_floor then v.value >= o.recovers_at
                                           else v.value <= o.recovers_at end
                                      and v.sample >= least(rule.minimum_sample, o.sample) as better) w
                 where e.rule_id = rule.id and e.resolved_at is null and o.id = e.id and e.template_id = v.template_id
                   and e.environment = v.environment and (e.number = v.number or rule.metric = 'volume')
                 returning e.id, e.template_id, e.environment, e.resolved_at),
             opened as (
                 insert into alert_events (rule_id, template_id, number, environment, fired_at, window_from, value, sample,
                     baseline, baseline_sample, limit_value, recovers_at, last_value, last_sample, judged_at, snoozed_until, joined)
                 select rule.id, v.template_id, v.number, v.environment, evaluate_alerts.at, v.window_from, v.value, v.sample,
                        v.baseline, v.baseline_sample, v.limit_value, v.recovers_at, v.value, v.sample, evaluate_alerts.at,
                        -- Who asked for silence gets it, also where it was better in between.
                        (select max(p.snoozed_until) from alert_events p
                         where (p.rule_id = rule.id and p.template_id = v.template_id and p.environment = v.environment
                                or p.incident = i.incident) and p.snoozed_until > evaluate_alerts.at),
                        i.incident
                 from verdicts v
                      -- What another rule told of the same.
                      left join lateral (
                          select min(o.incident) as incident
                          from alert_events o join alert_rules r on r.id = o.rule_id
                          where o.resolved_at is null and r.metric = rule.metric and o.template_id = v.template_id
                            and o.environment = v.environment and (o.number = v.number or rule.metric = 'volume')) i on true
                 where v.fires
                   and not exists (select from alert_events e
                                   where e.rule_id = rule.id and e.resolved_at is null and e.template_id = v.template_id
                                     and e.environment = v.environment and (e.number = v.number or rule.metric = 'volume'))
                 returning id, snoozed_until)
        select (select count(*) from opened), resolved + (select count(*) from known k where k.resolved_at is not null),
               (select count(*) from verdicts v where v.limit_value is not null)
        into counted, resolved, judged;
        fired := fired + counted;
        seen := seen + judged;
    end loop;
    -- No data is no alert, and none for long keeps none open: nobody is there any more whom it would help.
    update alert_events e set resolved_at = evaluate_alerts.at, resolution = 'too_few_executions'
    from alert_rules r
    where e.resolved_at is null and r.id = e.rule_id and r.metric <> 'volume'
      and e.judged_at < evaluate_alerts.at - make_interval(hours => greatest(r.window_hours, 24));
    get diagnostics counted = row_count;
    resolved := resolved + counted;
    -- What fired while it was snoozed and is open still.
    perform tell_webhooks(array(select e.id from alert_events e where e.resolved_at is null and e.snoozed_until <= evaluate_alerts.at));
    update execution_rollup_state set judged_at = clock_timestamp(), verdicts = seen;
    return next;
end
$$;
