-- set_alert_rule(rule jsonb): bigint
-- Purpose: makes a rule, or changes the one whose id is given. Alerts that the rule opened are over where it says something else
--   now: it judges anew.
-- Parameters: rule, an object with columns of alert_rules; what it leaves out stays, or is as by default.
-- Returns: the rule's id.
-- Errors: PM001 no such rule, template, task type, environment or webhook; PM004 the name is taken; PM005 for a value that is
--   none.
create or replace function promptuary.set_alert_rule(rule jsonb) returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    old_rule alert_rules;
    new_rule alert_rules;
    broken text;
    unknown text;
begin
    select string_agg(format('“%s”', k), ', ' order by k) into unknown
    from jsonb_object_keys(rule) k
    where k not in (select a.attname from pg_attribute a where a.attrelid = 'promptuary.alert_rules'::regclass and a.attnum > 0)
       or k = 'removed_at';
    if unknown is not null then
        raise exception using errcode = 'PM005', detail = 'rule', message = format('A rule has no %s.', unknown);
    end if;
    if rule ->> 'id' is not null then
        select * into old_rule from alert_rules r where r.id = (rule ->> 'id')::bigint and r.removed_at is null for update;
        if not found then
            raise exception using errcode = 'PM001', message = format('There is no alert rule %s.', rule ->> 'id');
        end if;
    else
        old_rule := jsonb_populate_record(null::alert_rules, '{"baseline_days": 14, "severity": "warning", "notify_desktop": true,
                                                               "enabled": true}');
    end if;
    new_rule := jsonb_populate_record(old_rule, rule);
    new_rule.name := btrim(new_rule.name);
    if new_rule.environment is not null then
        new_rule.environment := environment_key(new_rule.environment);
    end if;
    if new_rule.task_type is not null then
        new_rule.task_type := task_type_key(new_rule.task_type);
    end if;
    if old_rule.id is null then
        insert into alert_rules (name, metric, compared_to, threshold, window_hours, baseline_days, minimum_sample, severity,
                                 task_type, template_id, environment, notify_desktop, webhook_id, enabled)
        values (new_rule.name, new_rule.metric, new_rule.compared_to, new_rule.threshold, new_rule.window_hours,
                new_rule.baseline_days, new_rule.minimum_sample, new_rule.severity, new_rule.task_type, new_rule.template_id,
                new_rule.environment, new_rule.notify_desktop, new_rule.webhook_id, new_rule.enabled)
        returning id into new_rule.id;
        return new_rule.id;
    end if;
    update alert_rules r
    set (name, metric, compared_to, threshold, window_hours, baseline_days, minimum_sample, severity, task_type, template_id,
         environment, notify_desktop, webhook_id, enabled) =
        (new_rule.name, new_rule.metric, new_rule.compared_to, new_rule.threshold, new_rule.window_hours,
         new_rule.baseline_days, new_rule.minimum_sample, new_rule.severity, new_rule.task_type, new_rule.template_id,
         new_rule.environment, new_rule.notify_desktop, new_rule.webhook_id, new_rule.enabled)
    where r.id = old_rule.id;
    if (to_jsonb(new_rule) - array['name', 'severity', 'notify_desktop', 'webhook_id'])
       <> (to_jsonb(old_rule) - array['name', 'severity', 'notify_desktop', 'webhook_id']) then
        update alert_events e set resolved_at = clock_timestamp(), resolution = case when new_rule.enabled then 'rule_changed' else 'rule_disabled' end
        where e.rule_id = old_rule.id and e.resolved_at is null;
    end if;
    return old_rule.id;
exception
    when check_violation or not_null_violation then
        get stacked diagnostics broken = constraint_name, unknown = column_name;
        raise exception using errcode = 'PM005', detail = coalesce(nullif(unknown, ''), replace(broken, 'alert_rules_', '')),
            message = case broken
                when 'alert_rules_name_form' then 'An alert rule needs a name of at most 250 characters.'
                when 'alert_rules_metric_known' then format('“%s” is no metric of an alert rule.', rule ->> 'metric')
                when 'alert_rules_comparison_known' then format('“%s” is nothing to compare with.', rule ->> 'compared_to')
                when 'alert_rules_volume_has_no_version' then 'Volume cannot be compared with the version before: it belongs to the template.'
                when 'alert_rules_threshold_form' then 'The threshold is out of range: shares lie between 0 and 1, amounts are not negative.'
                when 'alert_rules_window_form' then 'A window has 1 to 720 hours.'
                when 'alert_rules_baseline_form' then 'A baseline has 1 to 90 days.'
                when 'alert_rules_sample_form' then 'The minimum sample is at least 1.'
                when 'alert_rules_severity_known' then format('“%s” is no severity; they are info, warning and critical.', rule ->> 'severity')
                when 'alert_rules_one_scope' then 'A rule is about a task type or a template, not both.'
                else format('An alert rule needs %s.', coalesce(nullif(unknown, ''), 'more than that')) end;
    when unique_violation then
        raise exception using errcode = 'PM004', message = format('There is an alert rule “%s” already.', rule ->> 'name');
    when foreign_key_violation then
        raise exception using errcode = 'PM001', message = 'The template or the webhook of the rule does not exist.';
    when invalid_text_representation or numeric_value_out_of_range then
        raise exception using errcode = 'PM005', detail = 'rule', message = format('A value of the rule is none: %s.', sqlerrm);
end
$$;
