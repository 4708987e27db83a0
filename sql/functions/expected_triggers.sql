-- expected_triggers(): (relation text, name text, definition text)
-- Purpose: the triggers of the schema as PostgreSQL words them, for check_audit_chain. A test fails where one was added
--   to the schema and not here.
create or replace function promptuary.expected_triggers() returns table (relation text, name text, definition text)
language plpgsql immutable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return query values
        ('activations', 'apply_activation',
         'CREATE TRIGGER apply_activation AFTER INSERT ON promptuary.activations FOR EACH ROW EXECUTE FUNCTION '
         || 'apply_activation()'),
        ('activations', 'check_serving',
         'CREATE CONSTRAINT TRIGGER check_serving AFTER INSERT ON promptuary.activations DEFERRABLE INITIALLY '
         || 'DEFERRED FOR EACH ROW EXECUTE FUNCTION check_serving()'),
        ('activations', 'keep_activation',
         'CREATE TRIGGER keep_activation BEFORE INSERT ON promptuary.activations FOR EACH ROW EXECUTE FUNCTION '
         || 'keep_activation()'),
        ('activations', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT ON promptuary.activations DEFERRABLE INITIALLY '
         || 'DEFERRED FOR EACH ROW EXECUTE FUNCTION record_activation()'),
        ('activations', 'refresh_text',
         'CREATE TRIGGER refresh_text AFTER INSERT ON promptuary.activations FOR EACH ROW EXECUTE FUNCTION '
         || 'refresh_template_text()'),
        ('activations', 'refuse_change',
         'CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON promptuary.activations FOR EACH ROW EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('activations', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.activations FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('active_versions', 'keep_active_version',
         'CREATE TRIGGER keep_active_version BEFORE INSERT OR DELETE OR UPDATE ON promptuary.active_versions FOR '
         || 'EACH ROW EXECUTE FUNCTION keep_active_version()'),
        ('active_versions', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.active_versions FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('alert_events', 'announce_alert',
         'CREATE TRIGGER announce_alert AFTER INSERT OR UPDATE ON promptuary.alert_events FOR EACH ROW EXECUTE '
         || 'FUNCTION announce_alert()'),
        ('alert_events', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER UPDATE ON promptuary.alert_events DEFERRABLE INITIALLY '
         || 'DEFERRED FOR EACH ROW EXECUTE FUNCTION record_alert()'),
        ('alert_rules', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.alert_rules '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''alert_rule'')'),
        ('alert_webhooks', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.alert_webhooks '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''alert_webhook'')'),
        ('audit_events', 'advance_audit_head',
         'CREATE CONSTRAINT TRIGGER advance_audit_head AFTER INSERT ON promptuary.audit_events DEFERRABLE '
         || 'INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION advance_audit_head()'),
        ('audit_events', 'chain_audit_event',
         'CREATE TRIGGER chain_audit_event BEFORE INSERT ON promptuary.audit_events FOR EACH ROW EXECUTE FUNCTION '
         || 'chain_audit_event()'),
        ('audit_events', 'refuse_change',
         'CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON promptuary.audit_events FOR EACH ROW EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('audit_events', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.audit_events FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('audit_head', 'keep_audit_head',
         'CREATE TRIGGER keep_audit_head BEFORE INSERT OR DELETE OR UPDATE ON promptuary.audit_head FOR EACH ROW '
         || 'EXECUTE FUNCTION keep_audit_head()'),
        ('audit_head', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.audit_head FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('environments', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.environments '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''environment'')'),
        ('environments', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.environments FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('execution_changes', 'record_change',
         'CREATE TRIGGER record_change BEFORE INSERT ON promptuary.execution_changes FOR EACH ROW EXECUTE FUNCTION '
         || 'record_execution_change()'),
        ('execution_settings', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.execution_settings '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''execution_settings'')'),
        ('model_prices', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.model_prices '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''model_price'')'),
        ('prompt_templates', 'keep_template',
         'CREATE TRIGGER keep_template BEFORE INSERT OR DELETE OR UPDATE ON promptuary.prompt_templates FOR EACH '
         || 'ROW EXECUTE FUNCTION keep_template()'),
        ('prompt_templates', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER UPDATE ON promptuary.prompt_templates DEFERRABLE INITIALLY '
         || 'DEFERRED FOR EACH ROW WHEN ((((((old.name IS DISTINCT FROM new.name) OR (old.task_type IS DISTINCT FROM '
         || 'new.task_type)) OR (old.description IS DISTINCT FROM new.description)) OR (old.tags IS DISTINCT FROM '
         || 'new.tags)) OR (old.archived_at IS DISTINCT FROM new.archived_at))) EXECUTE FUNCTION record_template()'),
        ('prompt_templates', 'record_creation',
         'CREATE CONSTRAINT TRIGGER record_creation AFTER INSERT ON promptuary.prompt_templates DEFERRABLE '
         || 'INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_template()'),
        ('prompt_templates', 'refresh_text',
         'CREATE TRIGGER refresh_text AFTER INSERT OR UPDATE OF name, tags, description ON '
         || 'promptuary.prompt_templates FOR EACH ROW EXECUTE FUNCTION refresh_template_text()'),
        ('prompt_templates', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.prompt_templates FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('prompt_versions', 'keep_version',
         'CREATE TRIGGER keep_version BEFORE INSERT OR DELETE OR UPDATE ON promptuary.prompt_versions FOR EACH ROW '
         || 'EXECUTE FUNCTION keep_version()'),
        ('prompt_versions', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE ON promptuary.prompt_versions DEFERRABLE '
         || 'INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_version()'),
        ('prompt_versions', 'refresh_text',
         'CREATE TRIGGER refresh_text AFTER INSERT ON promptuary.prompt_versions FOR EACH ROW EXECUTE FUNCTION '
         || 'refresh_template_text()'),
        ('prompt_versions', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.prompt_versions FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()'),
        ('task_types', 'record_change',
         'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON promptuary.task_types '
         || 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_setting(''task_type'')'),
        ('task_types', 'refuse_truncate',
         'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON promptuary.task_types FOR EACH STATEMENT EXECUTE '
         || 'FUNCTION refuse_write()');
end
$$;
