-- How loading prompts goes for the agents, by the hour.

create table promptuary.prompt_loads (
    hour timestamptz not null,
    environment text not null,
    source text not null,
    loads bigint not null,
    attempts bigint not null,
    failed_attempts bigint not null,
    timed bigint not null,
    load_us bigint not null,
    histogram bigint[] not null,
    constraint prompt_loads_pkey primary key (hour, environment, source),
    constraint prompt_loads_hour_whole check (hour = date_trunc('hour', hour, 'UTC')),
    constraint prompt_loads_source_known check (source in ('database', 'environment', 'file', 'none')),
    constraint prompt_loads_counts check (least(loads, attempts, failed_attempts, timed, load_us) >= 0
        and failed_attempts <= attempts and timed <= loads),
    constraint prompt_loads_environment_fkey foreign key (environment) references promptuary.environments (key)
);
comment on table promptuary.prompt_loads is
    'What agents report of loading prompts (record_prompt_loads), by hour (UTC), environment and what answered; kept as long as figures of executions by the hour.';
comment on column promptuary.prompt_loads.source is
    'What answered: the database (or a cache of what it said), else what agents fall back to: an environment variable, a file; none where the prompt was not found.';
comment on column promptuary.prompt_loads.attempts is 'How often agents tried to connect to the database; failed_attempts of them in vain.';
comment on column promptuary.prompt_loads.timed is 'Loads whose time is known; load_us and the histogram are theirs.';
comment on column promptuary.prompt_loads.histogram is 'Milliseconds, in the form of execution_rollups.latency_histogram.';
