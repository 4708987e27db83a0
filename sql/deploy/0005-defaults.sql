-- What a fresh install starts with, after the audit trail so that it records who installed it.

insert into promptuary.task_types (key, name, position)
values ('classification', 'Classification', 1),
       ('extraction', 'Extraction', 2),
       ('validation', 'Validation', 3),
       ('generation', 'Generation', 4),
       ('conversation', 'Conversation', 5)
on conflict do nothing;

insert into promptuary.environments (key, is_default, position)
values ('production', true, 1), ('staging', false, 2)
on conflict do nothing;

select promptuary.seed_default_templates();
