-- What each role may do: read tables and views, call functions, and nothing else. Applied from nothing each time, so that
-- a right taken out of this file is taken away.
revoke all on schema promptuary
    from public, promptuary_viewer, promptuary_editor, promptuary_publisher, promptuary_admin, promptuary_agent;
revoke all on all tables in schema promptuary
    from public, promptuary_viewer, promptuary_editor, promptuary_publisher, promptuary_admin, promptuary_agent;
revoke all on all sequences in schema promptuary
    from public, promptuary_viewer, promptuary_editor, promptuary_publisher, promptuary_admin, promptuary_agent;
revoke all on all functions in schema promptuary
    from public, promptuary_viewer, promptuary_editor, promptuary_publisher, promptuary_admin, promptuary_agent;

grant usage on schema promptuary to promptuary_viewer;
grant select on promptuary.task_types, promptuary.environments, promptuary.prompt_templates, promptuary.prompt_versions,
    promptuary.activations, promptuary.active_versions, promptuary.audit_events, promptuary.template_overview,
    promptuary.schema_changes, promptuary.schema_objects to promptuary_viewer;
grant execute on function promptuary.find_template(text), promptuary.my_rights(), promptuary.search_templates(text),
    promptuary.check_audit_chain() to promptuary_viewer;

grant execute on function promptuary.create_task_type(text), promptuary.create_template(text, text, text, text[], text),
    promptuary.rename_template(bigint, text), promptuary.move_template(bigint, text),
    promptuary.describe_template(bigint, text, text[]), promptuary.archive_template(bigint),
    promptuary.restore_template(bigint),
    promptuary.save_version(bigint, integer, integer, jsonb, text, jsonb, json, text),
    promptuary.import_version(bigint, jsonb, text, jsonb, json, text, text, timestamptz, text) to promptuary_editor;

grant execute on function promptuary.activate_version(bigint, integer, text, text, integer),
    promptuary.roll_back(bigint, integer, text, text, integer),
    promptuary.deactivate_template(bigint, text, text, integer) to promptuary_publisher;
grant execute on function promptuary.import_activation(bigint, integer, text, text, text, timestamptz) to promptuary_admin;

-- Agents record what they did, and see nothing of it.
grant usage on schema promptuary to promptuary_agent;
grant execute on function promptuary.record_executions(json),
    promptuary.record_execution(text, integer, boolean, text, text, timestamptz, text, integer, integer, integer, numeric,
        numeric, text, text, numeric, boolean, text, text, json, text, text, text, json, text, text)
    to promptuary_agent, promptuary_editor;
grant select on promptuary.prompt_executions, promptuary.execution_payloads, promptuary.execution_rollups,
    promptuary.execution_rollup_state, promptuary.execution_settings, promptuary.model_prices,
    promptuary.execution_measures, promptuary.prompt_template_performance, promptuary.execution_pulse to promptuary_viewer;
grant execute on function promptuary.execution_key(text), promptuary.histogram_value(bigint),
    promptuary.histogram_quantile(bigint[], double precision), promptuary.execution_days(),
    promptuary.execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[], text, text, boolean),
    promptuary.execution_failures(timestamptz, timestamptz, bigint[], integer[], text, text),
    promptuary.execution_distribution(text, timestamptz, timestamptz, bigint[], integer[], text, text),
    promptuary.execution_usage(timestamptz, timestamptz, text, bigint[], integer[], text, text),
    promptuary.recent_execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[], text, text),
    promptuary.recent_execution_distribution(text, timestamptz, timestamptz, bigint[], integer[], text, text),
    promptuary.recent_execution_failures(timestamptz, timestamptz, bigint[], integer[], text, text)
    to promptuary_viewer;
-- It changes what is read in no way, so everybody's window may do it.
grant execute on function promptuary.roll_up_executions() to promptuary_viewer;
grant execute on function promptuary.review_execution(text, text, text, timestamptz) to promptuary_editor;
grant execute on function promptuary.maintain_executions(date), promptuary.free_execution_days(), promptuary.recompute_execution_costs(date, text),
    promptuary.set_model_price(text, numeric, numeric, numeric, timestamptz),
    promptuary.remove_model_price(text, timestamptz),
    promptuary.set_execution_settings(integer, integer, integer) to promptuary_admin;

grant select on promptuary.alert_rules, promptuary.alert_events, promptuary.alert_deliveries to promptuary_viewer;
grant select (id, name, url) on promptuary.alert_webhooks to promptuary_viewer; -- the secret is nobody's to read
grant execute on function promptuary.alert_verdicts(jsonb, timestamptz),
    promptuary.alert_figures(timestamptz, text, text, integer, integer, integer, text, bigint, text) to promptuary_viewer;
grant execute on function promptuary.acknowledge_alert(bigint, text),
    promptuary.snooze_alert(bigint, timestamptz) to promptuary_editor;
grant execute on function promptuary.set_alert_rule(jsonb), promptuary.remove_alert_rule(bigint) to promptuary_publisher;
grant execute on function promptuary.set_alert_webhook(text, text, text),
    promptuary.save_alert_webhook(bigint, text, text, text), promptuary.test_alert_webhook(bigint),
    promptuary.remove_alert_webhook(bigint),
    promptuary.claim_alert_deliveries(integer), promptuary.settle_alert_delivery(bigint, text, text) to promptuary_admin;

grant execute on function promptuary.record_prompt_loads(json) to promptuary_agent, promptuary_editor;
grant select on promptuary.prompt_loads to promptuary_viewer;
grant execute on function promptuary.health_figures(timestamptz, timestamptz), promptuary.health_state(),
    promptuary.storage_figures() to promptuary_viewer;

-- What everything is filed under and served in; each change is in the audit trail.
grant insert, update (name, position) on promptuary.task_types to promptuary_admin;
grant insert, update (position) on promptuary.environments to promptuary_admin;
grant select on promptuary.audit_head, promptuary.template_texts to promptuary_admin; -- to verify the schema
