-- Task types, prompt templates and their immutable versions.

do $$
begin
    if current_setting('server_version_num')::integer < 170000 then
        raise exception 'Promptuary needs PostgreSQL 17 or newer; this server is %.', current_setting('server_version')
            using hint = 'Upgrade the server, or use another one.';
    end if;
    if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'Promptuary needs a database in UTF8; this one is in %.', current_setting('server_encoding')
            using hint = 'Make the database with: create database … encoding ''UTF8'' template template0';
    end if;
end
$$;

create table promptuary.task_types (
    key text primary key,
    name text not null,
    position integer not null,
    constraint task_types_key_form check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint task_types_name_form check (name = btrim(name) and name <> '')
);
create unique index task_types_name_unique on promptuary.task_types (lower(name collate "pg_c_utf8"));
comment on table promptuary.task_types is 'What templates are for; templates are organised by it.';

create table promptuary.prompt_templates (
    id bigint generated always as identity primary key,
    key text not null,
    name text not null,
    task_type text not null,
    description text not null default '',
    tags text[] not null default '{}',
    source text,
    newest integer not null default 0,
    newest_version integer generated always as (nullif(newest, 0)) stored,
    active jsonb not null default '{}',
    archived_at timestamptz,
    created_by text not null default session_user,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint prompt_templates_key_unique unique (key),
    constraint prompt_templates_source_unique unique (source),
    constraint prompt_templates_key_form check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint prompt_templates_newest_form check (newest >= 0),
    constraint prompt_templates_task_type_exists foreign key (task_type) references promptuary.task_types (key)
);
-- Room on each page for the row's next state: saving and activating change it often, and none of its keys.
alter table promptuary.prompt_templates set (fillfactor = 70);
create unique index prompt_templates_name_unique on promptuary.prompt_templates (lower(name collate "pg_c_utf8"));
create index prompt_templates_task_type on promptuary.prompt_templates (task_type);
comment on column promptuary.prompt_templates.key is 'For agents; derived once from the first name, never changed.';
comment on column promptuary.prompt_templates.newest is 'The newest version''s number, which is also their count; 0 for none. Kept by trigger.';
comment on column promptuary.prompt_templates.active is
    'What serves, as {"production": 4}: active_versions in the form that lists read. Kept by trigger.';
comment on column promptuary.prompt_templates.source is 'Where an imported template came from, so that a repeated import knows it.';

create table promptuary.prompt_versions (
    template_id bigint not null,
    number integer not null,
    parent integer,
    format text not null,
    author text not null default session_user,
    created_at timestamptz not null default now(),
    archived_at timestamptz,
    note text not null default '',
    source text,
    imported_by text,
    content_sha256 bytea not null,
    messages jsonb not null,
    variables jsonb not null default '[]',
    model_config json not null default '{}',
    constraint prompt_versions_pkey primary key (template_id, number),
    constraint prompt_versions_source_unique unique (template_id, source),
    constraint prompt_versions_template_exists foreign key (template_id) references promptuary.prompt_templates (id),
    constraint prompt_versions_parent_exists foreign key (template_id, parent)
        references promptuary.prompt_versions (template_id, number),
    constraint prompt_versions_number_form check (number > 0),
    constraint prompt_versions_lineage check ((number = 1) = (parent is null) and parent < number),
    constraint prompt_versions_format_known check (format in ('text', 'fstring', 'mustache', 'jinja2')),
    constraint prompt_versions_sha256_form check (octet_length(content_sha256) = 32)
);
comment on column promptuary.prompt_versions.parent is 'The version it was edited from; null for a template''s first.';
comment on column promptuary.prompt_versions.author is
    'Who saved it; of an imported version, who wrote it as the source has it.';
comment on column promptuary.prompt_versions.imported_by is 'Who imported it; null for a version that was saved here.';
comment on column promptuary.prompt_versions.model_config is 'Any JSON, kept exactly as written.';
comment on column promptuary.prompt_versions.archived_at is 'The only column that may change.';

-- The counter names a version that exists by the end of the transaction; with the triggers below it is always their count.
alter table promptuary.prompt_templates add constraint prompt_templates_newest_exists
    foreign key (id, newest_version) references promptuary.prompt_versions (template_id, number)
    deferrable initially deferred;

create trigger keep_template before insert or update or delete on promptuary.prompt_templates
    for each row execute function promptuary.keep_template();
create trigger keep_version before insert or update or delete on promptuary.prompt_versions
    for each row execute function promptuary.keep_version();
create trigger refuse_truncate before truncate on promptuary.prompt_templates
    for each statement execute function promptuary.refuse_write();
create trigger refuse_truncate before truncate on promptuary.prompt_versions
    for each statement execute function promptuary.refuse_write();
create trigger refuse_truncate before truncate on promptuary.task_types
    for each statement execute function promptuary.refuse_write();

-- Also for a session that replays another server's changes (session_replication_role = replica).
alter table promptuary.prompt_templates enable always trigger keep_template;
alter table promptuary.prompt_versions enable always trigger keep_version;
alter table promptuary.prompt_templates enable always trigger refuse_truncate;
alter table promptuary.prompt_versions enable always trigger refuse_truncate;
alter table promptuary.task_types enable always trigger refuse_truncate;
