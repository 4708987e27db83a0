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

-- What everything is filed under and served in; each change is in the audit trail.
grant insert, update (name, position) on promptuary.task_types to promptuary_admin;
grant insert, update (position) on promptuary.environments to promptuary_admin;
grant select on promptuary.audit_head, promptuary.template_texts to promptuary_admin; -- to verify the schema
