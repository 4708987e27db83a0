-- The audit trail: append-only, hash-chained, written by triggers at the end of each transaction.

create table promptuary.audit_events (
    id bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    template_id bigint,
    number integer,
    details jsonb not null default '{}',
    previous_hash bytea not null,
    hash bytea not null,
    constraint audit_events_subject_known
        check (subject in ('template', 'version', 'activation', 'task_type', 'environment'))
);
create index audit_events_template on promptuary.audit_events (template_id, id);
comment on table promptuary.audit_events is
    'Numbered 1, 2, 3 … in commit order. Each hash covers the event and the hash before it.';

create table promptuary.audit_head (
    one boolean primary key default true,
    id bigint not null,
    hash bytea not null,
    constraint audit_head_one check (one)
);
comment on table promptuary.audit_head is
    'The newest event. Its row is the lock under which events are numbered, and shows when the trail''s end was cut off.';
-- The chain starts from the hash of nothing.
insert into promptuary.audit_head (id, hash) values (0, sha256(''));

create trigger chain_audit_event before insert on promptuary.audit_events
    for each row execute function promptuary.chain_audit_event();
create constraint trigger advance_audit_head after insert on promptuary.audit_events deferrable initially deferred
    for each row execute function promptuary.advance_audit_head();
create trigger refuse_change before update or delete on promptuary.audit_events
    for each row execute function promptuary.refuse_write();
create trigger refuse_truncate before truncate on promptuary.audit_events
    for each statement execute function promptuary.refuse_write();
create trigger keep_audit_head before insert or update or delete on promptuary.audit_head
    for each row execute function promptuary.keep_audit_head();
create trigger refuse_truncate before truncate on promptuary.audit_head
    for each statement execute function promptuary.refuse_write();

-- Deferred to the commit, so that the one lock of the trail is held for as short as can be.
create constraint trigger record_change after insert or update or delete on promptuary.task_types
    deferrable initially deferred for each row execute function promptuary.record_setting('task_type');
create constraint trigger record_change after insert or update or delete on promptuary.environments
    deferrable initially deferred for each row execute function promptuary.record_setting('environment');
create constraint trigger record_creation after insert on promptuary.prompt_templates
    deferrable initially deferred for each row execute function promptuary.record_template();
-- The counter of versions moves with each save, which the version's own event tells of.
create constraint trigger record_change after update on promptuary.prompt_templates
    deferrable initially deferred for each row
    when ((old.name, old.task_type, old.description, old.tags, old.archived_at)
          is distinct from (new.name, new.task_type, new.description, new.tags, new.archived_at))
    execute function promptuary.record_template();
create constraint trigger record_change after insert or update on promptuary.prompt_versions
    deferrable initially deferred for each row execute function promptuary.record_version();
create constraint trigger record_change after insert on promptuary.activations
    deferrable initially deferred for each row execute function promptuary.record_activation();

alter table promptuary.audit_events enable always trigger chain_audit_event;
alter table promptuary.audit_events enable always trigger advance_audit_head;
alter table promptuary.audit_events enable always trigger refuse_change;
alter table promptuary.audit_events enable always trigger refuse_truncate;
alter table promptuary.audit_head enable always trigger keep_audit_head;
alter table promptuary.audit_head enable always trigger refuse_truncate;
alter table promptuary.task_types enable always trigger record_change;
alter table promptuary.environments enable always trigger record_change;
alter table promptuary.prompt_templates enable always trigger record_creation;
alter table promptuary.prompt_templates enable always trigger record_change;
alter table promptuary.prompt_versions enable always trigger record_change;
alter table promptuary.activations enable always trigger record_change;
