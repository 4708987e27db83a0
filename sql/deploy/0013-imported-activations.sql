-- Activations that happened elsewhere, with their own author and time.

alter table promptuary.activations
    add column imported_by text,
    add constraint activations_imported_kind check (imported_by is null or kind = 'activate');
comment on column promptuary.activations.imported_by is 'Who brought it in; null for what was done here.';
