-- Where versions serve, the log of what was made to serve, and what serves now.

create table promptuary.environments (
    key text primary key,
    is_default boolean not null default false,
    position integer not null,
    constraint environments_key_form check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
create unique index environments_one_default on promptuary.environments (is_default) where is_default;

create sequence promptuary.activation_ids;

create table promptuary.activations (
    id bigint primary key,
    template_id bigint not null,
    environment text not null,
    kind text not null,
    previous integer,
    active integer,
    reason text not null default '',
    actor text not null default session_user,
    at timestamptz not null default now(),
    constraint activations_serving_unique unique (id, template_id, environment, active),
    constraint activations_template_exists foreign key (template_id) references promptuary.prompt_templates (id),
    constraint activations_environment_exists foreign key (environment) references promptuary.environments (key),
    constraint activations_active_exists foreign key (template_id, active)
        references promptuary.prompt_versions (template_id, number),
    constraint activations_previous_exists foreign key (template_id, previous)
        references promptuary.prompt_versions (template_id, number),
    constraint activations_kind_known check (kind in ('activate', 'rollback', 'deactivate')),
    constraint activations_kind_fits check ((kind = 'deactivate') = (active is null)),
    constraint activations_change check (active is distinct from previous)
);
alter sequence promptuary.activation_ids owned by promptuary.activations.id;
create index activations_log on promptuary.activations (template_id, environment, id desc);
comment on table promptuary.activations is
    'The log. Inserting a row here is what activates, rolls back or deactivates; active_versions follows by trigger.';

create table promptuary.active_versions (
    template_id bigint not null,
    environment text not null,
    number integer not null,
    activation_id bigint not null,
    constraint active_versions_one primary key (template_id, environment),
    constraint active_versions_logged foreign key (activation_id, template_id, environment, number)
        references promptuary.activations (id, template_id, environment, active)
);
comment on table promptuary.active_versions is 'What serves now: the last line of the log, per template and environment.';

create trigger keep_activation before insert on promptuary.activations
    for each row execute function promptuary.keep_activation();
create trigger apply_activation after insert on promptuary.activations
    for each row execute function promptuary.apply_activation();
create constraint trigger check_serving after insert on promptuary.activations deferrable initially deferred
    for each row execute function promptuary.check_serving();
create trigger refuse_change before update or delete on promptuary.activations
    for each row execute function promptuary.refuse_write();
create trigger refuse_truncate before truncate on promptuary.activations
    for each statement execute function promptuary.refuse_write();
create trigger keep_active_version before insert or update or delete on promptuary.active_versions
    for each row execute function promptuary.keep_active_version();
create trigger refuse_truncate before truncate on promptuary.active_versions
    for each statement execute function promptuary.refuse_write();
create trigger refuse_truncate before truncate on promptuary.environments
    for each statement execute function promptuary.refuse_write();

alter table promptuary.activations enable always trigger keep_activation;
alter table promptuary.activations enable always trigger apply_activation;
alter table promptuary.activations enable always trigger check_serving;
alter table promptuary.activations enable always trigger refuse_change;
alter table promptuary.activations enable always trigger refuse_truncate;
alter table promptuary.active_versions enable always trigger keep_active_version;
alter table promptuary.active_versions enable always trigger refuse_truncate;
alter table promptuary.environments enable always trigger refuse_truncate;

create view promptuary.template_overview as
select t.id, t.key, t.name, t.task_type, t.description, t.tags, t.newest, t.active, t.archived_at is not null as archived,
       t.updated_at
from promptuary.prompt_templates t;
comment on view promptuary.template_overview is 'A template as lists and trees show it.';
